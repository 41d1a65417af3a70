"""The classification of industries, GB/T 4754-2017, from the table shipped with the portal."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent.parent / "data" / "industries_gbt4754_2017.csv"


@dataclass(frozen=True)
class Industry:
    code: str
    section: str
    name: str

    @property
    def full_code(self) -> str:
        """C2231: the section's letter and the code."""
        return self.code if self.code == self.section else f"{self.section}{self.code}"


@cache
def industries() -> dict[str, Industry]:
    """Code without its letter → industry."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: Industry(row["code"], row["section"], row["name"]) for row in csv.DictReader(file)}


def industry(typed: str) -> Industry | None:
    """The industry a code names, with or without its letter; groups (3 digits) and classes (4) only."""
    code = typed.strip().upper()
    found = industries().get(code.lstrip("ABCDEFGHIJKLMNOPQRST"))
    if found is None or len(found.code) < 3 or (code[0].isalpha() and code[0] != found.section):
        return None
    return found


def industry_label(code: str) -> str:
    """C2231 纸和纸板容器制造; the bare code where the table does not have it."""
    found = industry(code) if code else None
    return f"{found.full_code} {found.name}" if found else code


def search_industries(words: str, limit: int = 40) -> list[Industry]:
    """Classes and groups whose name has all the words, or whose code begins with them."""
    parts = words.upper().split()
    if not parts:
        return []
    hits = (
        row
        for row in industries().values()
        if len(row.code) >= 3
        and all(part in row.name or row.full_code.startswith(part) or row.code.startswith(part) for part in parts)
    )
    return [row for row, _n in zip(hits, range(limit), strict=False)]
