"""The public balance as files: of a day that exists, or a sentence."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import world
from tests.quotas.rows import controlled, granted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["json", "csv"])
@pytest.mark.parametrize("asked", ["on=9999-99-99", "on=x", "year=x", "pollutant=gold"])
def test_a_filter_that_makes_no_sense_is_told_so_and_answers_no_other_question(kind: str, asked: str) -> None:
    yunxi = world.world()
    controlled(yunxi)
    granted(yunxi, 12)

    answer = Client().get(f"/quotas/balance.{kind}?{asked}")

    assert (answer.status_code, list(answer.json())) == (400, ["error"])
    assert answer.json()["error"]


@pytest.mark.parametrize("asked", ["", "on=2026-03-31", "on=", "year=2026&pollutant=cod"])
def test_one_that_does_is_answered(asked: str) -> None:
    yunxi = world.world()
    controlled(yunxi)
    granted(yunxi, 12)

    assert Client().get(f"/quotas/balance.json?{asked}").json()["count"] == 1
