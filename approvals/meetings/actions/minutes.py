"""The minutes: an official letter the chair confirms; from then on the resolutions stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation

from approvals.meetings import queries, rules
from approvals.meetings.actions.common import holders, note, note_on_case, tell
from approvals.meetings.models import Meeting
from approvals.meetings.states import ItemState, Presence
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.documents import letters
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from approvals.meetings.models import AgendaItem, Opinion
    from envportal.accounts.models import User


# How the minutes mark what was read aloud for somebody who was not there.
WRITTEN = "（书面意见，会上宣读）"


@transaction.atomic
def confirm(pk: int, *, by: User, at: datetime, key: str = "") -> Meeting:
    """确认纪要: by whoever chaired; the letter has its number, and each case is told."""
    meeting = lock(Meeting, pk)
    if log.already(key):
        return meeting
    on = timezone.localdate(at)
    rules.require("confirm", by, meeting, on)
    rules.chaired(by, meeting)
    letter = letters.issue(meeting.case, LetterKind.MINUTES, to=None, fields=fields(meeting), by=by, at=at)
    meeting.minutes = letter
    meeting.confirm()
    meeting.save()
    meeting.case.refresh_from_db()
    meeting.case.closed_on = on
    meeting.case.save(update_fields=["closed_on"])
    note(meeting, "minutes_confirmed", by=by, at=at, key=key, letter=letter.number)
    resolved = [item for item in queries.items_of(meeting) if item.state == ItemState.RESOLVED]
    for item in sorted(resolved, key=lambda one: one.case_id):
        item.meeting = meeting
        note_on_case(item, "meeting_minuted", by=by, at=at, letter=letter.number, conclusion=item.conclusion)
    tell(meeting, "meeting_minuted", holders(item.case for item in resolved), at=at, number=letter.number)
    return meeting


def fields(meeting: Meeting) -> dict[str, object]:
    """What the minutes say, in Chinese whoever confirms them."""
    with translation.override("zh-hans"):
        there = queries.attendance_of(meeting)
        items = queries.items_of(meeting)
        excused = [row for row in there if row.presence == Presence.ABSENT]
        return {
            "meeting": meeting.case.title,
            "met_on": meeting.on,
            "met_at": f"{meeting.starts:%H:%M}—{meeting.ends:%H:%M}",
            "met_in": meeting.place,
            "presided_by": meeting.chair.name,
            "recorded_by": meeting.minute_taker.name,
            "attended": "、".join(row.user.name for row in there if row.presence == Presence.PRESENT),
            "excused": "、".join(f"{row.user.name}（{row.absent_why}）" for row in excused),
            "urgent_why": meeting.urgent_why,
            "resolutions": [
                _resolution(item, {row.user_id for row in there}) for item in items if item.state == ItemState.RESOLVED
            ],
            "postponed": [
                f"{item.case.title}（{item.case.number}）：{item.get_state_display()}，{item.reason}"
                for item in items
                if item.state in (ItemState.POSTPONED, ItemState.TAKEN_OFF)
            ],
        }


def _resolution(item: AgendaItem, members: set[int]) -> dict[str, str]:
    opinions = queries.opinions_that_count(item)
    return {
        "project_name": item.case.title,
        "number": item.case.number or "",
        "conclusion": str(item.get_conclusion_display()),
        "text": item.text,
        "conditions": item.conditions,
        "opinions": _said(opinions),
        "dissent": _said([one for one in opinions if one.is_dissent]),
        "recused": "；".join(_kept_out(item, members)),
    }


def _kept_out(item: AgendaItem, members: set[int]) -> list[str]:
    """Who was recused and why, and which other members had declared a conflict on the case."""
    told = {one.user_id: f"{one.user.name}（{one.reason}）" for one in item.recusals.all()}
    others = queries.in_conflict(item).items()
    return [*told.values(), *(f"{name}（已声明利害关系）" for pk, name in others if pk in members - set(told))]


def _said(opinions: Iterable[Opinion]) -> str:
    return "；".join(
        f"{one.user.name}{WRITTEN if one.is_written else ''}：{one.get_view_display()}"
        + (f"，{one.words}" if one.words else "")
        for one in opinions
    )
