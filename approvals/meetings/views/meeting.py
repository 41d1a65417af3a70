"""One meeting: agenda, who is there, the item now, and its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.meetings import forms, queries, rules
from approvals.meetings.rules.must_come import document_kind
from approvals.meetings.rules.waiting import days_left
from approvals.meetings.states import ItemState, Presence, State
from approvals.meetings.views.common import visible
from approvals.meetings.views.items import leaning
from disclosure.board.enums import DocumentKind
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.documents import letters
from envportal.documents.queries import in_full
from envportal.documents.views.files import served
from envportal.web.views import Page, PagePart

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from approvals.meetings.models import AgendaItem, Meeting
    from envportal.accounts.models import User
    from envportal.workdays import Calendar

# Verb of the rules → its button on the page of a meeting.
BUTTONS = {
    "put_on": _("增加议题"),
    "attend": _("签到"),
    "open": pgettext_lazy("verb", "开会"),
    "close": pgettext_lazy("verb", "散会"),
    "reopen": _("散会有误，继续开会"),
    "confirm": pgettext_lazy("verb", "确认纪要"),
    "cancel": pgettext_lazy("verb", "取消这次会"),
}
WORDS = {
    "meeting_convened": _("通知开会"), "agenda_extended": _("增加议题"), "taken_off_agenda": _("撤下议题"),
    "meeting_cancelled": _("取消"), "attendance_taken": _("登记到会情况"), "recused": _("登记回避"),
    "meeting_opened": _("开会"), "item_resolved": _("记入会审结论"), "item_postponed": _("议题改期"),
    "papers_sent": _("发送会前材料"), "meeting_reopened": _("散会有误，继续开会"), "item_reopened": _("重新讨论"),
    "opinion_written_in": _("收到书面意见"), "meeting_closed": _("散会"), "minutes_confirmed": _("确认纪要"),
}  # fmt: skip
RUNS = frozenset({"attend", "open", "close", "reopen"})


class MeetingPage(Page):
    """Agenda by days left; while it sits, the item now with its forms."""

    permission = "meeting.view"
    template_name = "meetings/meeting.html"

    @cached_property
    def meeting(self) -> Meeting:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.meeting.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting, user, today = self.meeting, cast("User", self.request.user), timezone.localdate()
        items, attendance = queries.items_of(meeting), queries.attendance_of(meeting)
        there = [row.user for row in attendance if row.presence == Presence.PRESENT]
        verbs = rules.available(user, meeting, today)
        runs = user.pk in {meeting.chair_id, meeting.minute_taker_id}
        calendar = clocks.calendar_of(meeting.bureau_id)
        on_agenda = [item for item in items if item.state != ItemState.TAKEN_OFF]
        return super().get_context_data(
            meeting=meeting, rows=[_row(item, n, user, today, calendar) for n, item in enumerate(on_agenda, 1)],
            taken_off=[item for item in items if item.state == ItemState.TAKEN_OFF],
            attendance=attendance, there=len(there), members=len(attendance),
            needed=rules.needed(len(attendance), meeting.rule.quorum),
            minutes_needed=len(on_agenda) * meeting.rule.per_item,
            is_over=len(on_agenda) * meeting.rule.per_item > meeting.rule.capacity,
            now=_now(meeting, on_agenda, there, user, self.request.GET.get("item", ""), verbs, runs=runs),
            do=_next(meeting, len(there), on_agenda, today), verbs=verbs, runs=runs,
            sits=queries.sits(user, meeting),
            is_member=any(row.user_id == user.pk for row in attendance),
            steps=[
                {"url": reverse(f"meetings:{name}", args=[meeting.pk]), "word": word, "name": name}
                for name, word in BUTTONS.items()
                if name in verbs and (runs or name not in RUNS) and (name != "confirm" or user.pk == meeting.chair_id)
            ],
            timeline=[
                {"at": event.at, "verb": WORDS[event.name], "text": event.actor_name,
                 "small": event.facts.get("reason")}
                for event in reversed(log.history(meeting.case))
                if event.name in WORDS
            ],
            **kwargs,
        )  # fmt: skip


def _row(item: AgendaItem, n: int, user: User, today: date, calendar: Calendar) -> dict[str, Any]:
    """A line of the agenda; who is recused sees that it is there and nothing of its papers."""
    due = queries.promised(item.case)
    left, unit = days_left(calendar, due, today)
    paused = any(clock.state == "paused" for clock in queries.deciding(item.case))
    return {
        "item": item, "n": n, "due_on": due, "left": left, "unit": unit, "paused": paused,
        "tone": "late" if due and due < today else "paused" if paused else "",
        "kind": DocumentKind(document_kind(item.case)).label if document_kind(item.case) in DocumentKind.values else "",
        "is_out": user.pk in queries.recused(item), "read": len(item.readings.all()),
    }  # fmt: skip


def _now(
    meeting: Meeting, items: Sequence[AgendaItem], there: list[User], user: User, chosen: str, verbs: list[str], *,
    runs: bool,
) -> dict[str, Any] | None:  # fmt: skip
    """The item under discussion: the one chosen, else the first without a conclusion."""
    pending = [item for item in items if item.state == ItemState.PENDING]
    if meeting.state != State.SITTING or not pending:
        return None
    item = next((one for one in pending if str(one.pk) == chosen), pending[0])
    item.meeting = meeting
    chair, out = rules.chair_of(item, there), queries.recused(item)
    silent = sorted(rules.silent(item, there), key=lambda one: one == chair)
    my_turn = user in silent and (user != chair or silent == [user]) and "opine" in verbs
    return {
        "item": item, "n": items.index(item) + 1, "silent": silent,
        "written": [one for one in queries.opinions_that_count(item) if one.is_written],
        "chair": chair, "is_out": user.pk in out,
        "opine": forms.OpinionForm(auto_id="opine_%s") if my_turn else None,
        "waits_for_others": user == chair and user in silent and len(silent) > 1,
        "record": forms.RecordForm(speakers=silent, auto_id="record_%s") if runs and silent else None,
        "conclude": forms.ConcludeForm(initial=leaning(item, there), auto_id="end_%s") if runs and not silent else None,
        "keys": [str(uuid4()) for _n in range(3)],
    }  # fmt: skip


def _next(meeting: Meeting, there: int, items: Sequence[AgendaItem], today: date) -> str:
    """The one thing to do now, if there is one: take attendance, open, close, confirm."""
    if meeting.state == State.CONVENED and meeting.on <= today:
        return "open" if there else "attend"
    if meeting.state == State.SITTING and all(item.state != ItemState.PENDING for item in items):
        return "close"
    return "confirm" if meeting.state == State.CLOSED else ""


class Minutes(MeetingPage):
    """The minutes as a page to read and print: confirmed as the letter says, before that as they stand."""

    template_name = "meetings/minutes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting = self.meeting
        if meeting.state not in (State.CLOSED, State.MINUTED):
            raise Http404
        letter = in_full().filter(pk=meeting.minutes_id).first() if meeting.minutes_id else None
        return super().get_context_data(**{**(letters.paper(letter) if letter else {}), **kwargs})


class MinutesPdf(PagePart):
    """The PDF of the minutes, for whoever may read the meeting."""

    permission = "meeting.view"

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        letter = get_object_or_404(visible(request), pk=pk).minutes
        if letter is None or not letter.path:
            raise Http404
        return served(letter, f"{letter.title} {letter.number}.pdf")
