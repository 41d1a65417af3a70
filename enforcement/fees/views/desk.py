"""The desk: every fee with what is owed, one of them, its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.fees import actions, forms, rules
from enforcement.fees.actions.telling import parts_of
from enforcement.fees.models import Fee, Part
from enforcement.fees.rules.addresses import address_of
from enforcement.fees.rules.result import yuan
from enforcement.fees.states import Answer
from enforcement.fees.views.common import WORDS, account_of, told, visible
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.web.forms import Form
from envportal.web.views import Column, ListPage, Page, StepView, VerbStep

if TYPE_CHECKING:
    from django.db.models import QuerySet


def side(name: str) -> Any:
    """A column of the ledger, in yuan."""

    def of(fee: Fee) -> str:
        account = account_of(fee)
        return yuan(abs(getattr(account, name))) if account else ""

    return of


class Fees(ListPage):
    """Fees of the bureau, the open ones first."""

    permission = rules.VIEW
    queryset = staticmethod(visible)
    template_name = "fees/list.html"
    title = _("排污费")
    file_name = "fees"
    form_class = forms.Find
    counted = _("共 %(n)s 件")
    empty_sentence = _("没有符合条件的排污费。")
    empty_more = _("2017 年以前的排放在这里申报、核定、收缴；2018 年起的排放只整理数据，交税务机关。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(
            _("企业"), lambda row: row.case.enterprise.name if row.case.enterprise else "", "case__enterprise__name"
        ),
        Column(_("核定时段"), "period", "first"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("核定金额，元"), lambda row: "" if row.assessed is None else yuan(row.assessed), "assessed"),
        Column(_("已收，元"), side("collected"), "account__collected"),
        Column(_("减免，元"), side("waived"), "account__waived"),
        Column(_("欠缴，元"), side("receivable"), "account__receivable"),
        Column(_("滞纳金未缴，元"), side("late_due"), "account__late_due"),
        Column(_("缴纳期限"), "due_on", "due_on"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        listed = [
            {"row": row, "account": account, "late": bool(account and account.receivable and row.due_on < today)}
            for row in context["rows"]
            for account in [account_of(row)]
        ]
        may = self.request.may  # type: ignore[attr-defined]
        return {**context, "listed": listed, "declares": may(rules.VERIFY), "books": may(rules.PAY)}


class FeePage(Page):
    """One fee: its working, its account, what may be done."""

    permission = rules.VIEW
    template_name = "fees/fee.html"

    @cached_property
    def fee(self) -> Fee:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.fee.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, today = self.fee, timezone.localdate()
        names = rules.available(self.request.user, one, today)  # type: ignore[arg-type]
        steps = [{"url": reverse(f"fees:{name}", args=[one.pk]), "word": WORDS[name]} for name in names]
        faces = clocks.faces(one.case, today)
        return super().get_context_data(**told(one), steps=steps, faces=faces, **kwargs)


class Sheet(ListPage):
    """The figures of one fee as a table to take away: what the tax office gets for discharges since 2018."""

    permission = rules.VIEW
    file_name = "fee-sheet"
    template_name = "fees/sheet.html"
    counted = _("共 %(n)s 行")
    columns = (
        Column(_("排放口"), "place", "place"),
        Column(_("月份"), lambda row: row.question.get("period", "")),
        Column(_("要素"), lambda row: row.question.get("medium", "")),
        Column(_("金额，元"), lambda row: yuan(row.fen), "fen"),
        Column(_("费率表版本"), "version"),
        Column(_("复算地址"), lambda row: address_of(row.question)),
    )

    @cached_property
    def fee(self) -> Fee:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.fee.case.title

    def get_queryset(self) -> QuerySet[Part]:
        return Part.objects.filter(pk__in=[one.pk for one in parts_of(self.fee)]).order_by("pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(fee=self.fee, **kwargs)


# STEPS ------------------------------------------------------------------------------
class Declare(StepView):
    """The clerk declares for an enterprise of the bureau."""

    permission = rules.VERIFY
    form_class = forms.DeclareForForm
    title = _("登记排污申报")
    intro = _("替企业登记；企业也可以自己在门户申报。")
    button = pgettext_lazy("verb", "登记")
    done = _("申报已登记，等待核定。")
    object = None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "bureau": self.request.user.bureau}  # type: ignore[union-attr]

    def act(self, **typed: Any) -> Any:
        enterprise, by = typed.pop("enterprise"), self.request.user
        return actions.declare(enterprise, by.bureau, by=by, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type, union-attr]

    def get_success_url(self) -> str:
        event = log.already(self.key)
        return reverse("fees:fee", args=[event.case_id]) if event else reverse("fees:list")

    def get_cancel_url(self) -> str:
        return reverse("fees:list")


class Step(VerbStep):
    """A step on one fee; the rule is asked by its verb."""

    queryset = staticmethod(visible)
    object: Fee
    form_class: type[Form] = Form
    require = staticmethod(rules.require)
    words = WORDS
    page = "fees:fee"


class Verify(Step):
    permission = rules.VERIFY
    verb = "verify"
    form_class = forms.VerifyForm
    action = staticmethod(actions.verify)
    intro = _("核定以后送达核定通知书，企业七日内可以申请复核；由另一人发出缴纳通知单。")

    def get_initial(self) -> dict[str, Any]:
        return {"basis": self.object.basis}


class Recheck(Step):
    permission = rules.VERIFY
    verb = "recheck"
    form_class = forms.RecheckForm
    action = staticmethod(actions.recheck)
    intro = _("自接到申请之日起十日内决定；核定的人不复核。")


class Demand(Step):
    permission = rules.DEMAND
    verb = "demand"
    action = staticmethod(actions.demand)
    intro = _("送达之日起七日内缴纳；申请复议或者起诉不停止缴纳。")
    done = _("缴纳通知单已送达。")


class Pay(Step):
    permission = rules.PAY
    verb = "pay"
    form_class = forms.PayForm
    intro = _("先抵排污费，再抵滞纳金，多出的记为多缴待退。滞纳金计至缴款那一天。")

    def act(self, **typed: Any) -> Any:
        return actions.pay(
            self.object.pk, actions.Receipt(**typed), by=self.request.user, at=timezone.now(), key=self.key  # type: ignore[arg-type]
        )  # fmt: skip


class Relieve(Step):
    permission = rules.RELIEVE
    verb = "relieve"
    form_class = forms.RelieveForm
    action = staticmethod(actions.relieve)


class Accrue(Step):
    permission = rules.PAY
    verb = "accrue"
    form_class = forms.AccrueForm
    action = staticmethod(actions.accrue)
    intro = _("从缴纳期满的次日起，按日加收未缴部分的千分之二。")


class Refund(Step):
    permission = rules.REFUND
    verb = "refund"
    form_class = forms.RefundForm
    action = staticmethod(actions.refund)
    intro = _("登记过本件缴款的人不办退款。")


class AskWriteOff(Step):
    permission = rules.WRITE_OFF
    verb = "ask_write_off"
    form_class = forms.WriteOffForm
    action = staticmethod(actions.ask_write_off)
    done = _("已提请核销，等局领导批准。")

    def get_intro(self) -> object:
        return _("核销现在欠缴的全部 %(sum)s 元；以后收到的，先冲回核销。") % {"sum": yuan(self.object.account.owed)}


class AnswerWriteOff(Step):
    permission = rules.APPROVE
    verb = "answer_write_off"
    template_name = "fees/write_off.html"
    form_class = forms.AnswerForm
    action = staticmethod(actions.answer_write_off)
    done = _("已答复。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.object.write_offs.filter(answer=Answer.WAITING).select_related("asked_by").first()
        return super().get_context_data(asked=asked, **kwargs)


class HandOver(Step):
    permission = rules.VERIFY
    verb = "hand_over"
    form_class = forms.BasisForm
    action = staticmethod(actions.hand_over)
    intro = _("2018 年 1 月 1 日起的排放由税务机关征税；本局核对数据，不通知缴纳。")
