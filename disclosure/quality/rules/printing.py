"""How a table of a letter is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from disclosure.quality.rules import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Facts = dict[str, Any]
Said = dict[str, Any]
DASH = words.NO_DASH


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]], notes: list[str]) -> Said:
    """Every cell as words, a dash where nothing is known."""
    filled = [[DASH if cell in (None, "") else str(cell) for cell in row] for row in rows]
    return {"caption": caption, "head": [str(name) for name in head], "rows": filled, "notes": notes}
