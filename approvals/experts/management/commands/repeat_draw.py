"""Draw experts again from a seed, to see that the order is the one that was kept."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from approvals.experts.models import Draw
from envportal.lots import shuffled

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = (
        "With --seed, put codes from standard input, one a line, in the order of the draw; else prove every draw kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", default="")

    def handle(self, *_args: Any, seed: str, **_options: Any) -> None:
        if seed:
            self.stdout.write("\n".join(shuffled((line.strip() for line in sys.stdin if line.strip()), seed)))
            return
        draws = Draw.objects.select_related("case").order_by("pk")
        wrong = [str(one) for one in draws if shuffled(one.pool, one.seed) != one.order]
        if wrong:
            raise CommandError("; ".join(wrong))
        self.stdout.write(f"{len(draws)} draws, each in the order of its seed.")
