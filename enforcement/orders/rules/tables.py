"""The written tables: violations and their fines, discretion, thresholds, display. Read once, changed by a commit."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
PERCENT = "percent"
# What the table says where the print was not seen: it never goes into a letter.
NO_ARTICLE = "条号未录"


@dataclass(frozen=True)
class Provision:
    """What one law says of one violation, and when: its fine, in yuan or as a share of the investment."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    act: str
    article: str
    order_act: str
    order_article: str
    unit: str
    low: Decimal
    high: Decimal
    serious_low: Decimal | None
    serious_high: Decimal | None
    serious_when: str
    persons: str
    persons_low: Decimal | None
    persons_high: Decimal | None
    daily: bool
    evidence: str
    doubt: str

    @property
    def basis(self) -> str:
        return f"《{self.act.replace('、', '》、《')}》{self.article}"

    @property
    def order_basis(self) -> str:
        return f"《{self.order_act}》{self.order_article}"

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Step:
    """A step of one factor of the discretion table."""

    factor: str
    factor_name: str
    step: str
    step_name: str
    points: int


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _money(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@cache
def provisions() -> tuple[Provision, ...]:
    return tuple(_provision(row) for row in _rows("violations"))


def _provision(row: dict[str, str]) -> Provision:
    own: dict[str, object] = dict(row)
    own |= {
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        "low": Decimal(row["low"]), "high": Decimal(row["high"]), "serious_low": _money(row["serious_low"]),
        "serious_high": _money(row["serious_high"]), "daily": row["daily"] == "yes",
        "persons_low": _money(row["persons_low"]), "persons_high": _money(row["persons_high"]),
    }  # fmt: skip
    return Provision(**own)  # type: ignore[arg-type]


@cache
def violations() -> dict[str, str]:
    """Code → name, in the order of the table."""
    return {one.code: one.name for one in provisions()}


@cache
def discretion() -> dict[str, tuple[Step, ...]]:
    """Factor → its steps; the highest of all factors together make a hundred points."""
    found: dict[str, tuple[Step, ...]] = {}
    for row in _rows("discretion"):
        step = Step(**{**row, "points": int(row["points"])})  # type: ignore[arg-type]
        found[step.factor] = (*found.get(step.factor, ()), step)
    return found


@cache
def thresholds() -> dict[tuple[str, str], Decimal]:
    """(matter, "unit" or "person") → the fine from which it is large."""
    return {(row["matter"], row["party"]): Decimal(row["amount"]) for row in _rows("thresholds")}


@cache
def display() -> dict[str, tuple[int, int]]:
    """Tier → months a decision is shown at most, and months after which its party may ask for credit repair."""
    return {row["tier"]: (int(row["shown_months"]), int(row["repair_after_months"])) for row in _rows("display")}
