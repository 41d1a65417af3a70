"""The last day to pay on the notice board, once something else than the fifteen days holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from enforcement.orders import actions
from tests.builders import moment
from tests.orders import builders as build
from tests.orders.test_changed import changed, contested, fresh
from tests.orders.test_collecting import board_says

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> build.Force:
    return build.force()


def test_the_board_names_the_new_term_of_a_changed_decision_and_keeps_the_old_one_where_none_was_set(of):
    penalty = changed(of, contested(of, build.decided(of)), 100_000)
    assert board_says(penalty)["履行期限"] == "收到决定书之日起十五日内"

    actions.record_remedy(
        penalty.pk, kind="lawsuit", since=date(2026, 10, 26), by=of.inspector, at=moment("2026-10-26")
    )
    penalty = changed(of, penalty, 80_000, "2026-12-01", paper="（2026）云0102行初9号", pay_by=date(2026, 12, 31))
    assert board_says(penalty)["履行期限"] == "2026年12月31日以前（（2026）云0102行初9号另定）"


def test_the_board_names_the_last_day_of_instalments_once_the_decision_is_published_anew(of):
    penalty = build.decided(of)
    actions.ask_time(penalty.pk, reason="困难", by=of.applicant, at=moment("2026-09-20"))
    parts = [(date(2026, 10, 30), Decimal(90_000)), (date(2026, 11, 30), Decimal(100_000))]
    actions.allow_time(penalty.pk, agreed=True, why="属实", parts=parts, by=of.leader, at=moment("2026-09-21"))

    penalty = changed(of, contested(of, fresh(penalty), "2026-10-12"), 120_000)

    assert board_says(penalty)["履行期限"] == "经批准暂缓或者分期缴纳，到2026年11月30日为止"
