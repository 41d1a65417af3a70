"""Item by item: what each member says, the chair last, and what the meeting resolves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from approvals.meetings import queries, rules
from approvals.meetings.actions.common import end, holders, locked_item, note, note_on_case, take_back_written, tell
from approvals.meetings.models import AgendaItem, Docket, Opinion
from approvals.meetings.states import ItemState
from envportal.audit import log

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import TypedDict

    from envportal.accounts.models import User

    class Said(TypedDict):
        """What the minute-taker heard a member say."""

        user: User
        view: str
        words: str


@transaction.atomic
def opine(pk: int, *, view: str, words: str = "", by: User, at: datetime, key: str = "") -> AgendaItem:
    """A member's own opinion, from wherever they sit."""
    item = locked_item(pk)
    if log.already(key):
        return item
    rules.require("opine", by, item.meeting, timezone.localdate(at))
    _say(item, by, view, words, by=by, at=at)
    note(item.meeting, "opinion_given", by=by, at=at, key=key, case=item.case.number, view=view)
    return item


@transaction.atomic
def write(pk: int, *, view: str, words: str = "", by: User, at: datetime, key: str = "") -> AgendaItem:
    """书面意见 of a member who is not there: read aloud, in the minutes as such, and no part of the quorum."""
    item = locked_item(pk)
    if log.already(key):
        return item
    rules.require("write", by, item.meeting, timezone.localdate(at))
    rules.is_pending(item)
    rules.may_write(by, item, queries.present(item.meeting))
    rules.words_are_enough(view, words)
    Opinion.objects.create(item=item, user=by, view=view, words=words, at=at, typed_by=by, is_written=True)
    note(item.meeting, "opinion_written_in", by=by, at=at, key=key, case=item.case.number, view=view)
    return item


@transaction.atomic
def record(pk: int, *, said: Sequence[Said], by: User, at: datetime, key: str = "") -> AgendaItem:
    """What the minute-taker or the chair types for those who speak; the chair's own words stand last."""
    item = locked_item(pk)
    if log.already(key):
        return item
    rules.require("record", by, item.meeting, timezone.localdate(at))
    rules.runs_the_meeting(by, item.meeting)
    chair = rules.chair_of(item, queries.present(item.meeting))
    for one in sorted(said, key=lambda one: one["user"] == chair):
        _say(item, one["user"], one["view"], one["words"], by=by, at=at)
    note(item.meeting, "opinions_recorded", by=by, at=at, key=key, case=item.case.number, n=len(said))
    return item


def _say(item: AgendaItem, user: User, view: str, words: str, *, by: User, at: datetime) -> None:
    rules.is_pending(item)
    rules.may_speak(user, item, queries.present(item.meeting))
    rules.words_are_enough(view, words)
    Opinion.objects.create(item=item, user=user, view=view, words=words, at=at, typed_by=by)


@transaction.atomic
def conclude(
    pk: int, *, conclusion: str, text: str, conditions: str = "", by: User, at: datetime, key: str = ""
) -> AgendaItem:
    """会审结论: once each member has spoken; what it says goes on to the officer, and binds nobody's signature."""
    item = locked_item(pk)
    if log.already(key):
        return item
    rules.require("conclude", by, item.meeting, timezone.localdate(at))
    rules.runs_the_meeting(by, item.meeting)
    rules.is_pending(item)
    rules.may_conclude(item, queries.present(item.meeting))
    rules.conclusion_is_whole(conclusion, conditions)
    item.state, item.conclusion, item.text, item.conditions = ItemState.RESOLVED, conclusion, text, conditions
    item.ended_at, item.ended_by = at, by
    item.save()
    note(item.meeting, "item_resolved", by=by, at=at, key=key, case=item.case.number, conclusion=conclusion)
    note_on_case(item, "meeting_resolved", by=by, at=at, conclusion=conclusion)
    Docket.objects.filter(case=item.case).update(resolution=item)
    return item


@transaction.atomic
def postpone(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> AgendaItem:
    """改期: for a reason; the case waits for the next meeting and its clocks run on."""
    item = locked_item(pk)
    if log.already(key):
        return item
    rules.require("postpone", by, item.meeting, timezone.localdate(at))
    rules.runs_the_meeting(by, item.meeting)
    rules.is_pending(item)
    end(item, ItemState.POSTPONED, reason, by=by, at=at)
    note(item.meeting, "item_postponed", by=by, at=at, key=key, case=item.case.number, reason=reason)
    note_on_case(item, "meeting_postponed", by=by, at=at, reason=reason)
    tell(item.meeting, "meeting_postponed", holders([item.case]), at=at, item=item, reason=reason)
    return item


@transaction.atomic
def reopen_item(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> AgendaItem:
    """重新讨论: while the meeting sits, a conclusion noted wrongly or an item put off is open once more."""
    item = locked_item(pk)
    if log.already(key):
        return item
    rules.require("reopen_item", by, item.meeting, timezone.localdate(at))
    rules.runs_the_meeting(by, item.meeting)
    rules.may_be_reopened(item)
    Docket.objects.filter(case=item.case, resolution=item).update(resolution=None)
    item.state, item.conclusion, item.text, item.conditions = ItemState.PENDING, "", "", ""
    item.reason, item.ended_at, item.ended_by = "", None, None
    item.save()
    take_back_written(item.meeting)
    note(item.meeting, "item_reopened", by=by, at=at, key=key, case=item.case.number, reason=reason)
    note_on_case(item, "meeting_item_reopened", by=by, at=at, reason=reason)
    tell(item.meeting, "meeting_item_reopened", holders([item.case]), at=at, item=item, reason=reason)
    return item
