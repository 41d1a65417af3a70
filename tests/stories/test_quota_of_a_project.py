"""A project needs 12 t of COD: reserved at acceptance, committed at approval. The next one lacks quota: it is
accepted, reviewed and put before the public, stopped at the decision with the sentence, and mended by a grant.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from approvals.applications import actions
from approvals.applications.models import Application
from approvals.applications.states import Conclusion, State
from approvals.applications.views.gate import GateItem, gate, gate_for
from approvals.quotas import actions as quotas
from approvals.quotas.actions.posting import Where
from approvals.quotas.guards import NotCovered
from envportal.documents.models import Letter
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.quotas import rows
from tests.quotas.rows import D
from tests.world import World

pytestmark = pytest.mark.django_db
TWELVE: dict[str, Any] = {"emission_cod": Decimal(12)}
SIGNED = moment("2026-10-20", "15:00")


@pytest.fixture
def of() -> World:
    found = world.world()
    rows.controlled(found, "cod")
    return found


def at_the_gate(application: Application) -> list[str]:
    return [item.sentence for item in gate(application, date(2026, 10, 20)) if not item.met]


def test_twelve_tonnes_are_reserved_at_acceptance_and_committed_at_approval(of):
    book = rows.granted(of, 20)

    application = world.proposed(of, **TWELVE)
    reserved = rows.stands(book)
    application = world.sign(of, application, SIGNED)

    assert reserved == {"grant": D(-20), "available": D(8), "reserved": D(12)}
    assert application.state == State.APPROVED
    assert rows.stands(book) == {"grant": D(-20), "available": D(8), "committed": D(12)}
    assert rows.proven()


def test_the_second_lacks_quota_is_stopped_at_the_decision_and_mended_by_a_grant(of):
    book = rows.granted(of, 20)
    world.accepted(of, **TWELVE)
    second = world.proposed(of, **TWELVE)
    sentence = "青石区化学需氧量（COD）总量指标不足：需要 12 吨，已预留 8 吨，还差 4 吨。"

    assert at_the_gate(second) == [sentence]
    with pytest.raises(NotCovered, match=sentence):
        world.sign(of, second, SIGNED)
    assert Application.objects.get(pk=second.pk).state == State.PROPOSED

    asked = quotas.ask_upward(
        Where(book.area, "cod", 2026), amount=D(10), number="云环请〔2026〕3号", reason="两个技改项目",
        asked_on=date(2026, 10, 20), by=of.leader, at=SIGNED,
    )  # fmt: skip
    quotas.enter_reply(
        asked.pk, replied_on=date(2026, 10, 20), reply="省环函〔2026〕9号", given=D(6), rank=(2, 12), by=of.leader,
        at=SIGNED,
    )  # fmt: skip
    quotas.top_up(second.pk, by=of.officer, at=SIGNED)

    assert at_the_gate(second) == []
    assert world.sign(of, second, moment("2026-10-20", "16:00")).state == State.APPROVED
    assert rows.stands(book) == {"grant": D(-26), "available": D(2), "reserved": D(12), "committed": D(12)}
    assert rows.proven()


def test_what_came_under_control_after_acceptance_is_assessed_before_the_decision(of):
    book = rows.granted(of, 20)
    application = world.proposed(of, emission_cod=Decimal(12), emission_nox=Decimal("0.5"))
    rows.controlled(of, "nox")
    sentence = "氮氧化物已纳入总量管理：本件申报排放 0.5 吨，还没有核定需要的指标。"

    assert at_the_gate(application) == [sentence]
    with pytest.raises(NotCovered, match=sentence):
        world.sign(of, application, SIGNED)
    quotas.set_need(
        application.pk, pollutant="nox", area=book.area, amount=D(0), why="以新带老", by=of.officer, at=SIGNED
    )

    assert world.sign(of, application, moment("2026-10-20", "16:00")).state == State.APPROVED


def test_a_refusal_needs_no_quota_and_gives_back_what_was_held(of):
    book = rows.granted(of, 8)
    application = world.proposed(of, Conclusion.REFUSE, **TWELVE)

    assert at_the_gate(application) == []
    world.sign(of, application, SIGNED, Conclusion.REFUSE)

    assert rows.stands(book) == {"grant": D(-8), "available": D(8)}


def test_the_approval_names_what_the_review_assessed(of):
    book = rows.granted(of, 20)
    application = world.proposed(of, **TWELVE)
    quotas.set_need(
        application.pk, pollutant="cod", area=book.area, amount=D("9.5"), why="以新带老", by=of.officer, at=SIGNED
    )

    world.sign(of, application, SIGNED)

    letter = Letter.objects.get(case=application.case, kind=Letter.Kind.APPROVAL)
    assert str(letter.fields["totals"]).startswith("化学需氧量（COD） 9.5 吨/年；")
    assert rows.stands(book) == {"grant": D(-20), "available": D("10.5"), "committed": D("9.5")}


@pytest.mark.parametrize("end", ["withdraw", "terminate", "transfer", "return_participation"])
def test_every_other_end_gives_back_what_was_held(of, end: str):
    book = rows.granted(of, 20)
    kind: dict[str, Any] = {"kind": "report"} if end == "return_participation" else {}
    application = world.accepted(of, **TWELVE, **kind)
    by = {"withdraw": of.applicant, "return_participation": of.officer}.get(end, of.head)
    more = {"new_authority": "省生态环境厅"} if end == "transfer" else {}

    getattr(actions, end)(application.pk, reason="不建了", by=by, at=moment("2026-09-21"), **more)

    assert rows.stands(book) == {"grant": D(-20), "available": D(20)}
    assert rows.proven()


def test_what_silence_accepts_is_reserved_too(of):
    book = rows.granted(of, 20)
    application = world.submitted(of, **TWELVE)

    actions.accept_overdue(at=moment("2026-09-22", "00:05"))

    assert Application.objects.get(pk=application.pk).accepted_by_silence
    assert rows.stands(book)["reserved"] == D(12)


def test_who_set_the_need_reviewed_the_case_and_does_not_sign_it(of):
    book = rows.granted(of, 20)
    application = world.proposed(of, **TWELVE)
    world.give_role(of.leader, "section_head")
    of.leader.section = of.head.section
    of.leader.save()
    quotas.set_need(
        application.pk, pollutant="cod", area=book.area, amount=D(10), why="以新带老", by=of.leader, at=SIGNED
    )

    assert any("审查" in item.hint for item in gate_of_leader(of, application))


def gate_of_leader(of: World, application: Application) -> list[GateItem]:
    return [item for item in gate_for(of.leader, application, date(2026, 10, 20)) if not item.met]


def test_the_applicant_and_the_officer_read_it_on_the_case(of):
    rows.granted(of, 8)
    application = world.accepted(of, **TWELVE)

    mine = signed_in(of.applicant).get(f"/my/applications/{application.pk}/").content.decode()
    desk = signed_in(of.officer).get(f"/desk/cases/{application.pk}/").content.decode()

    assert all("差 4 吨" in page for page in (mine, desk))
    assert f"/desk/quotas/cases/{application.pk}/" in desk
    assert "/desk/quotas/" not in mine
