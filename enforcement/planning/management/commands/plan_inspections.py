"""Compute the plans that wait, or show what a plan of a period would come to without writing anything."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from enforcement.planning import actions
from enforcement.planning.rules import question, solver
from envportal.accounts.models import Bureau

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Compute the plans that wait; with --dry-run, say what a plan of a period or a year would come to."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--bureau", default="")
        parser.add_argument("--year", type=int)
        parser.add_argument("--first", type=date.fromisoformat)
        parser.add_argument("--last", type=date.fromisoformat)

    def handle(self, *_args: Any, dry_run: bool, **told: Any) -> None:
        if dry_run:
            self.stdout.write(json.dumps(self._tried(**told), ensure_ascii=False))
            return
        done = [
            actions.compute(pk, solve=solver.solve, clock=timezone.now) for pk in actions.waiting(at=timezone.now())
        ]
        self.stdout.write(f"{len(done)} plans computed.")

    def _tried(
        self, *, bureau: str, year: int | None, first: date | None, last: date | None, **_rest: Any
    ) -> dict[str, object]:
        first, last = first or (date(year, 1, 1) if year else None), last or (date(year, 12, 31) if year else None)
        of = Bureau.objects.filter(code=bureau).first() if bureau else Bureau.objects.order_by("pk").first()
        if of is None or first is None or last is None or first > last or first.year != last.year:
            raise CommandError("Name a bureau that exists, and --year, or --first and --last within one year.")
        asked, begun = question.ask(of, first, last), time.perf_counter()
        solved = solver.solve(asked)
        gap = solved.gap
        return {
            "wants": len(asked.wants), "left": len(solved.answer.left), "unmerged": solved.unmerged,
            "visits": len(solved.answer.visits), "saved": solved.saved, "greedy_visits": len(solved.greedy.visits),
            "people_days": solved.answer.people_days,
            "journeys": solved.answer.journeys(asked.roads), "bound": solved.bound.visits,
            "gap": None if gap is None else round(gap, 4),
            "seconds": round(time.perf_counter() - begun, 1),
        }  # fmt: skip
