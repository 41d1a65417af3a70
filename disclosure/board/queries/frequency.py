"""How many notices words are likely to stand in, before any is read: it decides how they are looked for, not what is
found. Few: the index names them, and they are sorted. Many: the list is walked in its order until there are enough."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isqrt, prod
from time import monotonic
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from disclosure.board.queries.search import Words

A_PAGE = 26
FEWEST = 500
TRUE_FOR = 600.0  # seconds
SHARES = """
SELECT stats.most_common_elems::text::text[], stats.most_common_elem_freqs, rows.reltuples
FROM pg_class rows LEFT JOIN pg_stats stats ON stats.tablename = 'board_notice_words'
  AND stats.schemaname = rows.relnamespace::regnamespace::text
WHERE rows.oid = 'board_notice'::regclass
"""
INDEXED = "SELECT count(*) FROM (SELECT 1 FROM board_notice_words WHERE board_notice_words MATCH %s LIMIT %s)"


@dataclass
class Shares:
    """What PostgreSQL knows of the words since it last looked over the board."""

    total: int = 0
    known: dict[str, float] = field(default_factory=dict)
    until: float = 0.0

    def of(self, word: str) -> float:
        """A word that is none of the commonest is reckoned to be in few: the index names those soon enough."""
        return self.known.get(word, 0.0)


_shares = Shares()


def are_many(words: Words, parts: list[list[str]]) -> tuple[bool, int]:
    """Whether the words stand in so many notices that walking is quicker, and how far to walk before giving up."""
    if connection.vendor == "postgresql":
        shares = _read_shares()
        # The pairs of one part come together; parts stand beside each other by chance.
        expected = shares.total * prod(min(map(shares.of, part)) for part in parts)
        few = _few(shares.total)
    else:
        few = _few(_total())
        expected = _counted(words, few)
    return expected > few, few * 2


def _few(total: int) -> int:
    """Where naming n notices and walking until a page is full, A_PAGE × total ÷ n, cost the same."""
    return max(FEWEST, isqrt(A_PAGE * total))


def _read_shares() -> Shares:
    if _shares.until < monotonic():
        with connection.cursor() as cursor:
            cursor.execute(SHARES)
            words, freqs, total = cursor.fetchone()
        _shares.total, _shares.until = max(0, int(total)), monotonic() + TRUE_FOR
        _shares.known = dict(zip(words or [], freqs or [], strict=False))
    return _shares


def _total() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM board_notice")
        return cursor.fetchone()[0] or 0


def _counted(words: Words, few: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(INDEXED, [words.asked("sqlite"), few + 1])
        return int(cursor.fetchone()[0])
