"""The kinds of campaigns, as data/kinds.csv has them: read once, changed by a commit."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from enforcement.campaigns.states import Indicator

TABLE = Path(__file__).parent.parent / "data" / "kinds.csv"
# What is counted in amounts of each target, so that each has to say how much there is to begin with.
BY_AMOUNT = frozenset({Indicator.RATE, Indicator.AREA, Indicator.NUMBER})


@dataclass(frozen=True)
class Kind:
    """What a target of it is, in which unit it is measured, what is counted, and what usually proves it."""

    code: str
    name: str
    name_en: str
    target: str
    target_en: str
    unit: str
    unit_en: str
    indicator: Indicator
    amount: str
    proof: str
    proof_en: str
    basis: str
    verified_on: str

    @property
    def is_by_amount(self) -> bool:
        return self.indicator in BY_AMOUNT

    @property
    def label(self) -> str:
        return self._said("name")

    @property
    def of_target(self) -> str:
        return self._said("target")

    @property
    def measured_in(self) -> str:
        return self._said("unit")

    @property
    def proved_by(self) -> str:
        return self._said("proof")

    def _said(self, name: str) -> str:
        english = getattr(self, f"{name}_en") if get_language() == "en" else ""
        return str(english or getattr(self, name))


@cache
def kinds() -> dict[str, Kind]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [Kind(indicator=Indicator(row.pop("indicator")), **row) for row in csv.DictReader(file)]
    return {one.code: one for one in rows}


def kind_of(code: str) -> Kind:
    return kinds()[code]


def choices() -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in kinds().values()]
