"""A month or a year in plain data: what pages show, files hold, and a bulletin freezes when it is composed.

Codes and figures, no sentences but those that stand in the readings: a page says them in the language of its reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.quality.enums import Medium
from disclosure.quality.queries import stations as register
from disclosure.quality.rules.summaries import of_air, of_noise, of_waters

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from disclosure.quality.models import Station
    from disclosure.quality.rules.summaries.figures import Facts
    from envportal.accounts.models import Bureau


def of(medium: str, bureau: Bureau, first: date, last: date, span: str) -> Facts:
    """Everything a bulletin of a period says."""
    stations = list(register.running(register.own(medium, bureau), last))
    head = {"medium": medium, "span": str(span), "first": first.isoformat(), "last": last.isoformat()}
    return {**head, "stations": [], **OF[medium](stations, first, last, span)}


def has_content(facts: Facts) -> bool:
    """Whether anything was measured at all."""
    return bool(facts["measured"])


OF: dict[str, Callable[[list[Station], date, date, str], Facts]] = {
    Medium.AIR: of_air.days, Medium.WATER: of_waters.sections, Medium.DRINKING: of_waters.sources,
    Medium.NOISE: of_noise.points,
}  # fmt: skip
