"""The lawful measures by weight, and the range of each cause, as dated tables; the portal shows them and picks none."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

DATA = Path(__file__).parent.parent / "data"
# Who decides on it where it is the bureau itself; whatever is heavier the portal only proposes to others.
OWN = "本局"


@dataclass(frozen=True)
class Grade:
    """A measure, its law and who may take it."""

    code: str
    label: str
    order: int
    act: str
    article: str
    by_whom: str
    verified: bool
    note: str

    @property
    def basis(self) -> str:
        """Act and article, each act with its own where it stands in two."""
        pairs = zip(self.act.split("；"), self.article.split("；"), strict=True)
        return "、".join(f"《{act}》{article}" for act, article in pairs)

    @property
    def is_ours(self) -> bool:
        return self.by_whom == OWN


@dataclass(frozen=True)
class Range:
    """What the law leaves open for a cause; the heaviest of it is what 顶格处理 would be."""

    grades: tuple[Grade, ...]
    note: str

    @property
    def lightest(self) -> Grade:
        return self.grades[0]

    @property
    def heaviest(self) -> Grade:
        return self.grades[-1]


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _in_force(rows: Iterable[dict[str, str]], on: date) -> list[dict[str, str]]:
    return [row for row in rows if row["valid_from"] <= on.isoformat() < (row["valid_to"] or "9999")]


def grades(on: date) -> tuple[Grade, ...]:
    """Every measure of a day, the lightest first."""
    found = [
        Grade(
            row["code"], row["label"], int(row["order"]), row["act"], row["article"], row["by_whom"],
            row["verified"] == "yes", row["note"],
        )
        for row in _in_force(_rows("grades.csv"), on)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda grade: grade.order))


def grade_of(code: str, on: date) -> Grade | None:
    return next((grade for grade in grades(on) if grade.code == code), None)


def range_of(cause: str, on: date) -> Range:
    """The measures the law leaves open for a cause on a day. Raises LookupError where the table has none."""
    known = {grade.code: grade for grade in grades(on)}
    row = next((row for row in _in_force(_rows("causes.csv"), on) if row["cause"] == cause), None)
    if row is None:
        raise LookupError(cause)
    first, last = known[row["lightest"]].order, known[row["heaviest"]].order
    return Range(tuple(grade for grade in grades(on) if first <= grade.order <= last), row["note"])
