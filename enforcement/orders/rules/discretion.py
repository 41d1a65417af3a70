"""裁量: what a fine comes to by the written table, and how that was reckoned."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from enforcement.orders.guards import StepMissing
from enforcement.orders.queries.words import yuan
from enforcement.orders.rules import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from enforcement.orders.rules.tables import Step


@dataclass(frozen=True)
class Reckoned:
    """A fine by the table: its points of a hundred, its amount in yuan, and one sentence for each part."""

    points: int
    amount: Decimal
    lines: tuple[str, ...]


def steps_of(chosen: Mapping[str, str]) -> list[Step]:
    """The chosen step of every factor; one left out is refused by its name."""
    found = []
    for factor, steps in tables.discretion().items():
        step = next((one for one in steps if one.step == chosen.get(factor)), None)
        if step is None:
            raise StepMissing(_("裁量因素“%(name)s”还没有选定。") % {"name": steps[0].factor_name})
        found.append(step)
    return found


def reckon(low: Decimal, high: Decimal, chosen: Mapping[str, str]) -> Reckoned:
    """Fine = least + (most - least) x points / 100, cut to whole yuan in the party's favour."""
    steps = steps_of(chosen)
    points = sum(step.points for step in steps)
    amount = (low + (high - low) * points / 100).quantize(Decimal(1), ROUND_DOWN)
    lines = [
        _("%(factor)s：%(step)s，%(points)s 分")
        % {"factor": step.factor_name, "step": step.step_name, "points": step.points}
        for step in steps
    ]
    words = {"low": yuan(low), "high": yuan(high), "points": points, "amount": yuan(amount)}
    sum_of_all = _("%(low)s +（%(high)s − %(low)s）× %(points)s%% = %(amount)s 元") % words
    return Reckoned(points, amount, (*lines, sum_of_all))
