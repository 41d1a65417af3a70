"""Every step as data: its form, its action, its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.orders import actions
from enforcement.orders.forms import evidence, later, waiting
from enforcement.orders.forms import steps as forms
from enforcement.orders.forms.base import ReasonForm, RowForm
from enforcement.orders.models import Order, Penalty, Sealing

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Step:
    word: object
    action: Callable[..., Any]
    form: type[RowForm] = RowForm
    intro: object = ""
    danger: bool = False


SERVE = Step(_("登记送达"), actions.serve_letter, forms.ServeForm, _("当事人的期限从送达的次日起算；日期以凭证为准。"))
NOT_SERVED = Step(
    _("登记没有送达"), actions.record_not_served, later.NotServedForm, _("其他方式无法送达的，才可以公告送达。")
)
CORRECT = Step(
    _("更正送达登记"), actions.correct_service, later.CorrectServiceForm,
    _("由另一人更正；从送达起算的期限重新计算，原来的登记保留。"), danger=True,
)  # fmt: skip
ORDER: dict[str, Step] = {
    "sign": Step(
        pgettext_lazy("verb", "签发"), actions.sign_order, forms.SignForm, _("签发后制发决定书；送达以后生效。")
    ),
    "add_evidence": Step(
        _("登记证据"), actions.attach, evidence.FileForm, _("签发以前登记的，写入决定书的证据清单。")
    ),
    "serve": SERVE,
    "not_served": NOT_SERVED,
    "correct_service": CORRECT,
    "report": Step(_("报告已经改正"), actions.report_correction, forms.ReportForm, _("可以在改正期限以前报告。")),
    "look": Step(
        _("登记复查"), actions.reinspected, forms.LookForm, _("送达之日起三十日内暗查；拒绝、阻挠复查的如实登记。")
    ),
    "open_daily": Step(
        _("提请按日连续处罚"), actions.open_daily, forms.DailyForm,
        _("原处罚决定的罚款，乘以送达次日起到复查当日的天数，没有上限。"), danger=True,
    ),
    "renew": Step(_("再次责令改正"), actions.renew, forms.RenewForm, _("新的决定书送达后重新计算三十日。")),
    "end": Step(_("不再执行"), actions.end_order, ReasonForm, danger=True),
}  # fmt: skip
PENALTY: dict[str, Step] = {
    "file": Step(pgettext_lazy("verb", "立案"), actions.file_case, intro=_("立案以后开始计算办案期限。")),
    "extend_filing": Step(_("延长立案期限"), actions.extend_filing, ReasonForm, _("延长 15 个工作日，只能一次。")),
    "decline": Step(_("不予立案"), actions.decline, ReasonForm, danger=True),
    "add_evidence": Step(_("登记证据"), actions.add_evidence, evidence.EvidenceForm),
    "open_person": Step(
        _("登记责任人员"), actions.open_person, evidence.PersonForm,
        _("对直接负责的主管人员和其他直接责任人员单独立案、告知、决定和收缴；姓名不公开。"),
    ),
    "settle_evidence": Step(_("处理登记保存的证据"), actions.settle_evidence, evidence.SettleForm),
    "ask_wait": Step(
        _("申请扣除期限"), actions.ask_wait, waiting.WaitForm, _("由科室负责人核对文书后确认，确认以前照常计时。")
    ),
    "confirm_wait": Step(_("确认扣除期限"), actions.confirm_wait, waiting.AskedForm),
    "decline_wait": Step(_("不同意扣除期限"), actions.decline_wait, waiting.DeclineWaitForm, danger=True),
    "end_wait": Step(_("恢复计时"), actions.end_wait, waiting.UntilForm),
    "extend": Step(_("延长办案期限"), actions.extend_decision, ReasonForm, _("延长 30 个工作日，只能一次。")),
    "call_extension": Step(
        _("提请集体讨论继续延期"), actions.call_extension, later.CallExtensionForm,
        _("经批准延长以后仍不能作出决定的，由本局负责人集体讨论决定是否继续延期（生态环境行政处罚办法）。"),
    ),
    "propose": Step(
        _("提出处罚建议"), actions.propose, forms.ProposeForm,
        _("按违法行为发生时的法律；现行法律较轻的，适用现行法律。罚款按裁量表计算。"),
    ),
    "send_back": Step(_("退回补充调查"), actions.send_back, ReasonForm, danger=True),
    "notify": Step(_("制发事先告知书"), actions.notify, intro=_("告知事实、理由、依据、数额和当事人的权利。")),
    "serve": SERVE,
    "not_served": NOT_SERVED,
    "correct_service": CORRECT,
    "state_defence": Step(
        _("陈述申辩"), actions.state_defence, forms.DefenceForm, _("本局不会因为陈述申辩加重处罚。")
    ),
    "record_defence": Step(_("登记陈述申辩"), actions.record_defence, forms.RecordDefenceForm),
    "answer_defence": Step(
        _("复核陈述申辩"), actions.answer_defence, forms.AnswerForm, _("采纳的，重新提出处罚建议并告知。")
    ),
    "ask_hearing": Step(_("要求听证"), actions.ask_hearing, ReasonForm, _("听证不收费用。")),
    "record_hearing_request": Step(_("登记听证申请"), actions.record_hearing_request, forms.RecordHearingForm),
    "arrange_hearing": Step(_("通知听证"), actions.arrange_hearing, forms.ArrangeForm),
    "minute_hearing": Step(_("登记听证笔录"), actions.minute_hearing, forms.MinuteForm),
    "withdraw_hearing": Step(_("撤回听证申请"), actions.withdraw_hearing, danger=True),
    "review": Step(_("写法制审核意见"), actions.review, forms.ReviewForm),
    "call_discussion": Step(_("提交集体讨论"), actions.call_discussion),
    "speak": Step(_("发表意见"), actions.speak, forms.SpeakForm),
    "conclude_discussion": Step(
        _("形成讨论结论"), actions.conclude_discussion, forms.ConcludeForm, _("发表意见的过半数同意即为同意。")
    ),
    "decide": Step(_("签发处罚决定"), actions.decide, forms.CodeForm, _("签发后制发决定书，公示材料交信息公开编辑。")),
    "spare": Step(_("不予处罚"), actions.spare, forms.SpareForm, danger=True),
    "drop": Step(_("撤销立案"), actions.drop, ReasonForm, danger=True),
    "transfer": Step(
        _("移送公安机关"), actions.transfer, forms.TransferForm,
        _("责令停止建设拒不执行的，处十日以上十五日以下拘留；情节较轻的五日以上十日以下（生态环境法典第1095条）。"
          "涉嫌犯罪的，本案等待公安机关回复。"), danger=True,
    ),
    "record_reply": Step(_("登记公安机关回复"), actions.record_reply, forms.ReplyForm),
    "ask_time": Step(_("申请暂缓或者分期缴纳"), actions.ask_time, ReasonForm),
    "record_time_request": Step(_("登记暂缓或者分期缴纳的申请"), actions.record_time_request, ReasonForm),
    "allow_time": Step(_("答复暂缓或者分期缴纳"), actions.allow_time, forms.AllowForm),
    "pay": Step(_("登记缴款或者退款"), actions.pay, forms.PayForm),
    "urge": Step(
        pgettext_lazy("verb", "催告"), actions.urge, intro=_("催告书送达十个工作日后仍不履行的，可以申请强制执行。")
    ),
    "go_to_court": Step(_("登记申请强制执行"), actions.go_to_court, forms.CourtForm),
    "take_back_payment": Step(
        _("冲回缴款登记"), actions.take_back_payment, later.TakeBackForm, _("登记错了的由另一人冲回，原来的登记保留。"),
        danger=True,
    ),
    "record_remedy": Step(
        _("登记复议或者诉讼"), actions.record_remedy, later.RemedyForm,
        _("复议、诉讼期间加处罚款不计算（行政处罚法第73条），公示材料写明状态。"),
    ),
    "end_remedy": Step(
        _("登记复议或者诉讼结果"), actions.end_remedy, later.EndRemedyForm,
        _("决定被撤销的，三个工作日内撤回公示（行政处罚法第48条）；被变更的，按变更后的罚款计算，公示随之更新。"),
    ),
    "end_display": Step(_("撤回公示"), actions.end_display, danger=True),
    "end_execution": Step(
        _("终结执行"), actions.end_execution, ReasonForm,
        _("当事人已经终止、无可执行财产等，不再执行的，写明理由结案。"), danger=True,
    ),
    "close": Step(pgettext_lazy("verb", "结案"), actions.close, ReasonForm),
    "ask_repair": Step(_("申请信用修复"), actions.ask_repair, later.RepairForm),
    "answer_repair": Step(_("答复信用修复"), actions.answer_repair, later.AnswerRepairForm),
}  # fmt: skip
SEALING: dict[str, Step] = {
    "approve": Step(pgettext_lazy("verb", "批准"), actions.approve_sealing, intro=_("自批准之日起三十日。")),
    "decline": Step(_("不批准"), actions.decline_sealing, ReasonForm, danger=True),
    "serve": SERVE,
    "not_served": NOT_SERVED,
    "correct_service": CORRECT,
    "extend": Step(_("延长期限"), actions.extend_sealing, ReasonForm, _("期满以前批准，最多三十日，只能一次。")),
    "lift": Step(pgettext_lazy("verb", "解除"), actions.lift_sealing, later.LiftForm),
}
TABLES: dict[type, dict[str, Step]] = {Order: ORDER, Penalty: PENALTY, Sealing: SEALING}
