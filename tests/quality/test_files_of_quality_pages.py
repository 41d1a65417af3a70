"""What a page shows, taken away as a file."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.quality import places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_the_files_say_what_the_page_says(client: Client):
    places.months_of_air()

    rows = list(csv.DictReader(StringIO(client.get("/quality/air.csv?m=2026-10").content.decode("utf-8-sig"))))
    sheet = load_workbook(BytesIO(client.get("/quality/air.xlsx?m=2026-10").content)).active
    told = json.loads(client.get("/quality/air.json?m=2026-10").content)
    feed = ET.fromstring(client.get("/quality/air.atom?m=2026-10").content)

    assert [(row["站点"], row["有效天数"], row["优良率（%）"]) for row in rows] == [
        ("全市", "31", "96.8"), ("市政广场", "31", "96.8"),
    ]  # fmt: skip
    assert sheet is not None
    assert sheet.max_row == 3
    assert (told["percent"], told["stations"][0]["code"]) == ("96.8", "square")
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 2


def test_the_entries_of_a_station_as_a_file(client: Client):
    places.read(places.section(), "2026-10-01", "month", NH3__N="0.5", DO="8")

    told = json.loads(client.get("/quality/stations/bridge.json").content)

    assert told["items"][0]["values"]["NH3-N"] == {"value": "0.5", "flag": "valid", "reason": ""}
    assert told["items"][0]["class"] == 2
