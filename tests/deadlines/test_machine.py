"""Whatever happens to clocks, in whatever order: stored answers are proven, no card is early, missed or double.

Longer with `MACHINE_RUNS=2000 MACHINE_STEPS=60 python -m pytest tests/deadlines/test_machine.py`.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.deadlines.machine import Clocks

RUNS, STEPS = int(os.environ.get("MACHINE_RUNS", "6")), int(os.environ.get("MACHINE_STEPS", "20"))


@pytest.mark.timeout(0 if "MACHINE_RUNS" in os.environ else 300)
def test_whatever_happens_to_clocks_nothing_is_lost_early_or_double(law):
    run_state_machine_as_test(
        Clocks,
        settings=settings(
            max_examples=RUNS, stateful_step_count=STEPS, deadline=None, derandomize="MACHINE_RUNS" not in os.environ,
            suppress_health_check=list(HealthCheck), database=None, phases=[Phase.generate, Phase.shrink],
        ),
    )  # fmt: skip
