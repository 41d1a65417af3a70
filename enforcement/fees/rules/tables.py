"""The shipped tables, read once: equivalents, rates and what provinces set; `data/SOURCES.md` tells their source."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
NAMES = ("pollutant_equivalents", "discharge_fee_rates", "discharge_fee_rules", "provincial_rates")
FIRST, TAX_SINCE, ADJUSTED_SINCE = date(2003, 7, 1), date(2018, 1, 1), date(2015, 7, 1)
SPECIAL, SMALL = "water_special", "water_small"
# As people write them; what stands before and in the brackets of the table is known anyway.
ALIASES = {
    "COD": "化学需氧量(CODcr)", "BOD": "生化需氧量(BOD5)", "NH3-N": "氨氮", "TP": "总磷", "SO2": "二氧化硫",
    "NOX": "氮氧化物", "CO": "一氧化碳", "DUST": "一般性粉尘", "SMOKE": "烟尘", "CL2": "氯气", "HCL": "氯化氢",
    "H2S": "硫化氢", "NH3": "氨", "HG": "总汞", "CD": "总镉", "CR": "总铬", "CR6": "六价铬", "AS": "总砷",
    "PB": "总铅", "NI": "总镍", "OIL": "石油类",
}  # fmt: skip


@dataclass(frozen=True)
class Pollutant:
    """One row of the equivalents."""

    medium: str
    name: str
    value: Decimal
    unit: str
    first_class: bool


@dataclass(frozen=True)
class Rate:
    """What a unit costs; `most` is None where there is no ceiling."""

    regime: str
    item: str
    least: Decimal
    most: Decimal | None
    source: str


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def version() -> str:
    """The tables by what stands in them: another figure anywhere is another version."""
    digest = sha256()
    for name in NAMES:
        digest.update((DATA / f"{name}.csv").read_bytes())
    return digest.hexdigest()[:12]


def in_force(row: dict[str, str], on: date) -> bool:
    ends = row["effective_to"]
    return date.fromisoformat(row["effective_from"]) <= on and (not ends or on <= date.fromisoformat(ends))


def _plain(name: str) -> str:
    return name.replace("（", "(").replace("）", ")").replace(" ", "").upper()


@cache
def _by_name(medium: str) -> dict[str, Pollutant]:
    found: dict[str, Pollutant] = {}
    for row in rows("pollutant_equivalents"):
        if row["medium"] == medium:
            one = _read(row, found)
            for name in _names(one):
                found.setdefault(name, one)
    for alias, name in ALIASES.items():
        if known := found.get(_plain(name)):
            found.setdefault(alias, known)
    return found


def _read(row: dict[str, str], known: dict[str, Pollutant]) -> Pollutant:
    # A hospital is charged by its beds or by its sewage: the second row of a name says so in its name.
    name = f"{row['pollutant']}按污水量" if _plain(row["pollutant"]) in known else row["pollutant"]
    is_first = row["table"] == "第一类水污染物"
    return Pollutant(row["medium"], name, Decimal(row["equivalent_value"]), row["unit"], is_first)


def _names(one: Pollutant) -> list[str]:
    whole = _plain(one.name)
    if one.medium == SMALL:
        return [whole]
    inside = [name for name in re.findall(r"\((.*?)\)", whole) if len(name) > 1 and not name.startswith("以")]
    return [whole, re.sub(r"\(.*?\)", "", whole), *inside]


def pollutant(medium: str, name: str) -> Pollutant | None:
    return _by_name(medium).get(_plain(name))


def pollutants(medium: str) -> list[Pollutant]:
    return list(dict.fromkeys(_by_name(medium).values()))


def rates(regime: str, medium: str, on: date) -> list[Rate]:
    """The national rates of a regime in force on a day."""
    return [
        Rate(
            row["regime"], row["item"], Decimal(row["rate_min"]), Decimal(row["rate_max"]) if row["rate_max"] else None,
            row["source"],
        )
        for row in rows("discharge_fee_rates")
        if row["regime"] == regime and row["medium"] == medium and in_force(row, on)
    ]  # fmt: skip


def provincial(province: str, medium: str, name: str, on: date) -> dict[str, str] | None:
    """What a province set for a pollutant, or for all of the medium (`item` is empty)."""
    regime = "tax" if on >= TAX_SINCE else "fee"
    found = [
        row for row in rows("provincial_rates")
        if (row["regime"], row["province"], row["medium"]) == (regime, province, medium) and in_force(row, on)
    ]  # fmt: skip
    return next((row for row in found if row["item"] == name), next((row for row in found if not row["item"]), None))


def provinces() -> list[str]:
    return list(dict.fromkeys(row["province"] for row in rows("provincial_rates")))


def text_of(regime: str, rule: str) -> str:
    """A rule as its table words it, with its source."""
    row = next(row for row in rows("discharge_fee_rules") if (row["regime"], row["rule"]) == (regime, rule))
    return f"{row['text']}（{row['source']}）"
