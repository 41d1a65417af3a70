"""The door of this room: declare facts, draw up the sheet, ask what stands against a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.access import queries
from approvals.access.actions.cases import declare, declare_emissions, screen
from approvals.access.enums import Occasion, RuleKind
from approvals.access.rules.cases import Standing, stand, stand_now
from approvals.access.rules.reading import HIT
from approvals.access.rules.words import basis, refusal, sentence, site
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from approvals.access.models import Facts, Sheet
    from envportal.cases.models import Case

__all__ = [
    "AccessNotMet", "AccessOpen", "Occasion", "Standing", "Suspended", "allows_acceptance", "allows_approval", "basis",
    "declare", "declare_emissions", "facts_of", "hit", "hits", "is_high_energy", "latest", "refusal", "screen",
    "sentence", "site", "stand", "summary",
]  # fmt: skip


class AccessNotMet(Refused):
    """A rule stands against the project: it cannot be approved, whoever signs."""


class AccessOpen(Refused):
    """A rule asks for a person's word, and nobody has said it."""


class Suspended(Refused):
    """The order of a regional suspension says that nothing is accepted either."""


def hits(case: Case, on: date) -> list[Standing]:
    """What stands against the project by the rules of a day, late sheets or not."""
    return [one for one in stand(case, on) if one.is_hit]


def allows_approval(case: Case, on: date) -> None:
    """Raise while a rule is not met, or waits for a person's word. A refusal is never held up by it."""
    standing = stand(case, on)
    for one in standing:
        if one.is_hit:
            raise AccessNotMet(_("不符合准入规则：%(rule)s。") % {"rule": one.rule.title}, basis(one.rule))
    waiting = [one for one in standing if one.is_open]
    if waiting:
        raise AccessOpen(_("准入筛查还有 %(n)d 条规则待人工判断。") % {"n": len(waiting)}, basis(waiting[0].rule))


def allows_acceptance(case: Case, on: date) -> None:
    """Raise where the order of a suspension forbids acceptance itself; every other rule waits for the decision."""
    for one in stand(case, on):
        if one.stops_acceptance:
            raise Suspended(
                _("%(who)s的限批决定写明不予受理：%(rule)s。") % {"who": one.rule.ordered_by, "rule": one.rule.title},
                basis(one.rule),
            )


def is_high_energy(case: Case, on: date) -> bool:
    """Whether the project is in a listed industry: no green channel, no notify-and-commit procedure for those."""
    listed = (one for one in stand(case, on) if one.rule.kind == RuleKind.HIGH_ENERGY)
    return any(one.verdict.because == HIT for one in listed)


def summary(case: Case, on: date) -> dict[str, int] | None:
    """How many rules stand against the project and how many wait; none where it was never screened."""
    if latest(case) is None:
        return None
    standing = stand_now(case, on)
    return {"hits": sum(one.is_hit for one in standing), "open": sum(one.is_open for one in standing)}


def hit(case: Case, rule: str, on: date) -> Standing | None:
    """The hit of a rule, by its key in the table, from which a refusal is begun."""
    return next((one for one in hits(case, on) if str(one.rule.pk) == rule), None)


def latest(case: Case) -> Sheet | None:
    return queries.sheets(case).first()


def facts_of(case: Case) -> Facts:
    return queries.facts_of(case)
