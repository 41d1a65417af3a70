"""Load two bureaus at work, with cases in every state as of today."""

from __future__ import annotations

import time
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from envportal.operations.actions import load_demo
from envportal.refusals import Refused

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

SEED = 2010
CLOSING = datetime.strptime("17:45", "%H:%M").time()  # noqa: DTZ007  a time of day only


class Command(BaseCommand):
    help = "Load the demo into an empty database; does nothing where it is loaded already."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", type=date.fromisoformat, help="YYYY-MM-DD instead of the real today")
        parser.add_argument("--seed", type=int, default=SEED, help=f"another number, another story; usually {SEED}")

        parser.add_argument("--turns", type=int, help="break the story off after so many turns, for a quick look")

    def handle(self, *_args: Any, today: date | None = None, seed: int = SEED, **options: Any) -> None:
        at = timezone.now() if today is None else _evening(today)
        began = time.monotonic()
        try:
            say = self._say(options["verbosity"])
            is_new = load_demo(today=timezone.localdate(at), at=at, seed=seed, say=say, turns=options["turns"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        seconds = time.monotonic() - began
        self.stdout.write(f"The demo is loaded ({seconds:.0f} s)." if is_new else "The demo is loaded already.")

    def _say(self, verbosity: int) -> Any:
        return (lambda line: self.stdout.write(f"  {line}")) if verbosity else (lambda _line: None)


def _evening(day: date) -> datetime:
    return datetime.combine(day, CLOSING, timezone.get_default_timezone())
