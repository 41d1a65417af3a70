"""Before the meeting: convene it, put cases on its agenda, take them off, cancel it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.meetings import queries, rules
from approvals.meetings.actions.common import end, holders, locked_item, note, note_on_case, tell
from approvals.meetings.models import AgendaItem, Attendance, Meeting, Recusal
from approvals.meetings.rules import slots
from approvals.meetings.rules.bureaus import is_of
from approvals.meetings.rules.waiting import patterns
from approvals.meetings.states import ItemState
from envportal.accounts.models import Bureau, User
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.cases.queries import MEETING
from envportal.deadlines import clocks
from envportal.documents.actions import take_number
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime, time

    from approvals.meetings.models import MeetingRule

SERIES = "会审"
# The working calendar of later years is not published yet.
FURTHEST = timedelta(days=400)


class Told(TypedDict):
    """What a meeting is convened for; what is left out is as the rule has it."""

    on: date
    chair: User
    minute_taker: User
    starts: NotRequired[time | None]
    ends: NotRequired[time | None]
    place: NotRequired[str]
    urgent_why: NotRequired[str]


class NoSlot(Refused):
    """The day is no slot of the bureau; a meeting outside them is urgent and says why."""


class SlotTaken(Refused):
    """A meeting is convened for that slot already."""


class NotWaiting(Refused):
    """The case does not wait for a meeting."""


@transaction.atomic
def convene(
    bureau_pk: int, *, cases: Iterable[int], by: User, at: datetime, key: str = "", **told: Unpack[Told]
) -> Meeting:
    """通知开会: at a slot of the rule, or urgently outside them for a reason; its members are told."""
    bureau = Bureau.objects.select_for_update(no_key=True).get(pk=bureau_pk)
    done = log.already(key)
    if done is not None:
        return Meeting.objects.get(pk=done.case_id)
    is_of(by, bureau, "meeting.convene")
    on, urgent_why = told["on"], told.get("urgent_why", "")
    rule = _rule_for(bureau, on, timezone.localdate(at), urgent_why)
    case = _case_of(bureau, on, at)
    meeting = Meeting.objects.create(
        case=case, bureau=bureau, rule=rule, on=on, starts=told.get("starts") or rule.starts,
        ends=told.get("ends") or rule.ends, place=told.get("place") or rule.place, urgent_why=urgent_why,
        chair=told["chair"], minute_taker=told["minute_taker"],
    )  # fmt: skip
    case.title = f"{on.year}年第{meeting.ordinal}次会审会"
    case.save(update_fields=["title"])
    members = [one.user for one in rule.members.all()]
    Attendance.objects.bulk_create(Attendance(meeting=meeting, user=one, order=n) for n, one in enumerate(members, 1))
    note(meeting, "meeting_convened", by=by, at=at, key=key, number=case.number, on=on, reason=urgent_why)
    _put_on(meeting, cases, by=by, at=at)
    tell(meeting, "meeting_convened", {*members, meeting.minute_taker}, at=at)
    return meeting


def _rule_for(bureau: Bureau, on: date, today: date, urgent_why: str) -> MeetingRule:
    """The rule of the day, which has to be a slot by it unless the meeting is urgent."""
    if on > today + FURTHEST:
        raise NoSlot(_("会期太远：最多通知今天起 %(n)s 天以内的会。") % {"n": FURTHEST.days})
    rule = queries.rule_on(bureau, on)
    if rule is None or on < today:
        raise NoSlot(_("会期须是今天或者以后，并且本局已设定会审会规则。"))
    if urgent_why:
        return rule
    versions = patterns(list(queries.rules_of(bureau.pk)))
    calendar = clocks.calendar_of(bureau.pk)
    if slots.slot_on(calendar, slots.pattern_on(versions, on), on) is None:
        following = slots.next_slot(calendar, versions, on)
        raise NoSlot(_("这一天没有例会；下一次例会是 %(day)s。临时会请写明理由。") % {"day": following or ""})
    if queries.meeting_on(bureau, on) is not None:
        raise SlotTaken(_("这一天的例会已经通知过。"))
    return rule


def _case_of(bureau: Bureau, on: date, at: datetime) -> Case:
    """The case the meeting is: its number is taken last of all, and counts the year's meetings."""
    return Case.objects.create(
        kind=MEETING, title="会审会", bureau=bureau, created_at=at, opened_on=timezone.localdate(at),
        number=take_number(bureau, SERIES, on.year),
    )  # fmt: skip


@transaction.atomic
def put_on(pk: int, *, cases: Iterable[int], by: User, at: datetime, key: str = "") -> Meeting:
    """Put cases that wait on the agenda."""
    meeting = lock(Meeting, pk)
    if log.already(key):
        return meeting
    rules.require("put_on", by, meeting, timezone.localdate(at))
    added = _put_on(meeting, cases, by=by, at=at)
    note(meeting, "agenda_extended", by=by, at=at, key=key, cases=[item.case.number for item in added])
    return meeting


def _put_on(meeting: Meeting, cases: Iterable[int], *, by: User, at: datetime) -> list[AgendaItem]:
    wanted = sorted(set(cases))
    for pk in wanted:
        lock(Case, pk)
    found = {one.pk: one for one in queries.waiting(meeting.bureau_id).filter(pk__in=wanted)}
    added = []
    for pk in wanted:
        docket = found.get(pk)
        if docket is None or docket.case.pending_items:  # type: ignore[attr-defined]
            raise NotWaiting(_("有案件已经不在等会审会，或者已列入另一次会；请刷新后重选。"))
        fresh = {"why": docket.why, "state": ItemState.PENDING, "reason": "", "ended_at": None, "ended_by": None}
        # What was taken off this agenda may come back to it.
        item, _is_new = AgendaItem.objects.update_or_create(meeting=meeting, case=docket.case, defaults=fresh)
        _keep_out(item)
        note_on_case(item, "put_on_agenda", by=by, at=at, on=meeting.on)
        added.append(item)
    return added


def _keep_out(item: AgendaItem) -> None:
    """Who was recused from the case at an earlier meeting takes no part at this one either, for the same reason."""
    members = item.meeting.attendance.values("user")
    for one in queries.recusals_of(item.case).exclude(item=item).filter(user__in=members):
        same = {"reason": one.reason, "said_by": one.said_by, "at": one.at}
        Recusal.objects.get_or_create(item=item, user=one.user, defaults=same)


@transaction.atomic
def take_off(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> AgendaItem:
    """撤下: the case waits for another meeting."""
    item = locked_item(pk)
    if log.already(key):
        return item
    rules.require("take_off", by, item.meeting, timezone.localdate(at))
    rules.is_pending(item)
    end(item, ItemState.TAKEN_OFF, reason, by=by, at=at)
    note(item.meeting, "taken_off_agenda", by=by, at=at, key=key, case=item.case.number, reason=reason)
    note_on_case(item, "taken_off_agenda", by=by, at=at, reason=reason)
    return item


@transaction.atomic
def cancel(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Meeting:
    """取消: its cases wait for the next meeting; no clock stops for it."""
    meeting = lock(Meeting, pk)
    if log.already(key):
        return meeting
    on = timezone.localdate(at)
    rules.require("cancel", by, meeting, on)
    meeting.cancel()
    meeting.cancelled_why = reason
    meeting.save()
    items = list(meeting.items.filter(state=ItemState.PENDING).select_related("case__holder").order_by("case_id"))
    for item in items:
        item.meeting = meeting
        end(item, ItemState.TAKEN_OFF, reason, by=by, at=at)
        note_on_case(item, "taken_off_agenda", by=by, at=at, reason=reason)
    meeting.case.closed_on = on
    meeting.case.save(update_fields=["closed_on"])
    note(meeting, "meeting_cancelled", by=by, at=at, key=key, reason=reason)
    people = User.objects.filter(pk__in=meeting.attendance.values("user"))
    tell(meeting, "meeting_cancelled", {*people, *holders(item.case for item in items)}, at=at, reason=reason)
    return meeting
