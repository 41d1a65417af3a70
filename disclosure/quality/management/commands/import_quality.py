"""Take a table of measurements in, or of what another publisher printed, and say what became of every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from disclosure.quality import actions
from disclosure.quality.enums import Medium
from disclosure.quality.rules.remarks import sentence
from disclosure.runs.management.base import TableCommand
from envportal.accounts.models import Bureau

if TYPE_CHECKING:
    from pathlib import Path

    from django.core.management.base import CommandParser


class Command(TableCommand):
    help = "Import a table of measurements; the same file twice changes nothing."
    headings = ("line", "result", "station", "remarks")
    read = staticmethod(actions.read_file)
    preview = staticmethod(actions.preview)
    sentence = staticmethod(sentence)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--medium", required=True, choices=Medium.values)
        parser.add_argument("--bureau", default="", help="code of the bureau whose stations these are")
        parser.add_argument("--history", action="store_true", help="results another publisher printed, with --source")
        parser.add_argument("--publisher", default="", help="who printed them, for rows that do not say it")
        parser.add_argument("--source", default="", help="where they were printed, for rows that do not say it")
        parser.add_argument("--replace", action="store_true", help="where a reading differs, take this table's")

    def asked(self, table: Path, options: dict[str, Any]) -> actions.Asked:
        bureau = Bureau.objects.filter(code=options["bureau"]).first()
        if options["bureau"] and bureau is None:
            raise CommandError(f"There is no bureau {options['bureau']!r}.")
        if not options["history"] and bureau is None:
            raise CommandError("Say whose stations these are (--bureau), or that it is history (--history).")
        return actions.Asked(
            options["medium"], bureau, options["history"], options["publisher"][:100],
            (options["source"] or table.name)[:200], options["replace"],
        )  # fmt: skip
