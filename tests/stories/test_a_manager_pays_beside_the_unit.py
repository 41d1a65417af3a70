"""A line runs without its facilities: the unit pays and so does who decided it; a court names another day to pay."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.orders import actions
from enforcement.orders.models import Penalty
from enforcement.orders.queries import money
from enforcement.orders.states import PenaltyState
from envportal.messaging.models import Message
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus
from tests.orders import builders as build
from tests.orders.test_pages import at

pytestmark = pytest.mark.django_db
MANAGER = "罗启明"


def discussed(of: build.Force, penalty: Penalty) -> None:
    actions.call_discussion(penalty.pk, by=of.leader, at=moment("2026-09-14", "10:00"))
    for who in (of.leader, of.deputy):
        actions.speak(penalty.pk, view="agree", words="同意", by=who, at=moment("2026-09-14", "11:00"))
    actions.conclude_discussion(penalty.pk, minutes="同意。", by=of.deputy, at=moment("2026-09-14", "12:00"))


def fined(of: build.Force, penalty: Penalty, hour: str) -> Penalty:
    """From the file to a decision that has reached its party with a slip that shows it."""
    actions.add_evidence(
        penalty.pk, kind="site", what="现场照片", taken_on=date(2026, 9, 3), by=of.inspector,
        file=corpus.upload(corpus.pdf(), "照片.pdf"), at=moment("2026-09-04"),
    )  # fmt: skip
    actions.propose(penalty.pk, facts=penalty.facts, steps=build.MILD, by=of.inspector, at=moment("2026-09-08"))
    penalty = actions.notify(penalty.pk, by=of.head, at=moment("2026-09-09"))
    build.serve(of, penalty, penalty.notice, moment("2026-09-10", "15:00"), date(2026, 9, 10))
    build.waived(of, penalty)
    build.reviewed(of, penalty)
    discussed(of, penalty)
    penalty = build.decide(of, Penalty.objects.get(pk=penalty.pk), moment("2026-09-15", hour))
    letter = penalty.decision
    assert letter is not None
    actions.serve_letter(
        penalty.pk, model=Penalty, letter=letter, on=date(2026, 9, 16), way="post", tracking="EMS 7",
        evidence=corpus.upload(corpus.pdf(2), "回执.pdf"), by=of.inspector, at=moment("2026-09-16", "16:00"),
    )  # fmt: skip
    return Penalty.objects.get(pk=penalty.pk)


def test_the_unit_and_its_manager_are_fined_each_by_itself_and_only_the_unit_is_named():
    of = build.force()
    unit = actions.file_case(
        build.opened(of, violation="facilities_missing", facts=f"{MANAGER}决定设施未建成即投产。").pk, by=of.leader,
        at=moment("2026-09-03"),
    )  # fmt: skip
    manager = actions.open_person(
        unit.pk, person=MANAGER, post="总经理", facts="决定设施未建成即投产。", discovered_on=date(2026, 9, 3),
        by=of.inspector, at=moment("2026-09-03", "15:00"),
    )  # fmt: skip
    actions.file_case(manager.pk, by=of.leader, at=moment("2026-09-03", "16:00"))

    unit, manager = fined(of, unit, "10:00"), fined(of, Penalty.objects.get(pk=manager.pk), "11:00")

    # A tenth of the way from the least to the most: of 200,000 to 1,000,000, and of 50,000 to 200,000.
    assert (unit.amount, manager.amount) == (Decimal(280_000), Decimal(65_000))
    assert "SHA-256" in manager.decision.fields["evidence"][0]
    notice = Notice.objects.get(kind=board.Kind.PENALTY)
    assert (notice.case, MANAGER in str(notice.facts)) == (unit.case, False)
    assert not Message.objects.filter(to_user=of.applicant, body__contains=MANAGER).exists()

    # The court lets the unit's fine down and names another day; the manager's is none of its matter.
    actions.record_remedy(unit.pk, kind="lawsuit", since=date(2026, 9, 28), by=of.inspector, at=moment("2026-09-28"))
    unit = actions.end_remedy(
        unit.pk, until=date(2026, 12, 1), outcome="changed", paper="（2026）云0102行初9号", new_amount=Decimal(240_000),
        content="罚款变更为 24 万元", pay_by=date(2026, 12, 31), file=corpus.upload(corpus.pdf(3)), by=of.inspector,
        at=moment("2026-12-01"),
    )  # fmt: skip
    shown = dict(Notice.objects.filter(case=unit.case).latest("pk").facts)
    assert shown["履行期限"] == "2026年12月31日以前（（2026）云0102行初9号另定）"
    build.paid(of, unit, 240_000, "2026-12-31")
    build.paid(of, Penalty.objects.get(pk=manager.pk), 65_000, "2026-10-08", "No. 2")

    for one in (unit, manager):
        assert money.account(Penalty.objects.get(pk=one.pk)).left == 0
        closed = actions.close(one.pk, reason="缴清", by=of.inspector, at=moment("2026-12-31", "18:00"))
        assert closed.state == PenaltyState.CLOSED
    with at("2026-12-31"):
        assert MANAGER in signed_in(of.leader).get(f"/desk/penalties/{unit.pk}/").content.decode()
        owner = signed_in(of.applicant)
        assert f"/my/penalties/{manager.pk}/" not in owner.get("/my/penalties/").content.decode()
        assert owner.get(f"/my/penalties/{manager.pk}/").status_code == 404
