"""The desk: every visit, one of them, its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.inspections import actions, forms, guards, queries, rules
from enforcement.inspections.models import Advice
from enforcement.inspections.states import ADVICE_UNDONE, AHEAD, AdviceState, State
from enforcement.inspections.views.common import EVENTS, OfVisit, Step, check_address, timeline, visible
from enforcement.monitoring import sampling
from envportal.cases import rules as cases
from envportal.documents import letters
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from enforcement.inspections.models import Visit
    from envportal.accounts.models import User

BUTTONS = {
    "approve": pgettext_lazy("verb", "批准检查"),
    "notice": pgettext_lazy("verb", "通知企业"),
    "enter": pgettext_lazy("verb", "亮证入场"),
    "leave": pgettext_lazy("verb", "留下书面反馈"),
    "close": pgettext_lazy("verb", "办结检查"),
    "cancel": pgettext_lazy("verb", "取消检查"),
}


def listed(request: HttpRequest) -> QuerySet[Visit]:
    return queries.listed(request.user, timezone.localdate())  # type: ignore[arg-type]


def names_of(visit: Visit) -> str:
    return "、".join(one.user.name for one in visit.people.all())


def tone_of(visit: Visit, today: date) -> str:
    """late: the day went by, or the feedback did not come the same day; soon: today."""
    if (visit.state in AHEAD | {State.UNDER_WAY} and visit.day < today) or visit.feedback_is_late:
        return "late"
    return "soon" if visit.state in AHEAD and visit.day == today else ""


class Visits(ListPage):
    """Visits of the bureau, the latest first; feedback that came late is named."""

    permission = "visit.list"
    queryset = staticmethod(listed)
    template_name = "inspections/visits.html"
    title = _("现场检查")
    file_name = "visits"
    form_class = forms.FindVisit
    counted = _("共 %(n)s 次")
    empty_sentence = _("没有检查。")
    empty_more = _("检查从检查需求排定，经批准并通知企业以后进行。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("企业"), lambda row: row.case.enterprise.name, "case__enterprise__name"),
        Column(_("检查日期"), "day", "day"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("检查人员"), names_of),
        Column(_("计入年度频次"), lambda row: _("是") if row.counts_for_cap else _("否"), "counts_for_cap"),
        Column(_("检查结果"), "get_outcome_display", "outcome"),
        Column(_("反馈晚于当日"), lambda row: _("是") if row.feedback_is_late else "", "feedback_is_late"),
        Column(_("未了建议"), "advice_left"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        rows = [{"row": row, "names": names_of(row), "tone": tone_of(row, today)} for row in context["rows"]]
        late = listed(self.request).filter(queries.overdue(today)).count()
        return {**context, "listed": rows, "late": late}


class VisitPage(OfVisit):
    """One visit: who goes where and why, what was seen and advised, what may be done."""

    template_name = "inspections/visit.html"
    permission = "visit.list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visit, user, today = self.visit, self.request.user, timezone.localdate()
        verbs = rules.available(user, visit, today)  # type: ignore[arg-type]
        on_spot = visit.state == State.UNDER_WAY and rules.on_the_team(user, visit)  # type: ignore[arg-type]
        shows_code = visit.unannounced and visit.state in {State.APPROVED, State.UNDER_WAY}
        return super().get_context_data(
            steps=[{"url": reverse(f"inspections:{name}", args=[visit.pk]), "word": BUTTONS[name], "name": name}
                   for name in verbs],
            on_spot=on_spot, findings=list(queries.findings_of(visit).values()), items=len(queries.items_of(visit)),
            files=list(queries.files_of(visit)), timeline=timeline(visit, EVENTS), tone=tone_of(visit, today),
            code=queries.entry_code(visit) if shows_code else "",
            square=letters.drawn(check_address(visit)) if shows_code else None,
            ends=visit.state == State.LEFT and cases.may(user, rules.END_ADVICE, visit.case, today),
            orders=cases.may(user, rules.ORDER, visit.case, today) and visit.state == State.LEFT,
            is_ordered=queries.order_of(visit) is not None,
            found=list(queries.unreported(visit)) if visit.state == State.LEFT else [],
            links=list(visit.case.links_from.select_related("target").order_by("pk"))
            + list(visit.case.links_to.select_related("source").order_by("pk")),
            undone=ADVICE_UNDONE, case=visit.case, monitored=list(sampling.near(visit.case)),
            asks_monitoring=visit.case.closed_on is None and cases.may(user, "monitoring.ask", visit.case, today),
            **kwargs,
        )  # fmt: skip


class Approve(Step):
    permission = rules.APPROVE
    verb = "approve"
    action = staticmethod(actions.approve)
    title = BUTTONS["approve"]
    intro = _("批准以后才能通知企业和入场。排定的人和检查人员不能批准。")
    done = _("检查已批准。")


class Notice(Step):
    permission = rules.NOTICE
    verb = "notice"
    form_class = forms.NoticeForm
    action = staticmethod(actions.notice)
    title = BUTTONS["notice"]
    intro = _("向企业送达检查通知书：检查内容、时间、检查人员和证号、企业的权利。企业的页面显示入企码。")
    done = _("已通知企业。")


class Cancel(Step):
    permission = rules.CANCEL
    verb = "cancel"
    form_class = forms.ReasonForm
    action = staticmethod(actions.cancel)
    title = BUTTONS["cancel"]
    danger = True
    done = _("检查已取消，需求等待重新排定。")


class Close(Step):
    permission = rules.RECORD
    verb = "close"
    action = staticmethod(actions.close)
    title = BUTTONS["close"]
    intro = _("每条建议都有结果以后才能办结。")
    done = _("检查已办结。")

    def check(self) -> None:
        super().check()
        rules.nothing_left(self.object)


class OrderUponVisit(Step):
    """What was found is ordered to be corrected; a head signs."""

    permission = rules.ORDER
    form_class = forms.ChargeForm
    title = _("起草责令改正")
    intro = _("起草以后由负责人签发，送达企业以后开始计算复查的三十日。")
    done = _("责令改正已起草，等待签发。")

    def check(self) -> None:
        cases.require(self.request.user, self.permission, self.object.case, self.today)
        rules.may_be_ordered(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "initial": {"facts": self.object.pointed_out}}

    def act(self, **typed: Any) -> Any:
        charge = actions.Charge(**typed)
        return actions.order_upon_visit(self.object.pk, charge=charge, by=self.who, at=timezone.now(), key=self.key)


class Found(Step):
    """What a re-inspection found, told to the order it was for."""

    permission = rules.RECORD
    form_class = forms.FoundForm
    title = _("登记复查结果")
    intro = _("登记以后责令改正随之办结，或者继续办理。")
    done = _("复查结果已登记。")

    def check(self) -> None:
        cases.require(self.request.user, self.permission, self.object.case, self.today)
        if not queries.unreported(self.object).filter(pk=self.kwargs["demand"]).exists():
            raise guards.NotPossible(_("这项复查的结果已经登记。"))

    def act(self, **typed: Any) -> Any:
        return actions.say_what_re_inspection_found(
            self.object.pk, demand=self.kwargs["demand"], by=self.who, at=timezone.now(), key=self.key, **typed
        )


class OfAdvice(StepView):
    """A step on one advice."""

    layout = "desk.html"
    object: Advice

    def get_queryset(self) -> QuerySet[Advice]:
        rows = Advice.objects.filter(visit__in=visible(self.request).order_by().values("pk"))
        return rows.select_related("visit__case")

    def check(self) -> None:
        cases.require(self.request.user, self.permission, self.object.visit.case, timezone.localdate())

    def get_success_url(self) -> str:
        return reverse("inspections:visit", args=[self.object.visit_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": str(self.object), "intro": self.object.words, **kwargs})


class OrderUponAdvice(OfAdvice):
    """Advised and not done: it is ordered."""

    permission = rules.ORDER
    form_class = forms.ChargeForm
    title = _("转为责令改正")
    button = pgettext_lazy("verb", "起草责令改正")
    done = _("建议已转为责令改正，等待签发。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "initial": {"corrections": self.object.text}}

    def act(self, **typed: Any) -> Any:
        charge, by = actions.Charge(**typed), cast("User", self.request.user)
        return actions.order_upon_advice(self.object.pk, charge=charge, by=by, at=timezone.now(), key=self.key)


class EndAdvice(OfAdvice):
    """What became of one advice."""

    permission = rules.END_ADVICE
    form_class = forms.EndAdviceForm
    title = _("处理建议")
    button = pgettext_lazy("verb", "登记结果")
    done = _("建议的结果已登记，企业收到消息。")

    def get_form_kwargs(self) -> dict[str, Any]:
        said = self.object.state
        states = [AdviceState.DONE, *([AdviceState.DECLINED] if said == AdviceState.REFUSED else []),
                  *([AdviceState.OPEN] if said != AdviceState.OPEN else [])]  # fmt: skip
        return {**super().get_form_kwargs(), "states": states}

    def act(self, **typed: Any) -> Any:
        ending = actions.Ending(**typed)
        return actions.end_advice(
            self.object.pk, ending=ending, by=self.request.user, at=timezone.now(), key=self.key  # type: ignore[arg-type]
        )  # fmt: skip
