"""Finding items: by words of the table or of an industry, by industry code, by number."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from approvals.catalogue.queries.industries import industries
from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from approvals.catalogue.queries.table import Edition, Item

LETTERS = "ABCDEFGHIJKLMNOPQRST"


def find(edition: Edition, words: str) -> list[Item]:
    """Items that have all the words, those that have them in their name first; a code finds what it belongs to."""
    parts = narrow(words).split()
    if not parts:
        return []
    ranked = [(max(_rank(edition, item, part) for part in parts), item.number) for item in edition.items.values()]
    return [edition.items[number] for rank, number in sorted(ranked) if rank < NOWHERE]


NOWHERE = 9


def _rank(edition: Edition, item: Item, part: str) -> int:
    """Where an item has a word: 0 the code or number itself, then the name, the industries, the criteria."""
    code = part.upper().lstrip(LETTERS) if part.isascii() else ""
    if code.isdigit() and _is_of(item, code, lettered=not part[0].isdigit()):
        return 0
    if part in item.name:
        return 1
    if part in _industry_words(edition.key, item.number, item.codes):
        return 2
    if part in item.chapter_name or any(part in text for text in item.tiers.values()):
        return 3
    return NOWHERE


def _is_of(item: Item, code: str, *, lettered: bool) -> bool:
    """The item's industries lie within the code, or the code within one of them; its own number, too."""
    if not lettered and code == str(item.number):
        return True
    return len(code) >= 2 and any(own.startswith(code) or code.startswith(own) for own in item.codes)


@cache
def _industry_words(_edition: str, _number: int, codes: tuple[str, ...]) -> str:
    """The names of all industries under an item's codes; the edition and the number only tell items apart."""
    return " ".join(row.name for code, row in industries().items() if any(code.startswith(own) for own in codes))
