"""Compute due days in bulk: one JSON object a line in, one a line out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.core.management.base import CommandError

from envportal.batches import BatchCommand
from envportal.deadlines import queries
from envportal.workdays import Calendar, batch, shipped

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable

    from envportal.questions import Answer


class Command(BatchCommand):
    help = "Compute due days. With --batch, answers one JSON object a line with one JSON object a line, in order."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--bureau", default="", help="code of the bureau whose calendar rows apply")

    def answerer(self, options: dict[str, object]) -> Callable[[object], Answer]:
        calendar = _calendar(str(options["bureau"]))
        return partial(batch.answer, calendar=calendar, explained=bool(options["explain"]))


def _calendar(code: str) -> Calendar:
    if not code:
        return shipped()
    calendar = queries.calendar_of_code(code)
    if calendar is None:
        raise CommandError(f"There is no bureau with the code {code}.")
    return calendar
