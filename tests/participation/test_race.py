"""A double click makes one submission."""

from __future__ import annotations

from functools import partial

import pytest
import time_machine
from django.test import Client

from disclosure.board.models import Attempt
from disclosure.participation.models import Submission
from tests import world
from tests.deadlines.test_race import at_once
from tests.participation import rows

TODAY = "2026-10-14 10:00+08:00"


def click(page: str, told: dict[str, str]) -> str:
    return " ".join(rows.receipt(Client().post(page, told).content.decode()))


@pytest.mark.django_db(transaction=True)
def test_four_clicks_at_once_make_one_submission_and_show_one_receipt():
    yunxi = world.world()
    notice = rows.notice_of(world.proposed(yunxi)).public_id
    with time_machine.travel(TODAY, tick=False):
        for page, more in ((f"/board/{notice}/comment/", {}), ("/opinions/new/", {"subject": "question"})):
            told = {**rows.asked(Client().get(page).content.decode()), "text": rows.TEXT, **more}
            told["bureau"] = str(yunxi.bureau.pk)

            receipts = at_once(partial(click, page, told), workers=4)

            assert len(set(receipts)) == 1

    assert sorted(Submission.objects.values_list("kind", flat=True)) == ["comment", "message"]
    assert Attempt.objects.count() == 2
