"""Every button of a hearing clicked twice does its work once."""

from __future__ import annotations

from datetime import date, time

import pytest

from approvals.applications import actions
from approvals.applications.models import HearingRequest
from tests import world
from tests.applications.test_twice import twice
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db


def test_every_button_of_a_hearing_pressed_twice_acts_once() -> None:
    yunxi = world.world()
    pk, chair = world.proposed(yunxi).pk, world.chair(yunxi)
    paper, signed = corpus.upload(corpus.pdf(1), "申请书.pdf"), corpus.upload(corpus.pdf(2), "笔录.pdf")

    twice("ask", lambda key: actions.ask_hearing(pk, reason="严", by=yunxi.applicant, at=moment("2026-10-13"), key=key))
    twice(
        "record",
        lambda key: actions.record_hearing_request(
            pk, asker="interested", name="方某", contact="青石村", reason="噪声", asked_on=date(2026, 10, 13),
            file=paper, by=yunxi.clerk, at=moment("2026-10-13", "11:00"), key=key,
        ),
    )  # fmt: skip
    request = HearingRequest.objects.get(asker="interested")
    twice(
        "take back",
        lambda key: actions.record_hearing_withdrawal(
            pk, request=request, reason="撤回", by=yunxi.clerk, at=moment("2026-10-13", "12:00"), key=key
        ),
    )
    twice(
        "confirm",
        lambda key: actions.confirm_hearing(pk, planned_days=30, by=yunxi.head, at=moment("2026-10-14"), key=key),
    )
    twice(
        "arrange",
        lambda key: actions.arrange_hearing(
            pk, held_on=date(2026, 11, 5), held_at=time(9, 30), place="会议室", chair=chair, by=yunxi.officer,
            at=moment("2026-10-15"), key=key,
        ),
    )  # fmt: skip
    twice(
        "transcript",
        lambda key: actions.file_transcript(
            pk, signed_on=date(2026, 11, 5), summary="意见", file=signed, by=yunxi.officer, at=moment("2026-11-05"),
            key=key,
        ),
    )  # fmt: skip
    twice(
        "keep", lambda key: actions.confirm_opinion(pk, text="维持", by=yunxi.officer, at=moment("2026-11-06"), key=key)
    )


def test_taking_a_hearing_back_pressed_twice_acts_once() -> None:
    yunxi = world.world()
    pk = world.heard(yunxi, world.proposed(yunxi)).pk

    twice(
        "withdraw",
        lambda key: actions.withdraw_hearing(pk, reason="沟通", by=yunxi.applicant, at=moment("2026-10-15"), key=key),
    )
