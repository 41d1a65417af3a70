"""The law, and one bureau's pledge."""

from __future__ import annotations

import pytest

from envportal.cases.models import Case
from envportal.deadlines import actions
from tests.deadlines import rows


@pytest.fixture
def law(db) -> None:
    actions.load_rules()
    rows.pledge()


@pytest.fixture
def case(law) -> Case:
    """Received 2026-09-14, accepted 09-17, nothing paused."""
    return rows.both()


@pytest.fixture
def picture(case: Case) -> Case:
    """The case of the picture: reviewed 09-24 to 09-30, its notice open 10-13 to 10-19."""
    rows.review(case)
    rows.notice(case)
    return case
