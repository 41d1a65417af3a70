"""How a letter proves itself: the square printed on it, the address in it, and what a file shown to us is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

import segno
from django.conf import settings

from envportal.documents import queries
from envportal.documents.guards import guesses
from envportal.documents.rules import standing

if TYPE_CHECKING:
    from envportal.documents.enums import Standing
    from envportal.documents.models import Letter, LetterPrint


class Match(StrEnum):
    """What a file is to a letter, by its hash."""

    SAME = "same"
    EARLIER = "earlier"
    OTHER = "other"


@dataclass(frozen=True)
class Proof:
    """What anybody may know of a letter: what it is worth and how to recognise its file. Nothing it says, no person."""

    letter: Letter
    standing: Standing
    bureau: str
    prints: list[LetterPrint]
    void_ground: str

    @property
    def current(self) -> LetterPrint | None:
        """The PDF handed out today."""
        return self.prints[0] if self.prints else None

    def compare(self, sha256: str) -> Match:
        """What a file with this hash is to the letter."""
        if self.current is not None and sha256 == self.current.sha256:
            return Match.SAME
        return Match.EARLIER if any(sha256 == one.sha256 for one in self.prints) else Match.OTHER


def proof(letter: Letter) -> Proof:
    """Read for one letter of `queries.in_full`."""
    voiding = queries.agreed_voiding(letter)
    return Proof(
        letter=letter,
        standing=standing(letter),
        bureau=str(letter.frame["bureau"]),
        prints=list(letter.prints.order_by("-edition", "-pk")),
        void_ground=str(voiding.get_ground_display()) if voiding else "",
    )


def ask(code: str, *, address: str) -> Proof | None:
    """The proof a code opens, or None; wrong codes are counted against the address. Raises TooManyGuesses."""
    guesses.require_few(address)
    letter = queries.by_code(code)
    if letter is None:
        guesses.note_wrong(address)
        return None
    return proof(letter)


@dataclass(frozen=True)
class Square:
    """A QR code as one path of an SVG of `size` × `size` modules, its quiet zone included."""

    size: int
    path: str
    address: str


def address(letter: Letter) -> str:
    """Where anybody may ask whether the letter is good."""
    return f"{settings.PORTAL_URL}/v/{letter.code}/"


def square(letter: Letter) -> Square:
    """The address as a QR code."""
    return drawn(address(letter))


@lru_cache(maxsize=1024)
def drawn(text: str) -> Square:
    """Any address as a QR code, drawn here and fetched from nowhere."""
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=2))
    return Square(len(rows), "".join(_line(y, row) for y, row in enumerate(rows)), text)


def _line(y: int, row: object) -> str:
    """The dark runs of one line, each a bar one module high."""
    drawn, x = "", 0
    for dark, run in groupby(row):  # type: ignore[call-overload]
        width = len(list(run))
        if dark:
            drawn += f"M{x} {y}h{width}v1h-{width}z"
        x += width
    return drawn
