"""Every PDF a letter had stays, each with its own hashes; the letter's file is the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envportal.documents.models import Letter, LetterPrint
from envportal.documents.rules import standing

if TYPE_CHECKING:
    from datetime import datetime


def keep_print(letter: Letter, *, at: datetime) -> None:
    """Note the PDF the letter now has; in the transaction that gave it to the letter."""
    LetterPrint.objects.create(
        letter=letter, edition=letter.edition, standing=standing(letter), path=letter.path, sha256=letter.sha256,
        sm3=letter.sm3, size=letter.size, pages=letter.pages, printed_at=at,
    )  # fmt: skip


def print_anew(letter: Letter) -> None:
    """Have the press print it again, since it has something else to say; its row is locked by the caller."""
    letter.edition += 1
    letter.state, letter.tries, letter.not_before = Letter.State.PENDING, 0, None
    letter.save(update_fields=["edition", "state", "tries", "not_before"])
