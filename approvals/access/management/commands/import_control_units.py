"""Take in the control units of an ecological zoning plan (三线一单) and say what became of every one."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from approvals.access.actions import read_units
from envportal.accounts.models import Bureau
from envportal.refusals import Refused
from envportal.web.views.export import cell

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

    from approvals.access.actions.loading import Outcome

HEADINGS = ("line", "unit", "result", "why")


class Command(BaseCommand):
    help = "Import a GeoJSON FeatureCollection of control units; the same file twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="GeoJSON; properties code, name, class, and access: the list")
        parser.add_argument("--bureau", required=True, help="code of the bureau")
        parser.add_argument("--source", required=True, help="the document that published the units")
        parser.add_argument("--valid-from", required=True, type=date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--dry-run", action="store_true", help="say what would become of every unit, write nothing")
        parser.add_argument("--report", type=Path, help="write what became of every unit to this CSV")

    def handle(self, *_args: Any, file: Path, report: Path | None, **options: Any) -> None:
        rows = [(one.number, one.code, one.result, one.sentence) for one in self._outcomes(file, options)]
        if report:
            with report.open("w", encoding="utf-8-sig", newline="") as out:
                csv.writer(out).writerows([HEADINGS, *([cell(value) for value in row] for row in rows)])
        for row in rows:
            if row[-1]:
                self.stdout.write("\t".join(str(value) for value in row))
        counts = Counter(result for _number, _code, result, _sentence in rows)
        self.stdout.write(", ".join(f"{counts[name]} {name}" for name in ("taken", "same", "refused")))

    def _outcomes(self, file: Path, options: dict[str, Any]) -> list[Outcome]:
        bureau = Bureau.objects.filter(code=options["bureau"]).first()
        if bureau is None:
            raise CommandError(f"There is no bureau {options['bureau']!r}.")
        try:
            told = json.loads(file.read_text(encoding="utf-8-sig"))
            return read_units(
                told, bureau=bureau, source=options["source"], valid_from=options["valid_from"], at=timezone.now(),
                dry_run=options["dry_run"],
            )  # fmt: skip
        except (OSError, ValueError) as error:
            raise CommandError(f"{file}: {error}") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
