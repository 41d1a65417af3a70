"""Stations and readings for tests: plain functions, real rows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from disclosure.quality.enums import AIR, AIR_HOURLY, Averaging, Flag, Medium
from disclosure.quality.models import Reading, Station
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A clean day: index 50 and less of everything, by either edition of HJ 633.
CLEAN = {"PM2.5": "20", "PM10": "40", "O3_8h": "80", "NO2": "20", "SO2": "8", "CO": "0.6"}


def air(code: str = "square", name: str = "市政广场", **fields: Any) -> Station:
    return Station.objects.create(bureau=builders.bureau(), code=code, name=name, medium=Medium.AIR, **fields)


def section(code: str = "bridge", name: str = "南坪桥", target: int | None = 3, **fields: Any) -> Station:
    told = {"river": "云溪河", "water_kind": "river", "medium": Medium.WATER, **fields}
    return Station.objects.create(bureau=builders.bureau(), code=code, name=name, target=target, **told)


def point(code: str = "road", zone: str = "4a") -> Station:
    return Station.objects.create(
        bureau=builders.bureau(), code=code, name="环城南路", medium=Medium.NOISE, zone=zone
    )  # fmt: skip


def read(station: Station, on: str, averaging: str = Averaging.DAY, hour: int = 0, **values: str) -> None:
    """Readings by parameter; a name with __ for what a keyword cannot hold: PM2__5, NH3__N."""
    for name, value in values.items():
        Reading.objects.create(
            station=station, parameter=name.replace("NH3__N", "NH3-N").replace("__", "."), averaging=averaging,
            on=date.fromisoformat(on), hour=hour, value=Decimal(value),
        )  # fmt: skip


def a_day(station: Station, on: date, **other: str) -> None:
    told = {**CLEAN, **{name.replace("__", "."): value for name, value in other.items()}}
    Reading.objects.bulk_create(
        Reading(station=station, parameter=name, averaging=Averaging.DAY, on=on, value=Decimal(told[name]))
        for name in AIR
    )


def not_measured(station: Station, on: str, parameter: str, reason: str, averaging: str = Averaging.DAY) -> None:
    Reading.objects.create(
        station=station, parameter=parameter, averaging=averaging, on=date.fromisoformat(on), value=None,
        flag=Flag.NOT_MEASURED, reason=reason,
    )  # fmt: skip


def csv_file(*rows: Sequence[str], name: str = "air.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, as_csv(rows).encode(), content_type="text/csv")


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)


def xlsx_file(*rows: Sequence[object], name: str = "air.xlsx") -> SimpleUploadedFile:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def days(first: str, count: int) -> Iterator[date]:
    for n in range(count):
        yield date.fromisoformat(first) + timedelta(days=n)


def months_of_air() -> None:
    """October 2026: 30 good days, one above 100; October 2025: 31 good ones."""
    station = air()
    for on in days("2026-10-01", 31):
        a_day(station, on, **({"PM2__5": "90"} if on.day == 5 else {}))
    for on in days("2025-10-01", 31):
        a_day(station, on)


def hours_of_air() -> None:
    station = air()
    values = {"PM2.5": "41", "PM10": "58", "O3": "38", "NO2": "24", "SO2": "7", "CO": "0.6"}
    Reading.objects.bulk_create(
        Reading(station=station, parameter=name, averaging=Averaging.HOUR, on=date(2026, 11, 20), hour=hour,
                value=values[name])
        for hour in (5, 6, 8) for name in AIR_HOURLY
    )  # fmt: skip
