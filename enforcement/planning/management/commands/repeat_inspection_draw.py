"""Draw again: from a file of frozen lists and a seed, or prove every draw that was made here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from enforcement.planning import queries
from enforcement.planning.enums import DrawState
from enforcement.planning.models import Draw
from enforcement.planning.rules import draws

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "With --seed, draw from the lists on standard input (the public file); else prove every draw kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", default="")

    def handle(self, *_args: Any, seed: str, **_options: Any) -> None:
        if seed:
            self._again(seed)
            return
        made = list(Draw.objects.filter(state=DrawState.DRAWN).order_by("pk"))
        wrong = [str(one) for one in made if not _is_right(one)]
        if wrong:
            raise CommandError("; ".join(wrong))
        self.stdout.write(f"{len(made)} draws, each as its lists and its seed say.")

    def _again(self, seed: str) -> None:
        try:
            lists = draws.read(sys.stdin)
        except ValueError as bad:
            raise CommandError(f"This is no file of lists: {bad}") from bad
        self.stdout.write(f"lists {lists.digest()}")
        for lot in draws.draw(lists, seed):
            if lot.is_drawn:
                self.stdout.write(f"{lot.code},{lot.place},{','.join(lot.pair)}")


def _is_right(draw: Draw) -> bool:
    lists = draws.read(",".join(line) for line in queries.listed(draw))
    kept = {
        (one.code, one.place, one.is_drawn, tuple(pair.inspector.code for pair in one.pairs.all()))
        for one in draw.listed_objects.prefetch_related("pairs__inspector")
    }
    told = {(lot.code, lot.place, lot.is_drawn, lot.pair) for lot in draws.draw(lists, draw.seed)}
    is_seed = draw.seed == draws.seed_of(draw.list_hash, draw.number)
    return is_seed and lists.digest() == draw.list_hash and told == kept
