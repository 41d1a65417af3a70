"""The classification catalogue as it is shipped: editions by their days, items, criteria, notes."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from approvals.catalogue.enums import Tier

DATA = Path(__file__).parent.parent / "data"
COLUMNS = {Tier.REPORT: "report_book", Tier.TABLE: "report_form", Tier.REGISTRATION: "registration_form"}
SCOPE = "scope"
CLAUSES = ("第三条（一）", "第三条（二）", "第三条（三）")
# A tier the item does not have.
ABSENT = "/"


@dataclass(frozen=True)
class Criterion:
    """One criterion of a tier in the table's words, and what decides it."""

    tier: str
    text: str
    when: str


@dataclass(frozen=True)
class Item:
    """One of the numbered items."""

    number: int
    name: str
    chapter: int
    chapter_name: str
    codes: tuple[str, ...]
    starred: tuple[str, ...]
    tiers: dict[str, str]
    areas: tuple[tuple[str, str], ...]
    criteria: tuple[Criterion, ...]
    doubts: tuple[str, ...]

    @property
    def scope(self) -> tuple[Criterion, ...]:
        return tuple(one for one in self.criteria if one.tier == SCOPE)

    def of(self, tier: str) -> tuple[Criterion, ...]:
        return tuple(one for one in self.criteria if one.tier == tier)


@dataclass(frozen=True)
class Edition:
    """One edition of the catalogue, in force between its days."""

    key: str
    title: str
    document: str
    valid_from: date
    valid_to: date | None
    source: str
    items: dict[int, Item]
    notes: tuple[str, ...]

    @property
    def chapters(self) -> list[tuple[int, str, list[Item]]]:
        """Number, name and items of every chapter, in the table's order."""
        found: dict[int, list[Item]] = {}
        for item in self.items.values():
            found.setdefault(item.chapter, []).append(item)
        return [(number, items[0].chapter_name, items) for number, items in found.items()]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def editions() -> dict[str, Edition]:
    """Every edition by its key."""
    return {row["edition"]: _edition(row) for row in _rows("editions.csv")}


def edition_on(on: date) -> Edition | None:
    """The edition in force on a day; none where it is not kept here."""
    running = (one for one in editions().values() if one.valid_from <= on and (one.valid_to or date.max) >= on)
    return max(running, key=lambda one: one.valid_from, default=None)


def _edition(row: dict[str, str]) -> Edition:
    file = f"eia_catalogue_{row['edition']}"
    criteria, doubts = _rows(f"{file}_criteria.csv"), _rows(f"{file}_doubts.csv")
    items = {}
    for line in _rows(f"{file}.csv"):
        number = line["item_no"]
        its = tuple(
            Criterion(one["tier"], one["criterion"], one["when"]) for one in criteria if one["item_no"] == number
        )
        items[int(number)] = _item(line, its, tuple(one["doubt"] for one in doubts if one["item_no"] == number))
    until = row["valid_to"]
    return Edition(
        row["edition"], row["title"], row["document"], date.fromisoformat(row["valid_from"]),
        date.fromisoformat(until) if until else None, row["source"], items,
        tuple(one["note"] for one in _rows(f"{file}_notes.csv")),
    )  # fmt: skip


def _item(row: dict[str, str], criteria: tuple[Criterion, ...], doubts: tuple[str, ...]) -> Item:
    clauses = zip(CLAUSES, (row["sens_3_1"], row["sens_3_2"], row["sens_3_3"]), strict=True)
    return Item(
        number=int(row["item_no"]), name=row["item_name"], chapter=int(row["category_no"]),
        chapter_name=row["category_name"], codes=tuple(row["gbt4754_codes"].split()),
        starred=tuple(row["star_codes"].split()),
        tiers={tier: row[column] for tier, column in COLUMNS.items() if row[column] != ABSENT},
        areas=tuple((label, text) for label, text in clauses if text), criteria=criteria, doubts=doubts,
    )  # fmt: skip
