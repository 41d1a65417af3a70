"""The desk of the review section: all pre-reviews, one of them, and its steps."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.prereview import actions, forms, queries
from approvals.prereview.states import OPEN
from approvals.prereview.views.common import NOT_YET, PreReviewPage, Step, handed_in
from envportal.cases import rules as cases
from envportal.deadlines import clocks
from envportal.deadlines.enums import Unit
from envportal.web.forms import Form
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from approvals.prereview.models import PreReview
    from envportal.deadlines.models import Clock
    from envportal.workdays import Calendar

# Verb of the rules → its button; also the address of its step.
VERB_WORDS: dict[str, str | _StrPromise] = {
    "take": pgettext_lazy("verb", "承接"),
    "ask_more": pgettext_lazy("verb", "请提出单位补充说明"),
    "answer": pgettext_lazy("verb", "书面答复"),
}


def clock_of(row: PreReview) -> Clock | None:
    return next(iter(row.case.own_clocks), None)  # type: ignore[attr-defined]


class Listed(ListPage):
    """Pre-reviews this person may see, the open ones first, by what is due."""

    permission = "prereview.view_list"
    template_name = "prereview/list.html"
    title = _("申请前审查")
    file_name = "pre-reviews"
    take_away = "export.case_list"
    form_class = forms.Find
    counted = _("共 %(n)s 件")
    extra = {"not_yet": NOT_YET}
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("项目名称"), lambda row: row.case.title, "case__title"),
        Column(_("提出单位"), lambda row: row.case.enterprise.name, "case__enterprise__name"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("提出日期"), lambda row: row.case.opened_on, "case__opened_on"),
        Column(_("届满日"), lambda row: getattr(clock_of(row), "due_on", ""), "case__clocks__due_on"),
        Column(_("答复结论"), "get_outcome_display", "outcome"),
        Column(_("办结日期"), lambda row: row.case.closed_on, "case__closed_on"),
        Column(_("经办人"), lambda row: row.case.holder.name if row.case.holder else "", "case__holder__name"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[PreReview]:
        return queries.on_desk(request.user, timezone.localdate())  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today, calendar = super().get_context_data(**kwargs), timezone.localdate(), cache(clocks.calendar_of)
        listed = [_row(row, today, calendar(row.case.bureau_id)) for row in context["rows"]]
        return {**context, "listed": listed}


def _row(row: PreReview, today: date, calendar: Calendar) -> dict[str, object]:
    """A row with the days left of its clock, and how it is marked: late, soon, or not at all."""
    clock = clock_of(row)
    if clock is None or row.state not in OPEN:
        return {"row": row, "clock": clock, "is_open": False, "tone": ""}
    left = clocks.left(clock, today, calendar)
    tone = "late" if left < 0 else "soon" if today >= clock.warn_on else ""
    unit = Unit.CALENDAR_DAY if left < 0 else clock.rule.unit
    return {"row": row, "clock": clock, "is_open": True, "left": left, "unit": str(unit), "tone": tone}


class CasePage(PreReviewPage):
    """One pre-review at the desk: question, clock, answer, what happened."""

    template_name = "prereview/page.html"
    queryset = staticmethod(handed_in)
    inside = True
    extra = {"layout": "desk.html"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.found
        context = super().get_context_data(
            cards=list(found.case.cards.select_related("clock").order_by("opened_at")),
            reads_files=cases.may(self.request.user, "file.download_original", found.case),
            **kwargs,
        )
        steps = [
            {"url": reverse(f"prereview:{name}", args=[found.pk]), "word": VERB_WORDS[name]}
            for name in context["verbs"]
            if name in VERB_WORDS
        ]
        return {**context, "steps": steps}


class DeskStep(Step):
    """A step of the section."""

    queryset = staticmethod(handed_in)
    template_name = "prereview/desk_step.html"
    words = VERB_WORDS

    def get_title(self) -> object:
        return self.words[self.verb]

    def get_success_url(self) -> str:
        return reverse("prereview:case", args=[self.object.pk])


class Take(DeskStep):
    permission = "prereview.take"
    verb = "take"
    form_class = Form
    action = staticmethod(actions.take)
    intro = _("承接后由您经办，在届满日或以前书面答复。")
    button = pgettext_lazy("verb", "承接")
    done = _("已承接，由您经办。")


class AskMore(DeskStep):
    permission = "prereview.answer"
    verb = "ask_more"
    form_class = forms.MoreForm
    action = staticmethod(actions.ask_more)
    button = _("发给提出单位")
    done = _("已请提出单位补充说明。")


class Answer(DeskStep):
    permission = "prereview.answer"
    verb = "answer"
    template_name = "prereview/answer_step.html"
    form_class = forms.AnswerForm
    action = staticmethod(actions.answer)
    intro = _("答复供提出单位参考，不是审批决定。要改的地方逐点写清：什么问题、依据哪一条、怎么改。")
    button = _("答复提出单位")
    done = _("已书面答复，提出单位已收到通知。")
