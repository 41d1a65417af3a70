"""The door of this room: which cases must come to the meeting, what it resolved, and how a letter says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from approvals.meetings import queries
from approvals.meetings.actions import enter
from approvals.meetings.rules import slots, waiting
from approvals.meetings.states import Conclusion, ItemState, State
from envportal.cases import rules as case_rules
from envportal.deadlines.queries import calendar_of
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import OuterRef, QuerySet

    from approvals.meetings.models import AgendaItem, Docket
    from envportal.accounts.models import Bureau, User
    from envportal.cases.models import Case

__all__ = [
    "NotDiscussed", "OpinionBeforeMeeting", "Resolution", "differs", "discussed", "enter", "follows", "in_words",
    "is_owed", "may_hand_in", "next_meeting", "places_of", "resolution", "times", "waits", "waits_behind",
]  # fmt: skip
COLLECTIVE = "本局会审会规则"


class NotDiscussed(Refused):
    """The case has to come to the meeting, which has not resolved on it."""


class OpinionBeforeMeeting(Refused):
    """The meeting wants something revised, and the officer's opinion was written before that."""


@dataclass(frozen=True)
class Resolution:
    """What the meeting resolved on a case, once its minutes are confirmed."""

    conclusion: str
    text: str
    conditions: str
    minutes: str
    met_on: date
    at: datetime

    @property
    def approves(self) -> bool:
        """Whether it is for approval, as it stands or revised."""
        return self.conclusion != Conclusion.REFUSE


def next_meeting(bureau: Bureau, after: date) -> date | None:
    """The first slot of a bureau's meeting after a day; None where it holds none."""
    versions = list(queries.rules_of(bureau.pk))
    return slots.next_slot(calendar_of(bureau.pk), waiting.patterns(versions), after) if versions else None


def waits(case: Case) -> Docket | None:
    """The entry of a case that must come or came to the meeting, with the rule that says so; None: it need not."""
    return queries.docket_of(case)


def resolution(case: Case) -> Resolution | None:
    """What stands of the meeting: the last conclusion on the case, once the minutes are confirmed."""
    docket = queries.docket_of(case)
    return None if docket is None or docket.resolution is None else _standing(docket.resolution)


def _standing(item: AgendaItem) -> Resolution | None:
    meeting = item.meeting
    if meeting.state != State.MINUTED or meeting.minutes is None or item.ended_at is None:
        return None
    return Resolution(item.conclusion, item.text, item.conditions, meeting.minutes.number, meeting.on, item.ended_at)


def discussed(case: Case) -> None:
    """Raise NotDiscussed while a case that must come has no resolution in confirmed minutes."""
    docket = queries.docket_of(case)
    if docket is None:
        return
    if docket.resolution is None:
        raise NotDiscussed(_("还没有会审结论。上会依据：%(why)s。") % {"why": docket.why.rstrip("。")}, COLLECTIVE)
    if _standing(docket.resolution) is None:
        raise NotDiscussed(_("会审会已有结论，纪要还没有确认。"), COLLECTIVE)


def is_owed(case: Case) -> bool:
    """Whether a case that must come has not been resolved on."""
    docket = queries.docket_of(case)
    return docket is not None and docket.resolution is None


def follows(case: Case, written_at: datetime | None) -> None:
    """Raise OpinionBeforeMeeting where the meeting asked for a revision after the opinion was written."""
    found = resolution(case)
    if found is None or found.conclusion != Conclusion.REVISE or written_at is None or written_at > found.at:
        return
    raise OpinionBeforeMeeting(_("会审会要求修改；经办人还没有据此重新提出审查意见。"), COLLECTIVE)


def differs(case: Case, *, approves: bool) -> bool:
    """Whether a decision would go against what the meeting resolved."""
    found = resolution(case)
    return found is not None and found.approves != approves


def in_words(case: Case, *, approves: bool) -> str:
    """One sentence for the decision; "" for a case the meeting did not discuss. Letters are Chinese."""
    found = resolution(case)
    if found is None:
        return ""
    with translation.override("zh-hans"):
        day = f"{found.met_on.year}年{found.met_on.month}月{found.met_on.day}日"
        if found.approves != approves:
            return f"本件经本局{day}会审会集体讨论，由签发人依法作出决定"
        return f"本件经本局{day}会审会集体讨论，会审意见：{Conclusion(found.conclusion).label}"


def may_hand_in(user: User, case: Case, on: date) -> bool:
    """Whether the person may bring a case before the meeting that does not wait for it."""
    if queries.rule_on(case.bureau, on) is None or not case_rules.may(user, "meeting.hand_in", case, on):
        return False
    docket = queries.docket_of(case)
    return docket is None or docket.resolution is not None


def times(case: Case) -> list[AgendaItem]:
    """Every time a case stood on an agenda, the latest first, for its page."""
    return list(queries.items_of_case(case))


def places_of(case: Case | OuterRef) -> QuerySet[AgendaItem]:
    """The places at meetings a case took or stands on: none where it was taken off, or nobody met."""
    return queries.places_of(case)


def waits_behind(case: Case) -> int:
    """How many cases of the bureau wait for a meeting behind one they were promised before.

    Counted only while it stands on the agenda of a meeting to come: those promised for an earlier day that have no
    place at that meeting or an earlier one.
    """
    place = queries.places_of(case).filter(state=ItemState.PENDING).select_related("meeting").first()
    own = queries.promised_on(case)
    if place is None or own is None:
        return 0
    others = [one.case for one in queries.waiting(case.bureau_id) if one.pk != case.pk]
    earlier = [one for one in others if (queries.promised(one) or own) < own]
    return sum(all(item.meeting.on > place.meeting.on for item in one.pending_items) for one in earlier)  # type: ignore[attr-defined]
