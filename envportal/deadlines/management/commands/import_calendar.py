"""Bring in a holiday notice: show what it would move, then with --apply move it and log every case it moved."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from envportal.accounts.models import Bureau
from envportal.audit import log
from envportal.cases.models import Case
from envportal.deadlines import actions
from envportal.deadlines.enums import DayStatus
from envportal.deadlines.models import CalendarDay

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from envportal.deadlines.actions import Moved


class Command(BaseCommand):
    help = "Read days from a CSV with the columns date, is_workday (1 or 0) and name, and show the due days they move."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", type=Path)
        parser.add_argument("--notice", required=True, help="the notice the days stand on, with its number if known")
        parser.add_argument("--bureau", default="", help="code of the one bureau the days are for; none is everywhere")
        parser.add_argument("--apply", action="store_true", help="save the days and move the open clocks")

    def handle(self, *_args: object, table: Path, notice: str, bureau: str, apply: bool, **_options: object) -> None:
        days = _days(table, notice, _bureau(bureau))
        moved = _apply(days, timezone.now()) if apply else actions.moved_by(days)
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


@transaction.atomic
def _apply(days: list[CalendarDay], at: datetime) -> list[Moved]:
    moved = actions.add_days(days, by=None, at=at)
    for one in moved:
        facts = {"clock": one.clock_pk, "was": str(one.was), "becomes": str(one.becomes), "notice": days[0].notice}
        log.record(Case.objects.get(pk=one.case_pk), "due_day_moved", by=None, at=at, facts=facts)
    return moved
