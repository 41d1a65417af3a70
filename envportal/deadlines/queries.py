"""Reads of this room: the calendar, the rule in force, clocks and their outcomes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import Bureau
from envportal.deadlines.enums import OPEN_STATES, VARIANTS, ClockState, DayEnds, Direction, Matter, Unit
from envportal.deadlines.models import CalendarDay, Clock, ClockEvent, DayProposal, OfficeHours, RuleProposal, TermRule
from envportal.deadlines.models.clocks import MARKED, STOPPED_LATE
from envportal.refusals import Refused
from envportal.workdays import Calendar, DayRow, instants, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable

Key = tuple[date, bool, str, str, str]
# The notice of the next year is usually out by November.
ALARM = (12, 10)
Hours = tuple[tuple[date, time], ...]


class NoRule(Refused):
    """No law and no pledge limits this matter on that day."""


def calendar_of(bureau_id: int | None) -> Calendar:
    """The calendar of a bureau now: the shipped one, national rows over it, the bureau's own on top.

    Rows are read every time, so a new notice reaches every process at once; only the built tables are kept.
    """
    return calendar_with(bureau_id, [])


def calendar_with(bureau_id: int | None, added: list[CalendarDay]) -> Calendar:
    """The calendar a bureau would have if these rows were added."""
    rows = CalendarDay.objects.filter(Q(bureau=None) | Q(bureau=bureau_id)).order_by(F("bureau").asc(nulls_first=True))
    keys = list(rows.values_list("date", "is_workday", "name", "notice", "status"))
    keys += [(d.date, d.is_workday, d.name, d.notice, d.status) for d in added if d.bureau_id in (None, bureau_id)]
    hours = OfficeHours.objects.filter(bureau=bureau_id).order_by("valid_from") if bureau_id else ()
    closing = tuple((known.valid_from, known.closes_at) for known in hours)
    return _built(tuple(keys), closing) if keys or closing else shipped()


@lru_cache(maxsize=64)
def _built(keys: tuple[Key, ...], hours: Hours) -> Calendar:
    rows = (DayRow(day, is_workday, name, notice, status) for day, is_workday, name, notice, status in keys)
    return Calendar(rows, hours)


def calendar_of_code(code: str) -> Calendar | None:
    """The calendar of the bureau with this code, or None if there is no such bureau."""
    bureau = Bureau.objects.filter(code=code).first()
    return calendar_of(bureau.pk) if bureau else None


def rule_on(bureau: Bureau, matter: str, variant: str, on: date) -> TermRule:
    """The rule in force on a day: a bureau's own before the law, one for the document kind before one for any."""
    found = (
        in_force(on)
        .filter(Q(bureau=None) | Q(bureau__in=_licensing(bureau)), matter=matter, variant__in=["", variant])
        .order_by(F("bureau").desc(nulls_last=True), "-variant", "-valid_from", "-pk")
        .first()
    )
    if found is None:
        raise NoRule(_("%(day)s没有“%(matter)s”的期限规则。") % {"day": on, "matter": Matter(matter).label})
    return found


def counter_closes(bureau: Bureau, matter: str, variant: str, *, on: date) -> time | None:
    """When a day ends for what is handed in at the counter; None, at midnight, where the rule or the bureau says so."""
    by_closing = rule_on(bureau, matter, variant, on).day_ends == DayEnds.CLOSING
    return calendar_of(bureau.pk).closes(on) if by_closing else None


def _licensing(bureau: Bureau) -> list[int]:
    """A branch licenses in the name, and so under the pledge, of the bureau above it."""
    return [pk for pk in (bureau.pk, bureau.parent_id if bureau.is_branch else None) if pk]


def in_force(on: date) -> QuerySet[TermRule]:
    return TermRule.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


def matters_by_day() -> list[tuple[str, str]]:
    """What has a limit that runs forwards in days, months or years, as matter/variant with its words."""
    forwards = TermRule.objects.filter(direction=Direction.AFTER).exclude(unit=Unit.HOUR)
    known = sorted(set(forwards.values_list("matter", "variant")), key=lambda one: (Matter.values.index(one[0]), one))
    return [(f"{matter}/{variant}", _in_words(matter, variant)) for matter, variant in known]


def _in_words(matter: str, variant: str) -> str:
    return " · ".join([str(Matter(matter).label), *([str(VARIANTS.get(variant, variant))] if variant else [])])


def of(case_id: int) -> QuerySet[Clock]:
    """The clocks of a case, oldest first, with what explains them."""
    return of_many([case_id])


def of_many(case_ids: Iterable[int]) -> QuerySet[Clock]:
    found = Clock.objects.filter(case__in=list(case_ids)).select_related("rule")
    return found.prefetch_related("events").order_by("pk")


def open_of(case_id: int) -> QuerySet[Clock]:
    return of(case_id).filter(state__in=OPEN_STATES)


def events_of(clock: Clock) -> list[ClockEvent]:
    """The events of a clock in the order they were written, fresh from the database."""
    return list(clock.events.order_by("pk"))


def past(at: datetime) -> Q:
    """Clocks that run and are past their end: on the last day itself none is."""
    return Q(state=ClockState.RUNNING, due_at__lte=at)


def near(at: datetime) -> Q:
    """Clocks that run and have reached the time of warning, those past their end too."""
    return Q(state=ClockState.RUNNING, warn_at__lte=at)


def soon(at: datetime, days: int) -> Q:
    """Clocks that run and end today or in so many days that follow, or within as much for hours."""
    return Q(state=ClockState.RUNNING, due_at__gt=at, due_at__lte=instants.end(instants.day_of(at) + timedelta(days)))


def missed(at: datetime) -> tuple[Q, ...]:
    """Past their end; stopped at or after it; or ended by the law itself, which has marked them.

    Each by itself, since each has an index and all of them together have none.
    """
    return past(at), STOPPED_LATE, MARKED


def overdue(matter: str, at: datetime) -> QuerySet[Clock]:
    """Running clocks past their end that nobody has marked; due today is not overdue."""
    return Clock.objects.filter(past(at), matter=matter, expired_on=None).order_by("due_at", "pk")


def outcomes() -> QuerySet[Clock]:
    """Ended clocks, each kept or missed: the one definition the public record and supervision share."""
    kept = Case(When(STOPPED_LATE, then=Value(False)), default=Value(True), output_field=BooleanField())
    return Clock.objects.filter(state=ClockState.STOPPED).annotate(kept=kept).order_by("stopped_on", "pk")


def ended_late() -> QuerySet[Clock]:
    """The missed ones among the outcomes."""
    return Clock.objects.filter(STOPPED_LATE)


def unverified() -> QuerySet[TermRule]:
    """Rules whose citation nobody has compared with the official text."""
    return TermRule.objects.filter(verified_on=None).order_by("act", "article", "pk")


def rules_for(bureau_id: int | None) -> QuerySet[TermRule]:
    """The law's limits and a bureau's own, in the order of the procedures; the version in force last stands first."""
    matters = [When(matter=matter, then=Value(n)) for n, matter in enumerate(Matter.values)]
    found = TermRule.objects.filter(Q(bureau=None) | Q(bureau=bureau_id)).select_related("bureau", "verified_by")
    return found.order_by(Case(*matters), "variant", F("bureau").asc(nulls_first=True), "-valid_from", "pk")


def versions_of(rule: TermRule) -> QuerySet[TermRule]:
    """Every version of a limit, the latest first."""
    return rules_for(rule.bureau_id).filter(matter=rule.matter, variant=rule.variant, bureau=rule.bureau_id)


def proposals_of(bureau_id: int | None) -> QuerySet[RuleProposal]:
    return RuleProposal.objects.filter(bureau=bureau_id).select_related("rule__bureau", "bureau", "proposed_by")


def open_proposals(bureau_id: int | None) -> QuerySet[RuleProposal]:
    """What waits for a second person."""
    return proposals_of(bureau_id).filter(decided_by=None)


def local_days(bureau_id: int | None) -> QuerySet[CalendarDay]:
    """A bureau's own days, the latest first."""
    return CalendarDay.objects.filter(bureau=bureau_id).exclude(bureau=None).order_by("-date")


def proposed_days(bureau_id: int | None) -> QuerySet[DayProposal]:
    return DayProposal.objects.filter(bureau=bureau_id).select_related("proposed_by", "bureau")


def hours_of(bureau_id: int | None) -> QuerySet[OfficeHours]:
    """When the counter closes, the latest setting first."""
    return OfficeHours.objects.filter(bureau=bureau_id).order_by("-valid_from")


def year_missing(on: date) -> int | None:
    """The next year, from 10 December on, as long as nobody has entered its notice."""
    known = calendar_of(None).gazetted_to.year
    return on.year + 1 if on.year > known or (known == on.year and (on.month, on.day) >= ALARM) else None
