"""A command that reads a table, and says what became of every row as the batches are done."""

from __future__ import annotations

import csv
import sys
from abc import abstractmethod
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from disclosure.runs.enums import Result
from envportal.refusals import Refused
from envportal.web.views.export import cell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.core.management.base import CommandParser

    from disclosure.runs.actions.way import Told


class TableCommand(BaseCommand):
    """What a room adds: `read` and `preview`, its options and `asked`, what of them holds for the whole table."""

    headings = ("line", "result", "title", "remarks")
    read: Callable[..., object]
    preview: Callable[..., object]
    sentence: Callable[[Sequence[str]], str]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", type=Path, help="CSV (UTF-8, GB 18030), XLSX or JSON, with a heading")
        parser.add_argument("--dry-run", action="store_true", help="say what would become of every row, write nothing")
        parser.add_argument("--report", type=Path, help="write what became of every row to this CSV")
        parser.add_argument("--batch", type=int, default=500, help="rows in one transaction")
        parser.add_argument("--quiet", action="store_true", help="no line by line report on standard output")

    @abstractmethod
    def asked(self, table: Path, options: dict[str, Any]) -> object:
        """What holds for the whole table."""

    def handle(self, *_args: Any, table: Path, report: Path | None, dry_run: bool, batch: int, **options: Any) -> None:
        asked = self.asked(table, options)
        with ExitStack() as stack:
            out = stack.enter_context(report.open("w", encoding="utf-8-sig", newline="")) if report else None
            teller = Teller(self, csv.writer(out) if out else None, quiet=options["quiet"])
            try:
                (self.preview if dry_run else self.read)(
                    table, asked, at=timezone.now(), say=teller, batch=max(1, batch)
                )
            except OSError as error:
                raise CommandError(f"{table}: {error.strerror or error}") from None
            except Refused as refused:
                raise CommandError(str(refused)) from None
        self.stdout.write(teller.sum(dry_run=dry_run))


class Teller:
    """Says what became of every line as the batches are done."""

    def __init__(self, command: TableCommand, report: Any, *, quiet: bool) -> None:
        self.command, self.report, self.quiet = command, report, quiet
        self.counts: Counter[str] = Counter()
        if report:
            report.writerow(command.headings)

    def __call__(self, outcomes: list[Told]) -> None:
        for one in outcomes:
            self.counts[str(one.result)] += 1
            remarks = "; ".join(self.command.sentence(remark) for remark in one.remarks)
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
