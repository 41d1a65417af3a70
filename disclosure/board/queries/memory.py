"""What a process has worked out of the board, kept until the board changes and for a minute at most."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Anything = TypeVar("Anything")
MOST = 500
# As long as a page may be kept on the way: what else a page shows, a bureau's telephone, changes without an edition.
TRUE_FOR = 60.0  # seconds
LATELY = 1.0


class Memory:
    """Answers by their question and the edition they were true of; another edition empties it."""

    def __init__(self) -> None:
        self.edition, self.until = -1, 0.0
        self.known: dict[Hashable, object] = {}
        self.asked = (0, 0.0)

    def of(self, edition: int, question: Hashable, answer: Callable[[], Anything]) -> Anything:
        """The answer of before, else worked out and kept; two threads may work it out twice, which does no harm."""
        known = self.known
        if edition != self.edition or len(known) >= MOST or monotonic() > self.until:
            known = self.known = {}
            self.edition, self.until = edition, monotonic() + TRUE_FOR
        if question not in known:
            known[question] = answer()
        return known[question]  # type: ignore[return-value]

    def lately(self, edition: Callable[[], int]) -> int:
        """The edition as it was asked for last, unless that was more than a second ago."""
        number, until = self.asked
        if monotonic() > until:
            number = edition()
            self.asked = number, monotonic() + LATELY
        return number

    def forget(self) -> None:
        self.edition, self.known, self.asked = -1, {}, (0, 0.0)


MEMORY = Memory()
