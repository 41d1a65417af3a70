"""Bring in a holiday notice: show what it would move; with --apply move it, log every case, tell those concerned."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from envportal.accounts.models import Bureau
from envportal.deadlines import actions
from envportal.deadlines.enums import DayStatus
from envportal.deadlines.models import CalendarDay
from envportal.operations.actions.calendars import apply_days

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Read days from a CSV with the columns date, is_workday (1 or 0) and name, and show the due days they move."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", type=Path)
        parser.add_argument("--notice", required=True, help="the notice the days stand on, with its number if known")
        parser.add_argument("--bureau", default="", help="code of the one bureau the days are for; none is everywhere")
        parser.add_argument("--apply", action="store_true", help="save the days and move the open clocks")

    def handle(self, *_args: object, table: Path, notice: str, bureau: str, apply: bool, **_options: object) -> None:
        days = _days(table, notice, _bureau(bureau))
        moved = apply_days(days, by=None, at=timezone.now()) if apply else actions.moved_by(days)
        for one in moved:
            self.stdout.write(f"case {one.case_pk}, clock {one.clock_pk}: {one.was} -> {one.becomes}")
        self.stdout.write(
            f"{len(days)} days, {len(moved)} due days {'moved' if apply else 'would move; give --apply'}."
        )


def _bureau(code: str) -> Bureau | None:
    if not code:
        return None
    try:
        return Bureau.objects.get(code=code)
    except Bureau.DoesNotExist:
        raise CommandError(f"There is no bureau with the code {code}.") from None


def _days(table: Path, notice: str, bureau: Bureau | None) -> list[CalendarDay]:
    status = DayStatus.LOCAL if bureau else DayStatus.GAZETTED
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            return [
                CalendarDay(
                    date=date.fromisoformat(row["date"]),
                    is_workday=bool(int(row["is_workday"])),
                    name=row["name"],
                    notice=notice,
                    status=status,
                    bureau=bureau,
                )
                for row in csv.DictReader(file)
            ]
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise CommandError(f"{table} is not a table of date, is_workday and name: {error}") from None
