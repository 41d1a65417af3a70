"""Take a bureau's published history onto the board from a CSV, and report what became of every line."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from disclosure.imports import actions, rules
from disclosure.imports.enums import Result
from disclosure.imports.rules import Whole
from envportal.refusals import Refused
from envportal.web.views.export import cell

if TYPE_CHECKING:
    from argparse import ArgumentParser

HEADINGS = ("line", "result", "title", "remarks")


class Command(BaseCommand):
    help = "Take notices a bureau published before onto the board, marked as history; twice is the same as once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", type=Path, help="a CSV with a heading; docs/imports.md names the columns")
        parser.add_argument("--dry-run", action="store_true", help="only report what would become of every line")
        parser.add_argument("--report", type=Path, help="write what became of every line to this CSV")
        parser.add_argument(
            "--kind",
            default="",
            help="the kind of notice, where the table does not say it; or fee, incident, inspection, petition",
        )
        parser.add_argument(
            "--publisher", default="", help="the bureau that published, where the table does not say it"
        )
        parser.add_argument("--source", default="", help="where the table comes from, for rows that do not say it")
        parser.add_argument("--batch", type=int, default=500, help="rows in one transaction")
        parser.add_argument("--quiet", action="store_true", help="no line by line report on standard output")

    def handle(self, *_args: Any, table: Path, report: Path | None, dry_run: bool, batch: int, **options: Any) -> None:
        whole = Whole(options["kind"], options["publisher"][:100], (options["source"] or table.name)[:200])
        with ExitStack() as stack:
            out = stack.enter_context(report.open("w", encoding="utf-8-sig", newline="")) if report else None
            teller = Teller(self, csv.writer(out) if out else None, quiet=options["quiet"])
            read = actions.preview if dry_run else actions.read_file
            try:
                read(table, whole, at=timezone.now(), say=teller, batch=max(1, batch))
            except OSError as error:
                raise CommandError(f"{table}: {error.strerror or error}") from None
            except Refused as refused:
                raise CommandError(str(refused)) from None
        self.stdout.write(teller.sum(dry_run=dry_run))


class Teller:
    """Says what became of every line as the batches are done."""

    def __init__(self, command: BaseCommand, report: Any, *, quiet: bool) -> None:
        self.command, self.report, self.quiet = command, report, quiet
        self.counts: Counter[str] = Counter()
        if report:
            report.writerow(HEADINGS)

    def __call__(self, outcomes: list[rules.Outcome]) -> None:
        for one in outcomes:
            self.counts[str(one.result)] += 1
            remarks = "; ".join(rules.sentence(remark) for remark in one.remarks)
            label = str(Result(one.result).label)
            if self.report:
                self.report.writerow([one.number, label, cell(one.title), cell(remarks)])
            if one.remarks and not self.quiet:
                self.command.stdout.write(f"{one.number}\t{label}\t{one.title}\t{remarks}")
        if outcomes and sys.stderr.isatty():
            self.command.stderr.write(f"{self.counts.total():,} lines read", ending="\r")

    def sum(self, *, dry_run: bool) -> str:
        names = {
            "taken": Result.TAKEN,
            "mended": Result.MENDED,
            "already there": Result.REPEATED,
            "refused": Result.REFUSED,
        }
        told = ", ".join(f"{self.counts[str(result)]:,} {name}" for name, result in names.items())
        return f"{self.counts.total():,} lines: {told}.{' Nothing was written.' if dry_run else ''}"
