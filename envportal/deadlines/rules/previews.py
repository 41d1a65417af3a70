"""What an applicant would be promised, before anything is filed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from envportal.deadlines import queries
from envportal.deadlines.enums import Matter
from envportal.deadlines.queries import NoRule
from envportal.deadlines.rules import faces as faces_
from envportal.deadlines.rules import words
from envportal.deadlines.rules.fold import History

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import Bureau
    from envportal.deadlines.models import TermRule
    from envportal.deadlines.rules.faces import Face


@dataclass(frozen=True)
class Preview:
    """What an applicant would be promised by submitting on a day; no decision is due by law where it sets no limit."""

    intake_due: date
    decision_due: date | None
    pledged: str
    provisional: bool
    faces: list[Face]


def preview(bureau: Bureau, variant: str, *, on: date) -> Preview:
    """The dates an applicant would hear by, were the application submitted on a day."""
    calendar, history = queries.calendar_of(bureau.pk), History(on, pauses=(), extension=0, stopped_on=None)
    rules = {matter: _rule(bureau, matter, variant, on) for matter in (Matter.INTAKE, Matter.STATUTORY, Matter.PLEDGED)}
    found = faces_.bind(
        [
            faces_.face(rule, history, calendar, on, matter=matter, basis=rule.basis)
            for matter, rule in rules.items()
            if rule and matter != Matter.PLEDGED  # which begins with acceptance, a day nobody knows yet
        ]
    )
    due = {face.matter: face.due_on for face in found}
    pledge = rules[Matter.PLEDGED]
    return Preview(
        intake_due=due[Matter.INTAKE],
        decision_due=due.get(Matter.STATUTORY),
        pledged=words.written(pledge) if pledge else "",
        provisional=any(face.provisional for face in found),
        faces=found,
    )


def _rule(bureau: Bureau, matter: str, variant: str, on: date) -> TermRule | None:
    try:
        return queries.rule_on(bureau, matter, variant, on)
    except NoRule:
        return None
