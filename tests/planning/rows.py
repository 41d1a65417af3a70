"""Wants and people as plain values, and a bureau that plans, for tests."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from enforcement.inspections import visiting
from enforcement.planning import actions
from enforcement.planning.models import Plan
from enforcement.planning.rules import solver
from enforcement.planning.rules.wants import Person, Question, Want
from envportal.accounts.enums import Role
from envportal.accounts.models import Enterprise, User
from tests import builders
from tests.builders import moment
from tests.inspections.rows import Squad
from tests.remembered import remembered

MONDAY = date(2027, 3, 1)
WEEK = tuple(MONDAY + timedelta(n) for n in range(5))
ASKED, PLANNED = moment("2026-11-02", "09:00"), moment("2026-11-03", "09:00")


def want(n: int, first: int = 0, last: int = 4, **told: Any) -> Want:
    """A want of enterprise 1 between two days of the week, 0 for Monday."""
    said = {"enterprise": 1, "section": n, **told}
    return Want(n, earliest=WEEK[first], latest=WEEK[last], **said)


def person(n: int, *skills: str, **told: Any) -> Person:
    said: dict[str, Any] = {
        "section": 0, "certified_from": date(2020, 1, 1), "certified_to": date(2030, 1, 1), **told,
    }  # fmt: skip
    return Person(n, skills=frozenset(skills), **said)


def question(*wants: Want, people: tuple[Person, ...] | None = None, **told: Any) -> Question:
    return Question(wants, people or (person(1), person(2)), WEEK, **told)


# ROWS -------------------------------------------------------------------------------------
@remembered
def officer_of(of: Squad, name: str) -> User:
    """Somebody of a section of that name who may ask for visits."""
    section = builders.section(of.world.bureau, name=name)
    return builders.staff(Role.OFFICER, f"{name}经办", at=of.world.bureau, in_section=section)


@remembered
def asked(of: Squad, section: str, enterprise: Enterprise | None = None, **told: Any) -> visiting.Demand:
    said: dict[str, Any] = {
        "purpose": visiting.Purpose.ROUTINE, "what": f"{section}要看的", "earliest": date(2026, 11, 4),
        "latest": date(2026, 11, 20), "minutes": 45, **told,
    }  # fmt: skip
    wish = visiting.Wish(enterprise=enterprise or of.world.owner, **said)
    return visiting.ask(wish, by=officer_of(of, section), at=ASKED)


def draft(of: Squad, first: date = date(2026, 11, 4), last: date = date(2026, 11, 30), at: datetime = PLANNED) -> Plan:
    """A plan of a period, computed."""
    plan = actions.ask_plan(first=first, last=last, by=of.lead, at=at)
    return actions.compute(plan.pk, solve=solver.solve, clock=lambda: at)
