"""Classify projects in bulk: one JSON object a line in, one a line out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from approvals.catalogue.rules import calculators
from envportal.batches import BatchCommand

if TYPE_CHECKING:
    from collections.abc import Callable

    from envportal.questions import Answer


class Command(BatchCommand):
    help = (
        "Say which document a project needs by the classification catalogue. "
        "With --batch, answers one JSON object a line with one JSON object a line, in order."
    )

    def answerer(self, options: dict[str, object]) -> Callable[[object], Answer]:
        return partial(calculators.catalogue, explained=bool(options["explain"]))
