"""The demo of environmental quality: invented stations with two years behind them, and what real bureaus printed."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from disclosure.quality.actions import bulletins, invented
from disclosure.quality.actions.steps import Asked, read_file
from disclosure.quality.enums import Medium, Span, WaterKind
from disclosure.quality.models import PeriodResult, Reading, Station
from disclosure.quality.queries.editions import turn_edition
from disclosure.quality.rules.periods import month
from envportal import rows
from envportal.accounts.models import Bureau

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from envportal.accounts.models import User

DATA = Path(__file__).parent.parent / "data"
NAMES = ("station_id", "parameter", "averaging", "on", "hour", "value", "flag", "reason")
MADE = {
    Medium.AIR: invented.air, Medium.WATER: invented.water, Medium.DRINKING: invented.water,
    Medium.NOISE: invented.noise,
}  # fmt: skip
REAL = (Medium.AIR, Medium.WATER, Medium.DRINKING)
REAL_SOURCE = "公开发布的月报、清单摘录（见 disclosure/quality/data/real）"
MONTHS_OF_BULLETINS = 2
OF_A_YEAR = (Medium.WATER, Medium.DRINKING, Medium.NOISE)


def load_demo(*, at: datetime, seed: int, composer: User, publisher: User) -> int:
    """Stations, readings, bulletins and the real rows; how many readings were written."""
    chance = Random(f"{seed} quality")  # noqa: S311  a story, not a secret
    made: list[tuple[object, ...]] = []
    for station, row in _stations(at):
        if station.water_kind == WaterKind.GROUND:
            _reports(station, at)
        else:
            made += MADE[Medium(station.medium)](station, row["quirk"], at, chance)
    rows.insert(Reading, NAMES, made)
    load_real(at=at)
    _bulletins(at, composer, publisher)
    turn_edition(at)
    return len(made)


def load_real(*, at: datetime) -> None:
    """What real bureaus printed, with its source; a second time nothing is added."""
    for medium in REAL:
        asked = Asked(medium, is_history=True, source=REAL_SOURCE)
        read_file(DATA / "real" / f"{medium}.csv", asked, at=at, say=lambda _outcomes: None)


def _stations(at: datetime) -> Iterator[tuple[Station, dict[str, str]]]:
    bureaus = {one.code: one for one in Bureau.objects.all()}
    today = timezone.localdate(at)
    with (DATA / "demo_stations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            told: dict[str, Any] = {name: text or None for name, text in row.items()}
            kept = ("code", "name", "name_en", "medium", "level", "place", "river", "water_kind", "zone", "handover")
            station = Station.objects.create(
                bureau=bureaus[row["bureau"]], **{name: row[name] for name in kept},
                target=int(row["target"]) if row["target"] else None,
                road_length=int(row["road_length"]) if row["road_length"] else None,
                latitude=told["latitude"], longitude=told["longitude"],
                active_from=today - timedelta(days=int(row["days"])),
            )  # fmt: skip
            yield station, row


def _reports(station: Station, at: datetime) -> None:
    """Ground water is not computed here: what its report states."""
    for on in invented.months_before(timezone.localdate(at), 24):
        whole = month(on.year, on.month)
        PeriodResult.objects.create(
            station=station, first=whole.first, last=whole.last, printed_period=f"{on.year}年{on.month}月",
            is_compliant=on.month != 5, source="云溪市环境监测站监测报告（演示数据）",
            figures=[["exceedance", "铁超标 0.3 倍"]] if on.month == 5 else [],
            import_key=f"demo-{station.code}-{on:%Y-%m}",
        )  # fmt: skip


def _bulletins(at: datetime, composer: User, publisher: User) -> None:
    """Two months behind and the year before are published; the last month of drinking water waits for somebody."""
    told = [
        (medium, on, Span.MONTH) for on in invented.months_before(timezone.localdate(at), MONTHS_OF_BULLETINS)
        for medium in (Medium.AIR, Medium.WATER)
    ]  # fmt: skip
    year = timezone.localdate(at).replace(month=1, day=1) - timedelta(days=1)
    for medium, on, span in [*told, *((medium, year, Span.YEAR) for medium in OF_A_YEAR)]:
        made = bulletins.compose(medium=medium, on=on, span=span, by=composer, at=at)
        bulletins.publish(made.pk, by=publisher, at=at)
    last = invented.months_before(timezone.localdate(at), 1)[0]
    bulletins.compose(medium=Medium.DRINKING, on=last, span=Span.MONTH, by=composer, at=at)
