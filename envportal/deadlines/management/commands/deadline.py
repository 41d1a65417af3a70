"""Compute due days in bulk: one JSON object a line in, one a line out."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError

from envportal.deadlines import queries
from envportal.workdays import Calendar, batch, shipped

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Compute due days. With --batch, answers one JSON object a line with one JSON object a line, in order."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="read questions from standard input")
        parser.add_argument("--explain", action="store_true", help="add the day-by-day strip")
        parser.add_argument("--bureau", default="", help="code of the bureau whose calendar rows apply")

    def handle(self, *_args: object, **options: object) -> None:
        if not options["batch"]:
            raise CommandError("Give --batch and one JSON object a line on standard input; see docs/calculators.md.")
        calendar = _calendar(str(options["bureau"]))
        # Bytes, so that a line in another encoding spoils only itself.
        for line in getattr(sys.stdin, "buffer", sys.stdin):
            found = batch.answer_line(line, calendar, explained=bool(options["explain"]))
            self.stdout.write(json.dumps(found, ensure_ascii=False))


def _calendar(code: str) -> Calendar:
    if not code:
        return shipped()
    calendar = queries.calendar_of_code(code)
    if calendar is None:
        raise CommandError(f"There is no bureau with the code {code}.")
    return calendar
