"""Reads with a name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from approvals.meetings.models import (
    AgendaItem,
    Attendance,
    Docket,
    Meeting,
    MeetingRule,
    Opinion,
    Reading,
    Recusal,
)
from approvals.meetings.states import STANDING, ItemState, Presence, State
from envportal.audit.models import Event
from envportal.cases.models import Case
from envportal.cases.queries import CONFLICT, visible_to
from envportal.deadlines.enums import DECIDING
from envportal.deadlines.models import Clock
from envportal.documents.models import Document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau, User

SEE = "meeting.view"
NEVER = date(2100, 12, 31)


def rules_of(bureau_id: int | None) -> QuerySet[MeetingRule]:
    """Every version of a bureau's rule, the latest first."""
    found = MeetingRule.objects.filter(bureau=bureau_id).select_related("set_by")
    return found.prefetch_related("members__user__section", "must_come").order_by("-valid_from")


def rule_on(bureau: Bureau, day: date) -> MeetingRule | None:
    """The version in force on a day; a branch meets by its own rule, as it sits in its own room."""
    return rules_of(bureau.pk).filter(valid_from__lte=day).first()


def visible(user: User, on: date) -> QuerySet[Meeting]:
    """The meetings a person may read of, the latest first."""
    seen = visible_to(user, on, SEE).order_by().values("pk")
    found = Meeting.objects.filter(case__in=seen)
    found = found.select_related("case__bureau", "rule", "chair__section", "minute_taker", "minutes")
    return found.annotate(item_count=Count("items", filter=~Q(items__state=ItemState.TAKEN_OFF))).order_by("-on", "-pk")


def between(bureau_id: int | None, first: date, last: date) -> QuerySet[Meeting]:
    """The meetings of a bureau from one day to another, cancelled ones too."""
    found = Meeting.objects.filter(bureau=bureau_id, on__range=(first, last)).select_related("case", "rule")
    load = Count("items", filter=~Q(items__state=ItemState.TAKEN_OFF))
    return found.annotate(item_count=load).order_by("on", "starts", "pk")


def meeting_on(bureau: Bureau, day: date) -> Meeting | None:
    """The regular meeting of a day that was not cancelled."""
    return Meeting.objects.filter(bureau=bureau, on=day, urgent_why="", state__in=STANDING).first()


def _own_clocks() -> QuerySet[Clock]:
    """The deciding clocks of cases, with what dates them; the last of a matter counts."""
    found = Clock.objects.filter(matter__in=DECIDING).select_related("rule")
    return found.prefetch_related("events").order_by("pk")


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda, whatever became of an item, with all a page reads of it; by the promised date of each case."""
    rows = AgendaItem.objects.filter(meeting=meeting).select_related(
        "case__bureau", "case__holder", "case__section", "case__enterprise", "case__project", "ended_by"
    )
    rows = rows.prefetch_related(
        Prefetch("case__clocks", _own_clocks(), to_attr="own_clocks"),
        Prefetch("opinions", Opinion.objects.select_related("user__section", "typed_by").order_by("pk")),
        Prefetch("recusals", Recusal.objects.select_related("user", "said_by").order_by("pk")),
        Prefetch("case__events", _conflicts(), to_attr="own_conflicts"),
        Prefetch("readings", Reading.objects.select_related("user").order_by("pk")),
    )
    return sorted(rows, key=lambda row: (row.position is None, row.position or 0, promised(row.case) or NEVER, row.pk))


def deciding(case: Case) -> list[Clock]:
    """The last statutory and the last pledged clock of a case read with `own_clocks`."""
    return list({clock.matter: clock for clock in case.own_clocks}.values())  # type: ignore[attr-defined]


def promised(case: Case) -> date | None:
    """The day a case read with `own_clocks` was promised for: the earlier of both due days."""
    return min((clock.due_on for clock in deciding(case)), default=None)


def promised_on(case: Case) -> date | None:
    """The same for a case read without."""
    own = Prefetch("clocks", _own_clocks(), to_attr="own_clocks")
    return promised(Case.objects.prefetch_related(own).get(pk=case.pk))


def places_of(case: Case | OuterRef) -> QuerySet[AgendaItem]:
    """Where a case stands or stood on an agenda and was not taken off, at meetings that were not cancelled."""
    found = AgendaItem.objects.filter(case=case).exclude(state=ItemState.TAKEN_OFF)
    return found.exclude(meeting__state=State.CANCELLED).order_by("pk")


def attendance_of(meeting: Meeting) -> list[Attendance]:
    return list(meeting.attendance.select_related("user__section").order_by("order"))


def present(meeting: Meeting) -> list[User]:
    """Who is there, in the order of the members."""
    rows = meeting.attendance.filter(presence=Presence.PRESENT).select_related("user__section").order_by("order")
    return [row.user for row in rows]


def recused(item: AgendaItem) -> set[int]:
    """The keys of those who take no part in an item: recused from it, or in conflict by the log of its case."""
    return {row.user_id for row in item.recusals.all()} | set(in_conflict(item))


def opinions_that_count(item: AgendaItem) -> list[Opinion]:
    """What was said, and what was written by who takes part: of anybody recused since, nothing is read aloud."""
    out = recused(item)
    return [one for one in item.opinions.all() if not (one.is_written and one.user_id in out)]


def in_conflict(item: AgendaItem) -> dict[int, str]:
    """Who declared a conflict on the case of an item, wherever they did, with their names."""
    case = item.case
    found = case.own_conflicts if hasattr(case, "own_conflicts") else _conflicts().filter(case=case)
    return {row.actor_id: row.actor_name for row in found if row.actor_id is not None}


def _conflicts() -> QuerySet[Event]:
    return Event.objects.filter(name=CONFLICT).order_by("pk")


def recusals_of(case: Case) -> QuerySet[Recusal]:
    """Every recusal from a case, at whichever meeting, the first one first."""
    return Recusal.objects.filter(item__case=case).order_by("pk")


def open_to(user: User, found: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """Those items whose case a person was recused from at no meeting and declared no conflict on."""
    out = Recusal.objects.filter(item__case=OuterRef("case"), user=user)
    return found.exclude(Exists(out)).exclude(Exists(_conflicts().filter(case=OuterRef("case"), actor=user)))


def waiting(bureau_id: int | None) -> QuerySet[Docket]:
    """Cases that have to come and have no conclusion yet, with their clocks; what is over waits no longer."""
    on_agenda = AgendaItem.objects.filter(state=ItemState.PENDING).select_related("meeting__case").order_by("pk")
    rows = Docket.objects.filter(resolution=None, case__bureau=bureau_id, case__closed_on=None)
    rows = rows.select_related("case__bureau", "case__holder", "case__enterprise", "case__project", "entered_by")
    return rows.prefetch_related(
        Prefetch("case__clocks", _own_clocks(), to_attr="own_clocks"),
        Prefetch("case__agenda_items", on_agenda, to_attr="pending_items"),
    ).order_by("entered_at", "pk")


def docket_of(case: Case) -> Docket | None:
    found = Docket.objects.filter(case=case)
    return found.select_related("entered_by", "resolution__meeting__case", "resolution__meeting__minutes").first()


def items_of_case(case: Case) -> QuerySet[AgendaItem]:
    """Every time a case stood on an agenda, the latest first."""
    found = AgendaItem.objects.filter(case=case).exclude(meeting__state=State.CANCELLED)
    found = found.select_related("meeting__case", "meeting__minutes", "meeting__chair")
    return found.prefetch_related("opinions__user", "recusals__user").order_by("-meeting__on", "-pk")


def papers_of(cases: Iterable[Case]) -> dict[int, list[Document]]:
    """The documents of each case as they stand, oldest first: what the members read beforehand.

    What names somebody the applicant must not hear of is read on the case alone, by those who handle it.
    """
    found: dict[int, list[Document]] = {case.pk: [] for case in cases}
    standing = Document.objects.filter(case__in=list(found), replaced_by=None, is_inside=False)
    for one in standing.order_by("uploaded_at", "pk"):
        if one.case_id is not None:
            found[one.case_id].append(one)
    return found


def sits(user: User, meeting: Meeting) -> bool:
    """Whether a person is a member of the meeting, chairs it or takes its minutes."""
    return user.pk in {meeting.chair_id, meeting.minute_taker_id} or meeting.attendance.filter(user=user).exists()
