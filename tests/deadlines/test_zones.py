"""The same due days wherever the server believes it stands (China itself kept summer time from 1986 to 1991)."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tools.common import ROOT

ZONES = ("Asia/Shanghai", "America/New_York", "Pacific/Apia", "UTC")


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    """What each zone answers, from a process of its own that keeps it."""
    started = {
        zone: subprocess.Popen(
            [sys.executable, "-m", "tests.deadlines.zones"], cwd=ROOT, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "TZ": zone, "DATABASE_URL": ""},
        )
        for zone in ZONES
    }  # fmt: skip
    return {zone: process.communicate()[0] for zone, process in started.items()}


@pytest.mark.parametrize("zone", ZONES)
def test_due_days_are_the_same_whatever_zone_the_server_keeps(told, zone):
    assert len(told[zone].splitlines()) > 500
    assert told[zone] == told["Asia/Shanghai"]
