"""Prove that the stored figures of the board are the ones counted anew from every notice; nothing is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from disclosure.board.queries import tallies

if TYPE_CHECKING:
    from disclosure.board.queries.tallies import Key


class Command(BaseCommand):
    help = "Compare the stored figures of the board with a count of every notice; fails where one differs."

    def handle(self, *_args: Any, **_options: Any) -> None:
        wrong, stored, live = self.compare()
        # What was published between the two counts is no difference: it is gone when they are made again.
        if wrong:
            wrong, stored, live = self.compare()
        for kind, year, bureau in wrong:
            key = (kind, year, bureau)
            self.stderr.write(f"{kind} {year} bureau {bureau}: stored {stored.get(key, 0)}, counted {live.get(key, 0)}")
        if wrong:
            raise CommandError(f"{len(wrong)} of {len(stored.keys() | live.keys())} figures differ.")
        self.stdout.write(f"{len(live)} figures, {sum(live.values())} notices: all equal.")

    def compare(self) -> tuple[list[Key], dict[Key, int], dict[Key, int]]:
        stored, live = tallies.stored(), tallies.live()
        wrong = sorted(key for key in stored.keys() | live.keys() if stored.get(key, 0) != live.get(key, 0))
        return wrong, stored, live
