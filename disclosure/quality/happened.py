"""The columns of the catalogue that this room fills: what was measured of the air and of noise, and the bulletins."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from disclosure.board import board
from disclosure.quality.enums import Medium, Span
from disclosure.quality.queries import bulletins, stations

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import Bureau


def measured(medium: str, bureau: Bureau) -> date | None:
    return stations.last_day(medium, bureau)


def told(medium: str, bureau: Bureau) -> date | None:
    return bulletins.last_day(bureau, medium=medium)


def told_of_a_year(bureau: Bureau) -> date | None:
    return bulletins.last_day(bureau, span=Span.YEAR)


board.keep("quality_air", partial(measured, Medium.AIR), "/quality/air/")
board.keep("quality_water", partial(told, Medium.WATER), "/quality/water/")
board.keep("quality_drinking", partial(told, Medium.DRINKING), "/quality/drinking/")
board.keep("quality_noise", partial(measured, Medium.NOISE), "/quality/noise/")
board.keep("quality_year", told_of_a_year, "/quality/bulletins/")
