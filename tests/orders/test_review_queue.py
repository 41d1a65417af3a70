"""Penalties that wait for their legal review stand in the queue of the lawyers, beside the applications."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from enforcement.orders import actions
from enforcement.orders.models import Penalty
from enforcement.orders.rules import gate, limits
from enforcement.orders.rules.reviewing import to_review
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.orders import builders as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> build.Force:
    return build.force()


def by_rules(on: date) -> set[int]:
    """What gate and limits say, case by case."""
    return {
        one.pk for one in Penalty.objects.filter(state="notified")
        if one.notice_served_on and gate.is_ripe(one, on) and limits.must_be_reviewed(one, one.hearings.exists())
        and not one.reviews.filter(notice=one.notice_id).exists()
    }  # fmt: skip


def hearing(of: build.Force, penalty: Penalty) -> None:
    actions.record_hearing_request(
        penalty.pk, reason="数额较大", asked_on=date(2026, 9, 14), by=of.inspector, at=moment("2026-09-14")
    )


def stories(of: build.Force) -> dict[str, Penalty]:
    """Cases in every state between notice and review."""
    told: dict[str, dict[str, Any]] = {
        "small": {"violation": "not_filed"}, "complex": {"violation": "not_filed", "is_complex": True},
        "large": {"steps": build.HARSH}, "waived": {"steps": build.HARSH}, "stated": {"steps": build.HARSH},
        "answered": {"steps": build.HARSH}, "asked": {"steps": build.HARSH}, "withdrawn": {"steps": build.HARSH},
        "reviewed": {"steps": build.HARSH}, "again": {"steps": build.HARSH},
    }  # fmt: skip
    found = {
        name: build.notified(of, act_from=date(2026, 8, 1 + n), **facts) for n, (name, facts) in enumerate(told.items())
    }
    for name in ("waived", "reviewed", "again"):
        build.waived(of, found[name])
    for name in ("stated", "answered"):
        actions.state_defence(found[name].pk, words="没有超标。", by=of.applicant, at=moment("2026-09-11"))
    actions.answer_defence(
        found["answered"].pk, adopted=False, answer="监测报告有效", by=of.inspector, at=moment("2026-09-12")
    )
    for name in ("asked", "withdrawn"):
        hearing(of, found[name])
    actions.withdraw_hearing(found["withdrawn"].pk, by=of.applicant, at=moment("2026-09-15"))
    for name in ("reviewed", "again"):
        build.reviewed(of, found[name])
    again = found["again"]
    actions.propose(
        again.pk, facts=again.facts, steps=build.MILD, article=build.ARTICLE, by=of.inspector, at=moment("2026-09-15")
    )
    again = actions.notify(again.pk, by=of.head, at=moment("2026-09-15", "15:00"))
    build.serve(of, again, again.notice, moment("2026-09-16"), date(2026, 9, 16))
    return found


def test_the_queue_is_what_the_rules_say_one_by_one_whatever_happened_to_a_case(of):
    found = stories(of)

    for day in ("2026-09-16", "2026-09-17", "2026-09-18", "2026-09-23", "2026-09-24"):
        on = date.fromisoformat(day)
        assert set(to_review(of.lawyer, on).values_list("pk", flat=True)) == by_rules(on), day
    names = {name for name, one in found.items() if one.pk in by_rules(date(2026, 9, 18))}
    assert names == {"complex", "large", "waived", "answered", "withdrawn"}
    assert found["again"].pk in by_rules(date(2026, 9, 24))
    assert not to_review(of.applicant, date(2026, 9, 24)).filter(notice=None).exists()


def test_a_lawyer_finds_the_penalty_beside_the_applications_and_reviews_it(of, django_assert_max_num_queries):
    penalty = build.notified(of)
    with time_machine.travel(moment("2026-09-14"), tick=True):
        lawyer = signed_in(of.lawyer)
        before = lawyer.get("/desk/legal/").content.decode()
        assert (penalty.case.number in before, "没有等待审核的处罚" in before) == (False, True)
        build.waived(of, penalty, at=moment("2026-09-14", "08:00"))

        with django_assert_max_num_queries(20):
            page = lawyer.get("/desk/legal/").content.decode()
        assert penalty.case.number in page
        step = f"/desk/penalties/{penalty.pk}/review/"
        assert step in page
        assert lawyer.post(step, {"outcome": "passed", "opinion": "事实清楚。"}).status_code == 302
        assert penalty.case.number not in lawyer.get("/en/desk/legal/").content.decode()
        assert signed_in(of.inspector).get("/desk/legal/").status_code == 403
