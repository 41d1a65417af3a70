"""Reads of this room: the calendar, the rule in force, clocks and their outcomes."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import Bureau
from envportal.deadlines.enums import OPEN_STATES, VARIANTS, ClockState, Direction, Matter, Unit
from envportal.deadlines.models import CalendarDay, Clock, ClockEvent, TermRule
from envportal.refusals import Refused
from envportal.workdays import Calendar, DayRow, shipped

Key = tuple[date, bool, str, str, str]


class NoRule(Refused):
    """No law and no pledge limits this matter on that day."""


def calendar_of(bureau_id: int | None) -> Calendar:
    """The calendar of a bureau now: the shipped one, national rows over it, the bureau's own on top.

    Rows are read every time, so a new notice reaches every process at once; only the built tables are kept.
    """
    rows = CalendarDay.objects.filter(Q(bureau=None) | Q(bureau=bureau_id)).order_by(F("bureau").asc(nulls_first=True))
    keys = tuple(rows.values_list("date", "is_workday", "name", "notice", "status"))
    return _built(keys) if keys else shipped()


def calendar_with(bureau_id: int | None, added: list[CalendarDay]) -> Calendar:
    """The calendar a bureau would have if these rows were added."""
    rows = CalendarDay.objects.filter(Q(bureau=None) | Q(bureau=bureau_id)).order_by(F("bureau").asc(nulls_first=True))
    keys = list(rows.values_list("date", "is_workday", "name", "notice", "status"))
    keys += [(d.date, d.is_workday, d.name, d.notice, d.status) for d in added if d.bureau_id in (None, bureau_id)]
    return _built(tuple(keys))


@lru_cache(maxsize=64)
def _built(keys: tuple[Key, ...]) -> Calendar:
    return Calendar(DayRow(day, is_workday, name, notice, status) for day, is_workday, name, notice, status in keys)


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
    return Clock.objects.filter(case=case_id).select_related("rule").prefetch_related("events").order_by("pk")


def open_of(case_id: int) -> QuerySet[Clock]:
    return of(case_id).filter(state__in=OPEN_STATES)


def events_of(clock: Clock) -> list[ClockEvent]:
    """The events of a clock in the order they were written, fresh from the database."""
    return list(clock.events.order_by("pk"))


def overdue(matter: str, on: date) -> QuerySet[Clock]:
    """Running clocks past their due day; due today is not overdue."""
    return Clock.objects.filter(state=ClockState.RUNNING, matter=matter, due_on__lt=on, expired_on=None).order_by(
        "due_on", "pk"
    )


def outcomes() -> QuerySet[Clock]:
    """Ended clocks, each kept or missed: the one definition the public record and supervision share."""
    kept = Case(When(stopped_on__lte=F("due_on"), then=Value(True)), default=Value(False), output_field=BooleanField())
    return Clock.objects.filter(state=ClockState.STOPPED).annotate(kept=kept).order_by("stopped_on", "pk")


def unverified() -> QuerySet[TermRule]:
    """Rules whose citation nobody has compared with the official text."""
    return TermRule.objects.filter(verified_on=None).order_by("act", "article", "pk")
