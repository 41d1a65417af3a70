"""Invented measurements of the demo: the same from the same seed, with the gaps real networks have."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from math import cos, pi
from typing import TYPE_CHECKING

from django.utils import timezone

from disclosure.quality.enums import AIR, AIR_HOURLY, Averaging, Flag, Medium, Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from disclosure.quality.models import Station

# Station, parameter, averaging, day, hour, value, flag, reason.
Row = tuple[int, str, str, date, int, Decimal | None, str, str]
HOURS = 72
# Middle of the year and how much winter adds to it.
AIR_USUAL: dict[str, tuple[float, float]] = {
    Parameter.PM25: (23, 13), Parameter.PM10: (44, 18), Parameter.O3_8H: (90, -42), Parameter.O3: (76, -36),
    Parameter.NO2: (19, 8), Parameter.SO2: (7, 2), Parameter.CO: (0.6, 0.2),
}  # fmt: skip
# Usual value in water, how much it varies; what is below detection stands with its limit.
WATER_USUAL: dict[str, tuple[float, float]] = {
    Parameter.PH: (7.6, 0.3), Parameter.DO: (8.1, 1.1), Parameter.CODMN: (2.9, 0.8), Parameter.COD: (12, 3),
    Parameter.BOD5: (2.1, 0.5), Parameter.NH3N: (0.32, 0.15), Parameter.TP: (0.07, 0.025), Parameter.TN: (1.2, 0.3),
    Parameter.F: (0.31, 0.08),
}  # fmt: skip
LAKE_USUAL: dict[str, tuple[float, float]] = {
    Parameter.TP: (0.018, 0.005), Parameter.TN: (0.42, 0.08), Parameter.CHLA: (5.2, 1.8), Parameter.SD: (2.1, 0.4),
}  # fmt: skip
DRAWN: dict[str, tuple[float, float]] = {Parameter.VOLUME: (210.0, 14.0)}
NOT_FOUND: dict[str, str] = {
    Parameter.CU: "0.001", Parameter.ZN: "0.05", Parameter.SE: "0.0004", Parameter.AS: "0.0003",
    Parameter.HG: "0.00004", Parameter.CD: "0.0005", Parameter.CR6: "0.004", Parameter.PB: "0.0025",
    Parameter.CN: "0.004", Parameter.PHENOL: "0.0003", Parameter.OIL: "0.01", Parameter.LAS: "0.05",
    Parameter.SULFIDE: "0.01",
}  # fmt: skip
NOISE_USUAL = {"1": (52, 42), "2": (57, 47), "3": (61, 52), "4a": (67, 54)}
BROKEN, TOO_FEW, CALIBRATED = "仪器故障", "有效小时数不足 20 小时", "仪器校准"
COARSE = {Parameter.CO: 1}


def air(station: Station, quirk: str, at: datetime, chance: Random) -> Iterator[Row]:
    """A day a row and pollutant to yesterday, an hour for the last three days."""
    today = timezone.localdate(at)
    first = station.active_from or today
    heavy, dusty = 1.0, 1.25 if quirk == "dusty" else 1.0
    failing = today - timedelta(days=chance.randrange(36, 52)) if quirk == "dusty" else today
    for n in range((today - first).days):
        on = first + timedelta(days=n)
        heavy = 0.7 * heavy + 0.3 * chance.lognormvariate(0.05, 0.85)
        yield from _air_day(station.pk, on, heavy, dusty, failing, chance)
    yield from _air_hours(station.pk, at, dusty, chance)


def _air_day(
    station: int, on: date, heavy: float, dusty: float, failing: date, chance: Random
) -> Iterator[Row]:  # fmt: skip
    is_broken = failing <= on < failing + timedelta(days=5)
    is_short = chance.random() < 0.015
    for name in AIR:
        usual, winter = AIR_USUAL[name]
        # Ozone follows the sun more than the wind.
        weight = heavy**0.4 if name == Parameter.O3_8H else heavy
        value = _level(usual + winter * _cold(on), weight, dusty if name == Parameter.PM10 else 1, chance)
        if is_broken and name in {Parameter.PM25, Parameter.PM10}:
            yield station, name, Averaging.DAY, on, 0, None, Flag.NOT_MEASURED, BROKEN
        elif is_short and name == Parameter.PM25:
            yield station, name, Averaging.DAY, on, 0, _exact(value, name), Flag.INVALID, TOO_FEW
        else:
            yield station, name, Averaging.DAY, on, 0, _exact(value, name), Flag.VALID, ""


def _air_hours(station: int, at: datetime, dusty: float, chance: Random) -> Iterator[Row]:
    now, heavy = timezone.localtime(at).replace(minute=0, second=0, microsecond=0), 1.0
    for n in range(HOURS, -1, -1):
        moment = now - timedelta(hours=n)
        heavy = 0.8 * heavy + 0.2 * chance.lognormvariate(0, 0.35)
        is_calibrated = moment.hour == 21 and moment.date() == now.date() - timedelta(days=1)
        for name in AIR_HOURLY:
            usual, winter = AIR_USUAL[name]
            sun = 0.75 + 0.6 * max(0.0, cos((moment.hour - 15) / 12 * pi)) if name == Parameter.O3 else 1
            value = _level((usual + winter * _cold(moment.date())) * sun, heavy, dusty, chance)
            kept = (None, Flag.NOT_MEASURED, CALIBRATED) if is_calibrated else (_exact(value, name), Flag.VALID, "")
            yield station, name, Averaging.HOUR, moment.date(), moment.hour, *kept


def _level(usual: float, heavy: float, dusty: float, chance: Random) -> float:
    return max(0.1, usual * heavy * dusty * chance.uniform(0.85, 1.15))


def _cold(on: date) -> float:
    """1 in the middle of January, -1 in the middle of July."""
    return cos((on.timetuple().tm_yday - 15) / 365 * 2 * pi)


def water(station: Station, quirk: str, at: datetime, chance: Random) -> Iterator[Row]:
    """A month a row and item, from last month back."""
    usually: dict[str, tuple[float, float]] = WATER_USUAL | (LAKE_USUAL if station.is_lake else {})
    usually |= DRAWN if station.medium == Medium.DRINKING else {}
    for n, on in enumerate(reversed(_months(station, at))):
        is_dry = quirk == "dry" and n % 11 == 0
        if quirk == "missing" and n == 7:
            continue
        for name, (usual, spread) in usually.items():
            value = max(usual / 4, chance.gauss(usual, spread)) * _strange(quirk, name, n)
            if is_dry:
                yield station.pk, name, Averaging.MONTH, on, 0, None, Flag.NOT_MEASURED, "断流"
            else:
                yield station.pk, name, Averaging.MONTH, on, 0, _fine(value), Flag.VALID, ""
        for name, limit in NOT_FOUND.items() if not is_dry else ():
            yield station.pk, name, Averaging.MONTH, on, 0, Decimal(limit), Flag.BELOW, ""


def _strange(quirk: str, name: str, n: int) -> float:
    """What some waters have too much of, now and then."""
    if quirk == "ammonia" and name == Parameter.NH3N and n % 5 == 0:
        return 4.2
    return 4.5 if quirk == "algae" and name == Parameter.TP and n % 12 == 3 else 1


def noise(station: Station, quirk: str, at: datetime, chance: Random) -> Iterator[Row]:
    """Once a quarter, by day and by night."""
    today = timezone.localdate(at)
    for n in range(8):
        on = today - timedelta(days=20 + 91 * n)
        if station.road_length and n % 4:
            continue  # a road once a year
        for name, usual in zip((Parameter.LD, Parameter.LN), NOISE_USUAL[station.zone], strict=True):
            value = chance.gauss(usual, 1.4) + (2.5 if quirk == "loud" and name == Parameter.LN else 0)
            yield station.pk, name, Averaging.DAY, on, 0, Decimal(f"{value:.1f}"), Flag.VALID, ""


def months_before(today: date, count: int) -> list[date]:
    """The first days of so many months before this one, oldest first."""
    found, on = [], today.replace(day=1)
    for _n in range(count):
        on = (on - timedelta(days=1)).replace(day=1)
        found.append(on)
    return found[::-1]


def _months(station: Station, at: datetime) -> list[date]:
    return [on for on in months_before(timezone.localdate(at), 25) if station.active_from and on >= station.active_from]


def _exact(value: float, name: str) -> Decimal:
    return Decimal(f"{value:.{COARSE.get(Parameter(name), 0)}f}")


def _fine(value: float) -> Decimal:
    return Decimal(f"{value:.3g}")
