"""How often applications are complete the first time, and why not: counted from the log, hidden where few."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from disclosure.performance.models import PledgeRecord
from disclosure.performance.queries import working
from disclosure.performance.queries.returns import came_back, returns
from envportal.cases.models import Case
from tests import world
from tests.builders import moment

pytestmark = pytest.mark.django_db
ENDED = date(2026, 10, 20)


def ended(of: world.World, n: int, *reasons: str, variant: str = "table", on: date = ENDED) -> None:
    """So many cases that ended, sent back once for these reasons; never, where there are none."""
    for _one in range(n):
        case = Case.objects.create(kind=f"eia_{variant}", title="x", bureau=of.bureau, created_at=moment("2026-09-01"))
        told: dict[str, Any] = {"corrections": bool(reasons), "reasons": " ".join(reasons)}
        PledgeRecord.objects.create(
            case=case, bureau=of.bureau, variant=variant, received_on=on - timedelta(days=20), ended_on=on,
            promised_on=on, kept=True, net=10, elapsed_days=0, **told,
        )  # fmt: skip


def test_four_cases_tell_nothing_and_five_do() -> None:
    yunxi = world.world()
    ended(yunxi, 4)
    assert returns(PledgeRecord.objects.all()) is None

    ended(yunxi, 1, "public")

    found = returns(PledgeRecord.objects.all())
    assert found is not None
    assert (found.ended, found.first_time, found.came_back, found.percent) == (5, 4, 1, 80)
    assert found.reasons == []  # one case is no figure


def test_reasons_are_ranked_and_a_case_counts_once_for_each() -> None:
    yunxi = world.world()
    ended(yunxi, 6, "attached", "public")
    ended(yunxi, 5, "public")
    ended(yunxi, 4, "signed")

    found = returns(PledgeRecord.objects.all())

    assert found is not None
    assert [(one.point, one.n) for one in found.reasons] == [("public", 11), ("attached", 6)]


def test_registrations_which_nobody_sends_back_are_left_out() -> None:
    yunxi = world.world()
    ended(yunxi, 9, variant="registration")

    assert returns(PledgeRecord.objects.all()) is None


def test_a_bureau_is_told_by_its_own_record_of_that_kind_and_time() -> None:
    yunxi, dongling = world.world(), world.world(code="dongling")
    ended(yunxi, 5, "public")
    ended(yunxi, 5, variant="report")
    ended(yunxi, 5, on=date(2026, 3, 1))
    ended(dongling, 5)

    found = came_back(yunxi.bureau, "table", date(2026, 4, 21))

    assert found is not None
    assert (found.ended, found.first_time) == (5, 0)


def test_a_record_counts_the_letters_of_its_log() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    world.ask_correction(application.pk, items=[world.ITEM], by=yunxi.clerk, at=moment("2026-09-15"))
    world.supplement(application.pk, by=yunxi.applicant, at=moment("2026-09-16"))
    again: Any = {**world.ITEM, "origin": "uncured"}
    world.ask_correction(application.pk, items=[again], by=yunxi.clerk, at=moment("2026-09-17"))

    assert working._sent_back(application.case) == (2, "attached")


def test_the_public_reads_it_and_so_does_who_is_about_to_file(client: Any) -> None:
    yunxi = world.world()
    ended(yunxi, 6, "attached")
    ended(yunxi, 4)
    with time_machine.travel(moment("2026-11-02"), tick=False):
        record = client.get("/performance/?t=all").content.decode()
        today = client.get("/if-today/?bureau=yunxi&kind=table").content.decode()

    for page in (record, today):
        assert "10 件里 4 件一次齐全（40%）" in page
        assert "附件和支持性文件：6 件" in page
