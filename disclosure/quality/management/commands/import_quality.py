"""Take a table of measurements in, or of what another publisher printed, and say what became of every row."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from disclosure.quality import actions
from disclosure.quality.actions.straight import Asked
from disclosure.quality.enums import Medium, Result
from disclosure.quality.rules.remarks import sentence
from envportal.accounts.models import Bureau
from envportal.refusals import Refused
from envportal.web.views.export import cell

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

    from disclosure.quality.rules.rows import Outcome

HEADINGS = ("line", "result", "station", "remarks")


class Command(BaseCommand):
    help = "Import a CSV, XLSX or JSON of measurements; the same file twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", type=Path, help="CSV (UTF-8, GB 18030), XLSX or JSON")
        parser.add_argument("--medium", required=True, choices=Medium.values)
        parser.add_argument("--bureau", default="", help="code of the bureau whose stations these are")
        parser.add_argument("--history", action="store_true", help="results another publisher printed, with --source")
        parser.add_argument("--publisher", default="", help="who printed them, for rows that do not say it")
        parser.add_argument("--source", default="", help="where they were printed, for rows that do not say it")
        parser.add_argument("--replace", action="store_true", help="where a reading differs, take this table's")
        parser.add_argument("--dry-run", action="store_true", help="say what would become of every row, write nothing")
        parser.add_argument("--report", type=Path, help="write what became of every row to this CSV")
        parser.add_argument("--batch", type=int, default=500, help="rows in one transaction")
        parser.add_argument("--quiet", action="store_true", help="no line by line report on standard output")

    def handle(self, *_args: Any, table: Path, report: Path | None, dry_run: bool, batch: int, **options: Any) -> None:
        asked = self._asked(options)
        with ExitStack() as stack:
            out = stack.enter_context(report.open("w", encoding="utf-8-sig", newline="")) if report else None
            teller = Teller(self, csv.writer(out) if out else None, quiet=options["quiet"])
            read = actions.preview if dry_run else actions.read_file
            try:
                read(table, asked, at=timezone.now(), say=teller, batch=max(1, batch))
            except OSError as error:
                raise CommandError(f"{table}: {error.strerror or error}") from None
            except Refused as refused:
                raise CommandError(str(refused)) from None
        self.stdout.write(teller.sum(dry_run=dry_run))

    def _asked(self, options: dict[str, Any]) -> Asked:
        bureau = Bureau.objects.filter(code=options["bureau"]).first()
        if options["bureau"] and bureau is None:
            raise CommandError(f"There is no bureau {options['bureau']!r}.")
        if not options["history"] and bureau is None:
            raise CommandError("Say whose stations these are (--bureau), or that it is history (--history).")
        return Asked(
            options["medium"], bureau, options["history"], options["publisher"][:100], options["source"][:200],
            options["replace"],
        )  # fmt: skip


class Teller:
    """Says what became of every line as the batches are done."""

    def __init__(self, command: BaseCommand, report: Any, *, quiet: bool) -> None:
        self.command, self.report, self.quiet = command, report, quiet
        self.counts: Counter[str] = Counter()
        if report:
            report.writerow(HEADINGS)

    def __call__(self, outcomes: list[Outcome]) -> None:
        for one in outcomes:
            self.counts[str(one.result)] += 1
            remarks = "; ".join(sentence(remark) for remark in one.remarks)
            label = str(Result(one.result).label)
            if self.report:
                self.report.writerow([one.number, label, cell(one.title), cell(remarks)])
            if one.remarks and not self.quiet:
                self.command.stdout.write(f"{one.number}\t{label}\t{one.title}\t{remarks}")
        if outcomes and sys.stderr.isatty():
            self.command.stderr.write(f"{self.counts.total():,} lines read", ending="\r")

    def sum(self, *, dry_run: bool) -> str:
        names = {
            "taken": Result.TAKEN, "mended": Result.MENDED, "already there": Result.REPEATED,
            "refused": Result.REFUSED,
        }  # fmt: skip
        told = ", ".join(f"{self.counts[str(result)]:,} {name}" for name, result in names.items())
        return f"{self.counts.total():,} lines: {told}.{' Nothing was written.' if dry_run else ''}"
