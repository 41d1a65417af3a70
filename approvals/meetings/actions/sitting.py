"""Papers beforehand, who is there, who takes no part; the meeting opens and closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.meetings import queries, rules
from approvals.meetings.actions.common import end, locked_item, note, note_on_case, take_back_written
from approvals.meetings.models import AgendaItem, Meeting, Reading, Recusal
from approvals.meetings.states import ItemState, Presence
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.queries import CONFLICT
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from envportal.accounts.models import User


class AlreadyRecused(Refused):
    """The member is recused from the item already, or has spoken on it."""


@transaction.atomic
def read_papers(pk: int, *, by: User, at: datetime, key: str = "") -> AgendaItem:
    """已阅: a member has read the papers of an item."""
    item = locked_item(pk)
    if log.already(key):
        return item
    rules.require("read_papers", by, item.meeting, timezone.localdate(at))
    rules.is_member(by, item.meeting)
    rules.is_not_recused(by, item)
    Reading.objects.get_or_create(item=item, user=by, defaults={"at": at})
    note(item.meeting, "papers_read", by=by, at=at, key=key, case=item.case.number)
    return item


@transaction.atomic
def recuse(pk: int, *, user: User, reason: str, by: User, at: datetime, key: str = "") -> AgendaItem:
    """回避: a member says so of themselves, or a head of somebody; who said it and why stands in the minutes.

    Who declares a conflict of their own neither handles nor reads the case any more, by the rule of all rooms.
    """
    item = locked_item(pk)
    if log.already(key):
        return item
    rules.require("recuse" if user == by else "recuse_other", by, item.meeting, timezone.localdate(at))
    rules.is_pending(item)
    rules.is_member(user, item.meeting)
    if item.opinions.filter(user=user, is_written=False).exists() or user.pk in queries.recused(item):
        raise AlreadyRecused(_("%(name)s已经回避，或者已经发表过意见。") % {"name": user.name})
    item.opinions.filter(user=user).delete()  # what was written before is not read aloud
    Recusal.objects.create(item=item, user=user, reason=reason, said_by=by, at=at)
    note(item.meeting, "recused", by=by, at=at, key=key, case=item.case.number, who=user.name, reason=reason)
    if user == by:
        note_on_case(item, CONFLICT, by=by, at=at, reason=reason)
    return item


@transaction.atomic
def attend(pk: int, *, absent: Mapping[int, str], by: User, at: datetime, key: str = "") -> Meeting:
    """签到: who is there; everybody else is excused, each with a reason."""
    meeting = lock(Meeting, pk)
    if log.already(key):
        return meeting
    rules.require("attend", by, meeting, timezone.localdate(at))
    rules.runs_the_meeting(by, meeting)
    for row in meeting.attendance.all():
        why = absent.get(row.user_id, "")
        row.presence = Presence.ABSENT if row.user_id in absent else Presence.PRESENT
        row.absent_why = why
        row.save(update_fields=["presence", "absent_why"])
    _seat_the_chair(meeting)
    spoken_for = take_back_written(meeting)
    note(meeting, "attendance_taken", by=by, at=at, key=key, absent=len(absent), taken_back=spoken_for)
    return meeting


@transaction.atomic
def open_meeting(pk: int, *, by: User, at: datetime, key: str = "") -> Meeting:
    """开会: enough members are there; the order of the items is fixed, and what is over meanwhile is taken off."""
    meeting = lock(Meeting, pk)
    if log.already(key):
        return meeting
    rules.require("open", by, meeting, timezone.localdate(at))
    rules.runs_the_meeting(by, meeting)
    there = queries.present(meeting)
    rules.has_quorum(meeting, len(there), meeting.attendance.count())
    _seat_the_chair(meeting)
    meeting.open()
    meeting.opened_at = at
    meeting.save()
    _order(meeting, by=by, at=at)
    note(meeting, "meeting_opened", by=by, at=at, key=key, present=len(there), chair=meeting.chair.name)
    return meeting


def _seat_the_chair(meeting: Meeting) -> None:
    """Where the chair is not there, the first member who is presides, in mid-meeting too."""
    there = queries.present(meeting)
    if there and meeting.chair not in there:
        meeting.chair = there[0]
        meeting.save(update_fields=["chair"])


def _order(meeting: Meeting, *, by: User, at: datetime) -> None:
    pending = [item for item in queries.items_of(meeting) if item.state == ItemState.PENDING]
    for item in [one for one in pending if one.case.closed_on is not None]:
        end(item, ItemState.TAKEN_OFF, str(_("本件已经办结")), by=by, at=at)
    for n, item in enumerate((one for one in pending if one.case.closed_on is None), 1):
        item.position = n
        item.save(update_fields=["position"])


@transaction.atomic
def reopen(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Meeting:
    """复会: closed by mistake; possible until the minutes are confirmed, with the reason in the log."""
    meeting = lock(Meeting, pk)
    if log.already(key):
        return meeting
    rules.require("reopen", by, meeting, timezone.localdate(at))
    rules.runs_the_meeting(by, meeting)
    meeting.reopen()
    meeting.closed_at = None
    meeting.save()
    note(meeting, "meeting_reopened", by=by, at=at, key=key, reason=reason)
    return meeting


@transaction.atomic
def close(pk: int, *, by: User, at: datetime, key: str = "") -> Meeting:
    """散会: nothing is left open."""
    meeting = lock(Meeting, pk)
    if log.already(key):
        return meeting
    rules.require("close", by, meeting, timezone.localdate(at))
    rules.runs_the_meeting(by, meeting)
    left = meeting.items.filter(state=ItemState.PENDING).count()
    if left:
        raise rules.ItemsLeft(_("还有 %(n)s 项没有结论；来不及讨论的，写明理由改期。") % {"n": left})
    meeting.close()
    meeting.closed_at = at
    meeting.save()
    note(meeting, "meeting_closed", by=by, at=at, key=key)
    return meeting
