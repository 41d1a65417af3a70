"""The tables themselves: what no row can say, whoever writes it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from disclosure.quality.enums import Flag, Medium
from disclosure.quality.models import Bulletin, PeriodResult, Reading, Station
from envportal.accounts.models import User
from tests import builders
from tests.builders import moment
from tests.quality import places

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "told",
    [
        {"bureau": None, "publisher_name": ""},
        {"publisher_name": "别的局"},
        {"target": 3},
        {"water_kind": "lake"},
        {"zone": "2"},
        {"medium": "soil"},
        {"active_from": date(2026, 2, 1), "active_to": date(2026, 1, 31)},
        {"latitude": Decimal(91), "longitude": Decimal(0)},
        {"latitude": Decimal(31)},
    ],
)
def test_a_station_of_the_air_is_nothing_else(told: dict[str, Any]):
    with pytest.raises(IntegrityError):
        Station.objects.create(**{"bureau": builders.bureau(), "code": "a", "name": "a", "medium": Medium.AIR, **told})


@pytest.mark.parametrize("target", [0, 6])
def test_a_target_is_a_class_of_the_standard(target: int):
    with pytest.raises(IntegrityError):
        places.section(target=target)


def test_a_bureau_names_a_station_once():
    places.air("one")

    with pytest.raises(IntegrityError):
        places.air("two")


@pytest.mark.parametrize(
    "told",
    [
        {"value": None},
        {"value": Decimal(-1)},
        {"flag": Flag.NOT_MEASURED, "reason": "维护"},
        {"flag": Flag.INVALID, "reason": ""},
        {"value": None, "flag": Flag.NOT_MEASURED, "reason": ""},
        {"hour": 8},
        {"averaging": "hour", "hour": 24},
        {"parameter": "XYZ"},
        {"averaging": "week"},
    ],
)
def test_a_reading_that_makes_no_sense_is_no_row(told: dict[str, Any]):
    row = {"parameter": "SO2", "averaging": "day", "on": date(2026, 1, 1), "value": Decimal(1), **told}

    with pytest.raises(IntegrityError):
        Reading.objects.create(station=places.air(), **row)


def test_a_reading_stands_once():
    station = places.air()
    places.read(station, "2026-01-01", SO2="7")

    with pytest.raises(IntegrityError):
        places.read(station, "2026-01-01", SO2="8")


@pytest.mark.parametrize(
    "told",
    [
        {"source": ""},
        {"first": date(2020, 7, 1)},
        {"first": date(2020, 7, 31), "last": date(2020, 7, 1)},
        {"water_class": 7},
    ],
)
def test_history_has_its_source_and_a_whole_period(told: dict[str, Any]):
    row = {"printed_period": "2020年7月", "source": "w2081", "import_key": "x", **told}

    with pytest.raises(IntegrityError):
        PeriodResult.objects.create(station=places.section(), **row)


def test_nobody_publishes_the_bulletin_they_composed(editor: User):
    with pytest.raises(IntegrityError):
        a_bulletin(editor, state="published", published_by=editor, published_at=moment("2026-11-02"))


@pytest.mark.parametrize(
    "told",
    [
        {"state": "published"},
        {"published_at": moment("2026-11-02")},
        {"version": 2},
        {"correction_reason": "写错"},
        {"first": date(2026, 11, 1)},
    ],
)
def test_a_bulletin_has_publisher_version_and_period(editor: User, told: dict[str, Any]):
    with pytest.raises(IntegrityError):
        a_bulletin(editor, **told)


def a_bulletin(by: User, **told: Any) -> Bulletin:
    row = {
        "public_id": "yunxi-air-2026-10", "bureau": by.bureau, "medium": Medium.AIR, "span": "month",
        "first": date(2026, 10, 1), "last": date(2026, 10, 31), "facts": {}, "composed_by": by,
        "composed_at": moment("2026-11-01"), **told,
    }  # fmt: skip
    return Bulletin.objects.create(**row)
