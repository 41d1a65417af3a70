"""What an applicant would be promised, before anything is filed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from envportal.deadlines import queries
from envportal.deadlines.enums import DECIDING, Matter
from envportal.deadlines.queries import NoRule
from envportal.deadlines.rules import faces as faces_
from envportal.deadlines.rules import words
from envportal.deadlines.rules.fold import History
from envportal.workdays import terms

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import Bureau
    from envportal.deadlines.models import TermRule
    from envportal.deadlines.rules.faces import Face


@dataclass(frozen=True)
class Extends:
    """A step that would move the day, and of each clock it stops its name and the article."""

    ground: str
    clocks: list[tuple[str, str]]


@dataclass(frozen=True)
class Preview:
    """What an applicant would be promised by submitting on a day; no decision is due by law where it sets no limit.

    The pledge runs from acceptance, a day nobody knows yet: it is counted from the last day for it, `soonest` from the
    day of submission. What is filed is complete at once: its pledge is the check afterwards.
    """

    on: date
    intake_due: date | None
    decision_due: date | None
    pledged_due: date | None
    soonest: date | None
    pledged: str
    promised: Face | None
    provisional: bool
    faces: list[Face]
    extends: list[Extends]


def preview(bureau: Bureau, variant: str, *, on: date, filed: bool = False) -> Preview:
    """The dates an applicant would hear by, were the application submitted (or the registration filed) on a day."""
    calendar = queries.calendar_of(bureau.pk)
    matters = (Matter.PLEDGED,) if filed else (Matter.INTAKE, Matter.STATUTORY, Matter.PLEDGED)
    rules = {matter: rule for matter in matters if (rule := _rule(bureau, matter, variant, on))}
    intake = rules.get(Matter.INTAKE)
    accepted = terms.due(calendar, on, intake.amount, intake.unit) if intake else on
    found = faces_.bind(
        [
            faces_.face(rule, _fresh(accepted if matter == Matter.PLEDGED else on), calendar, on, matter=matter,
                        basis=rule.basis)
            for matter, rule in rules.items()
        ]
    )  # fmt: skip
    due = {face.matter: face.due_on for face in found}
    pledge = rules.get(Matter.PLEDGED)
    deciding = [face for face in found if face.matter in DECIDING]
    return Preview(
        on=on,
        intake_due=due.get(Matter.INTAKE),
        decision_due=due.get(Matter.STATUTORY),
        pledged_due=due.get(Matter.PLEDGED),
        soonest=terms.due(calendar, on, pledge.amount, pledge.unit) if pledge else None,
        pledged=words.written(pledge) if pledge else "",
        promised=next((face for face in deciding if face.binds), None),
        provisional=any(face.provisional for face in found),
        faces=deciding,
        extends=_extends({matter: rules[matter] for matter in DECIDING if matter in rules}),
    )


def _fresh(start: date) -> History:
    return History(start, pauses=(), extension=0, stopped_on=None)


def _extends(rules: dict[Matter, TermRule]) -> list[Extends]:
    grounds = dict.fromkeys(ground for rule in rules.values() for ground in rule.excludes)
    lanes = {words.lane_name(matter): rule.excludes for matter, rule in rules.items()}
    return [
        Extends(
            words.ground(ground), [(lane, excludes[ground]) for lane, excludes in lanes.items() if ground in excludes]
        )
        for ground in grounds
    ]


def _rule(bureau: Bureau, matter: str, variant: str, on: date) -> TermRule | None:
    try:
        return queries.rule_on(bureau, matter, variant, on)
    except NoRule:
        return None
