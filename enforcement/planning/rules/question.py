"""From rows to the plain question of the solver."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from enforcement.inspections import visiting
from enforcement.planning import queries
from enforcement.planning.enums import Risk
from enforcement.planning.rules.hours import minute
from enforcement.planning.rules.roads import Roads
from enforcement.planning.rules.wants import Person, Question, Want
from envportal.deadlines.queries import calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from envportal.accounts.models import Bureau, User

# A day of seven hours.
MINUTES: Final = 420


def working_days(bureau: Bureau, first: date, last: date) -> tuple[date, ...]:
    calendar = calendar_of(bureau.pk)
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return tuple(day for day in days if calendar.is_workday(day))


def want_of(demand: visiting.Demand, must: frozenset[int] = frozenset()) -> Want:
    return Want(
        id=demand.pk, enterprise=demand.enterprise_id, section=demand.section_id or 0, earliest=demand.earliest,
        latest=demand.latest, minutes=demand.minutes, skills=frozenset(map(str, demand.wants)),
        unannounced=demand.unannounced, must=must,
        counts=demand.purpose not in visiting.UNCOUNTED,
    )  # fmt: skip


def persons(people: Iterable[User], first: date, last: date) -> tuple[Person, ...]:
    """Inspectors as the solver knows them: the days a certificate covers, their skills, ties and days off."""
    listed = list(people)
    away = queries.absences(listed, first, last)
    found = []
    for one in listed:
        certified = [(row.valid_from, row.valid_to) for row in one.certificates.all()]
        covered = _days(certified, first, last)
        if not covered:
            continue
        ties = [(tie.enterprise_id, tie.until) for tie in one.ties.all()]
        found.append(
            Person(
                id=one.pk, section=one.section_id or 0, certified_from=min(covered), certified_to=max(covered),
                gaps=_days([(min(covered), max(covered))], first, last) - covered,
                skills=frozenset(row.skill for row in one.qualifications.all()),
                off=_days(away.get(one.pk, []), first, last),
                ties=frozenset(of for of, until in ties if until is None or until >= last),
                until=frozenset((of, until) for of, until in ties if until is not None and first <= until < last),
            )
        )  # fmt: skip
    return tuple(found)


def _days(spans: Iterable[tuple[date, date]], first: date, last: date) -> frozenset[date]:
    """Every day of a period that lies in one of the spans."""
    return frozenset(
        max(begin, first) + timedelta(n)
        for begin, end in spans
        for n in range((min(end, last) - max(begin, first)).days + 1)
    )


def roads_of(bureau: Bureau) -> Roads:
    """Where the enterprises lie and how long the ways are; one with projects in several townships lies in the first."""
    places: dict[int, str] = {}
    for name, members in sorted(queries.townships(bureau).items()):
        for enterprise in members:
            places[enterprise] = places.get(enterprise) or name
    return Roads(places, {(one.first, one.second): one.minutes for one in queries.roads(bureau)})


def caps(bureau: Bureau, year: int, on: date) -> dict[int, int]:
    """Enterprise → how many visits its cap still lets in, where its class has one; also of another bureau."""
    agreed, known, counted = queries.caps(bureau, year), queries.risks(bureau, on), queries.counted_visits(bureau, year)
    found = {}
    for pk in visiting.enterprises_for(bureau).values_list("pk", flat=True):
        cap = agreed.get(known.get(pk, Risk.GENERAL))
        if cap is not None:
            found[pk] = max(0, cap.visits - counted[pk])
    return found


def ask(bureau: Bureau, first: date, last: date) -> Question:
    """Everything that waits in a period, who could go, and what is taken already."""
    demands = queries.demands_between(bureau, first, last)
    must = queries.drawn_people(demands)
    taken: dict[tuple[int, date], int] = {}
    spans: dict[tuple[int, date], tuple[tuple[int, int, str], ...]] = {}
    roads = roads_of(bureau)
    for person, day, begins_at, minutes, enterprise in queries.booked(bureau, first, last):
        begins, township = minute(begins_at), roads.township(enterprise)
        taken[person, day] = taken.get((person, day), 0) + minutes + roads.there_and_back(township)
        spans[person, day] = (*spans.get((person, day), ()), (begins, begins + minutes, township))
    return Question(
        wants=tuple(want_of(one, must.get(one.pk, frozenset())) for one in demands),
        people=persons(visiting.inspectors(bureau), first, last), days=working_days(bureau, first, last),
        caps=caps(bureau, first.year, first), booked=taken, minutes=MINUTES, spans=spans,
        roads=roads,
    )  # fmt: skip
