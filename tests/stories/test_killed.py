"""Killed in mid-story and started again, the portal has lost nothing and done nothing twice."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tools.common import ROOT

pytestmark = [pytest.mark.engine("postgresql"), pytest.mark.nginx, pytest.mark.timeout(900)]


def test_gunicorn_worker_beat_redis_and_postgresql_are_killed_and_each_step_is_done_once() -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "envportal.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.stories.killed", "--rounds", "1"], cwd=ROOT, env=environment, check=False,
        capture_output=True, text=True, timeout=840,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Round 1: nothing lost" in done.stdout
