"""A long list starts, and a long table of progress is taken, in a few statements whatever its length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enforcement.campaigns import actions
from enforcement.campaigns.models import Campaign
from envportal.audit import log
from envportal.duties.models import Duty
from envportal.messaging.models import Message
from tests.builders import moment
from tests.campaigns.conftest import OPENED, ROW, STARTED
from tests.campaigns.test_tables import NOW, bring, results

if TYPE_CHECKING:
    from tests.campaigns.conftest import World

pytestmark = pytest.mark.django_db


def listed(world: World, n: int, name: str) -> Campaign:
    """A list of so many boilers, every other one of an enterprise."""
    campaign = world.opened(name=name)
    for number in range(n):
        owner = {"enterprise": world.works} if number % 2 else {}
        actions.add(campaign.pk, by=world.officer, at=OPENED, **{**ROW, "name": f"{number} 号锅炉", **owner})
    return campaign


def counted(do: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        do()
    return len(asked)


def test_a_list_starts_in_as_many_statements_whatever_its_length(world: World) -> None:
    short, long = listed(world, 2, "短"), listed(world, 30, "长")

    few, many = (
        counted(lambda one=one: actions.start(one.pk, by=world.head, at=STARTED)) for one in (short, long)
    )  # fmt: skip

    assert many <= few
    assert Duty.objects.filter(case=long.case, state="open").count() == 30
    assert all(target.duty.key == f"target-{target.number}" for target in long.targets.select_related("duty"))
    assert Message.objects.filter(case=long.case, template="campaign_asks").count() == 15
    names = [event.name for event in log.history(long.case)]
    assert (names.count("duty_opened"), names[-1]) == (30, "campaign_started")
    assert log.verify() == []


def test_progress_is_taken_in_as_many_statements_whatever_its_length(world: World) -> None:
    campaign = actions.start(listed(world, 40, "长").pk, by=world.head, at=STARTED)

    def take(first: int, last: int) -> int:
        rows = "".join(f"{n},已完成,拆了\n" for n in range(first, last))
        with time_machine.travel(NOW, tick=False):
            run = bring(world, campaign, "序号,进度,情况\n" + rows, kind="progress-table", apply=False)
            actions.apply(run.pk, by=world.officer, at=NOW)
            asked = counted(lambda: actions.work(run.pk, at=NOW))
        assert {result for _number, result, _code in results(run)} == {"taken"}
        return asked

    few, many = take(1, 3), take(3, 33)

    assert many <= few
    done = campaign.targets.filter(state="reported", reported_by=world.officer, report_words="拆了")
    assert done.count() == 32
    duties = Duty.objects.filter(case=campaign.case, state="reported", reported_on=moment("2026-10-12").date())
    assert duties.count() == 32
    assert [event.name for event in log.history(campaign.case)].count("target_reported") == 32
