"""Compute discharge fees and the tax in bulk: one JSON object a line in, one a line out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from enforcement.fees.rules import calculators
from envportal.batches import BatchCommand

if TYPE_CHECKING:
    from collections.abc import Callable

    from envportal.questions import Answer


class Command(BatchCommand):
    help = (
        "Compute discharge fees (to 2017), the tax (since 2018) and late fees. "
        "With --batch, answers one JSON object a line with one JSON object a line, in order."
    )

    def answerer(self, options: dict[str, object]) -> Callable[[object], Answer]:
        return partial(calculators.fee, explained=bool(options["explain"]))
