"""One hostile file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Specimen:
    """`make` gives its bytes; `why` is the word of the sentence it is refused with."""

    label: str
    make: Callable[[], bytes]
    why: str
    name: str = "环评报告.pdf"
    is_large: bool = False  # tried by `python -m tests.documents.hostile` alone: it takes seconds

    def __str__(self) -> str:
        return self.label
