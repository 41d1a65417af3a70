"""The enterprise's pages: visits to it, the code at the gate, its answer, what it says to each advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.inspections import actions, forms, queries, rules
from enforcement.inspections.models import Advice
from enforcement.inspections.states import ADVICE_UNDONE, AHEAD, MADE, State
from enforcement.inspections.views.common import OUTSIDE, OfVisit, Step, VisitLetter, check_address, timeline, visible
from enforcement.inspections.views.visits import listed, names_of
from envportal.cases import rules as cases
from envportal.documents import letters
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet

ANSWERED = frozenset({State.LEFT, State.CLOSED})


class Mine(ListPage):
    """Visits to the enterprise, announced or made."""

    permission = rules.ANSWER
    queryset = staticmethod(listed)
    template_name = "inspections/mine.html"
    layout = "my.html"
    title = _("到我单位的检查")
    file_name = "visits"
    counted = _("共 %(n)s 次")
    empty_sentence = _("没有检查。")
    empty_more = _("生态环境局通知检查以后出现在这里；没有通知、又不能出示证件和入企码的检查，可以拒绝并反映。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("检查机关"), lambda row: row.case.bureau.name),
        Column(_("检查日期"), "day", "day"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("检查人员"), names_of),
        Column(_("检查结果"), "get_outcome_display", "outcome"),
    )


class MyVisit(OfVisit):
    """One visit as the enterprise sees it: who comes, the code, the feedback, the advice."""

    permission = rules.ANSWER
    template_name = "inspections/my_visit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visit = self.visit
        has_code = visit.state in AHEAD | {State.UNDER_WAY}
        return super().get_context_data(
            code=queries.entry_code(visit) if has_code else "",
            square=letters.drawn(check_address(visit)) if has_code else None,
            can_answer=visit.state in ANSWERED, is_made=visit.state in MADE, undone=ADVICE_UNDONE,
            timeline=timeline(visit, OUTSIDE), **kwargs,
        )  # fmt: skip


class MyLetter(VisitLetter):
    permission = rules.ANSWER
    area = "my"


class Answer(Step):
    permission = rules.ANSWER
    layout = "my.html"
    form_class = forms.AnswerForm
    action = staticmethod(actions.answer)
    title = _("对检查反馈提出意见")
    done = _("意见已提交。")

    def check(self) -> None:
        cases.require(self.request.user, rules.ANSWER, self.object.case, self.today)

    def get_success_url(self) -> str:
        return reverse("inspections:my_visit", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, "button": _("提交意见")})


class Speak(StepView):
    """Done and how, or not followed and why."""

    permission = rules.ANSWER
    layout = "my.html"
    form_class = forms.SpeakForm
    action = staticmethod(actions.speak_to_advice)
    title = _("回复建议")
    button = pgettext_lazy("verb", "提交回复")
    done = _("回复已提交，等待核实。")
    object: Advice

    def get_queryset(self) -> QuerySet[Advice]:
        rows = Advice.objects.filter(visit__in=visible(self.request).order_by().values("pk"))
        return rows.filter(visit__state__in=ANSWERED).select_related("visit__case")

    def check(self) -> None:
        cases.require(self.request.user, rules.ANSWER, self.object.visit.case, timezone.localdate())

    def get_success_url(self) -> str:
        return reverse("inspections:my_visit", args=[self.object.visit_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": str(self.object), **kwargs})
