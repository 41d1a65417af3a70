"""Take a bureau's published history onto the board from a table, and report what became of every line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from disclosure.imports import actions, rules
from disclosure.runs.management.base import TableCommand

if TYPE_CHECKING:
    from pathlib import Path

    from django.core.management.base import CommandParser


class Command(TableCommand):
    help = "Take notices a bureau published before onto the board, marked as history; twice is the same as once."
    read = staticmethod(actions.read_file)
    preview = staticmethod(actions.preview)
    sentence = staticmethod(rules.sentence)

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--kind",
            default="",
            help="the kind of notice, where the table does not say it; or fee, incident, inspection, petition",
        )
        parser.add_argument("--publisher", default="", help="who published, where the table does not say it")
        parser.add_argument("--source", default="", help="where the table comes from, for rows that do not say it")

    def asked(self, table: Path, options: dict[str, Any]) -> rules.Whole:
        return rules.Whole(options["kind"], options["publisher"][:100], (options["source"] or table.name)[:200])
