"""The desk: applications for money, the programmes, and their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.funds import actions, forms, queries, rules
from approvals.funds.views.common import WORDS, Shown, Step, visible
from envportal.web.forms import Form
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.funds.models import Programme


def programmes(request: HttpRequest) -> QuerySet[Programme]:
    return queries.programmes_of(request.user)  # type: ignore[arg-type]


class Listed(ListPage):
    permission = "fund.view"
    template_name = "funds/list.html"
    title = _("专项资金")
    file_name = "funds"
    take_away = "export.case_list"
    form_class = forms.Find
    counted = _("共 %(n)s 件")
    queryset = staticmethod(visible)
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("项目名称"), lambda row: row.case.title, "case__title"),
        Column(_("建设单位"), lambda row: row.case.enterprise or "", "case__enterprise__name"),
        Column(_("资金名称"), lambda row: row.programme.name, "programme__name"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("专人"), lambda row: row.case.holder.name if row.case.holder else "", "case__holder__name"),
        Column(_("申请多少元"), "wanted", "wanted"),
        Column(_("批准多少元"), "granted", "granted"),
        Column(_("到账多少元"), "paid", "paid"),
    )


class FundPage(Shown):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        steps = [
            {"url": reverse(f"funds:{verb}", args=[self.found.pk]), "word": WORDS[verb]} for verb in context["verbs"]
        ]
        return {**context, "steps": steps}


class Take(Step):
    permission = "fund.take"
    verb = "take"
    form_class = forms.AdviceForm
    action = staticmethod(actions.take)
    intro = _("从现在到资金到账，由您专人帮这家企业。先写第一次指导。")
    done = _("已由您专人指导，企业已收到消息。")


class Advise(Step):
    permission = "fund.handle"
    verb = "advise"
    form_class = forms.AdviceForm
    action = staticmethod(actions.advise)
    done = _("企业已收到消息。")


class SendBack(Step):
    permission = "fund.review"
    verb = "send_back"
    form_class = forms.ReasonForm
    action = staticmethod(actions.send_back)
    done = _("企业已收到消息。")


class Recommend(Step):
    permission = "fund.review"
    verb = "recommend"
    form_class = forms.RecommendForm
    action = staticmethod(actions.recommend)
    done = _("企业已收到消息。")


class Decline(Step):
    permission = "fund.review"
    verb = "decline"
    form_class = forms.ReasonForm
    action = staticmethod(actions.decline)
    danger = True
    done = _("企业已收到消息。")


class NoteDecision(Step):
    permission = "fund.handle"
    verb = "note_decision"
    form_class = forms.DecisionForm
    action = staticmethod(actions.note_decision)
    done = _("企业已收到消息。")


class NotePayment(Step):
    permission = "fund.handle"
    verb = "note_payment"
    form_class = forms.PaymentForm
    action = staticmethod(actions.note_payment)
    intro = _("一笔一笔登记，附拨付凭证；全部到账以后等验收成果。")
    done = _("企业已收到消息。")


class CheckResult(Step):
    permission = "fund.review"
    verb = "check_result"
    form_class = forms.ResultForm
    action = staticmethod(actions.check_result)
    done = _("企业已收到消息。")


class Programmes(ListPage):
    """The programmes of the bureau, drafts too."""

    permission = "fund.view_programmes"
    template_name = "funds/programmes.html"
    title = _("资金项目库")
    file_name = "fund-programmes"
    take_away = "export.case_list"
    counted = _("共 %(n)s 项资金")
    queryset = staticmethod(programmes)
    columns = (
        Column(_("资金名称"), "name", "name"),
        Column(_("依据的文件"), "source", "source"),
        Column(_("从哪一天起可以申请"), "opens_on", "opens_on"),
        Column(_("最后一天"), "closes_on", "closes_on"),
        Column(_("申请"), "asked", "asked"),
        Column(_("批准"), "funded", "funded"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        may_publish = self.request.may(rules.PUBLISH)  # type: ignore[attr-defined]
        return {**context, "may_keep": self.request.may(rules.KEEP), "may_publish": may_publish,  # type: ignore[attr-defined]
                "today": timezone.localdate()}  # fmt: skip


class SetUp(StepView):
    permission = "fund.keep"
    object = None
    form_class = forms.ProgrammeForm
    title = _("登记一项资金")
    intro = _("写明依据、条件、时间；另一人公布以后，企业才看得到、才能申请。")
    button = _("保存，等公布")
    done = _("已保存，等另一人公布。")
    success_url = reverse_lazy("funds:programmes")

    def act(self, **typed: Any) -> Programme:
        return actions.set_up(by=self.request.user, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]

    def get_cancel_url(self) -> str:
        return str(self.success_url)


class OfProgramme(StepView):
    permission = "fund.publish"
    form_class = Form
    queryset = staticmethod(programmes)
    success_url = reverse_lazy("funds:programmes")
    object: Programme

    def get_cancel_url(self) -> str:
        return str(self.success_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.name, **kwargs})


class Publish(OfProgramme):
    action = staticmethod(actions.publish)
    title = _("公布这项资金")
    button = pgettext_lazy("verb", "公布")
    done = _("已公布。")

    def check(self) -> None:
        rules.may_publish(self.request.user, self.object)  # type: ignore[arg-type]


class PublishResults(OfProgramme):
    action = staticmethod(actions.publish_results)
    title = _("公布资金结果")
    intro = _("公布得到资金的企业、项目、批准和到账的金额；没有批准的不公布。")
    button = pgettext_lazy("verb", "公布")
    done = _("已公布。")

    def check(self) -> None:
        rules.may_publish_results(self.request.user, self.object, timezone.localdate())  # type: ignore[arg-type]
