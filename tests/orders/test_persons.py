"""Fines on the persons responsible for what a unit did: parties of their own, and nobody's business outside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from disclosure.board.models import Notice
from enforcement.orders import actions
from enforcement.orders.guards import NoLaw, NotPossible, OutOfOrder
from enforcement.orders.models import Penalty
from enforcement.orders.queries import money
from enforcement.orders.rules import law
from enforcement.orders.states import PenaltyState
from envportal.documents import letters
from envportal.documents.models import Letter
from envportal.duties import register
from envportal.messaging.models import Message
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.orders import builders as build
from tests.orders.test_pages import at, post
from tests.remembered import remembered

pytestmark = pytest.mark.django_db
NAME = "罗启明"


@pytest.fixture
def of() -> build.Force:
    return build.force()


@remembered
def unit(of: build.Force) -> Penalty:
    """The unit put its plant into use without the facilities (生态环境法典第1100条)."""
    return build.filed(of, violation="facilities_missing", facts=f"环保设施未建成即投入生产，由{NAME}决定。")


def opened(of: build.Force, penalty: Penalty, **told: Any) -> Penalty:
    said: dict[str, Any] = {
        "person": NAME, "post": "总经理", "facts": "决定设施未建成即投产。", "discovered_on": date(2026, 9, 3), **told,
    }  # fmt: skip
    return actions.open_person(penalty.pk, by=of.inspector, at=moment("2026-09-03", "14:00"), **said)


@remembered
def notified(of: build.Force) -> Penalty:
    """The person is told on the 9th what is proposed, and has the notice on the 10th."""
    person = actions.file_case(opened(of, unit(of)).pk, by=of.leader, at=moment("2026-09-04"))
    actions.add_evidence(
        person.pk, kind="site", what="询问笔录", taken_on=date(2026, 9, 3), by=of.inspector,
        at=moment("2026-09-04", "11:00"),
    )  # fmt: skip
    actions.propose(person.pk, facts=person.facts, steps=build.MILD, by=of.inspector, at=moment("2026-09-08"))
    person = actions.notify(person.pk, by=of.head, at=moment("2026-09-09"))
    build.serve(of, person, person.notice, moment("2026-09-10", "15:00"), date(2026, 9, 10))
    return Penalty.objects.get(pk=person.pk)


@remembered
def decided(of: build.Force) -> Penalty:
    person = notified(of)
    build.waived(of, person)
    build.reviewed(of, person)
    # For a person fifty thousand are large: the leaders discuss it.
    actions.call_discussion(person.pk, by=of.leader, at=moment("2026-09-14", "10:00"))
    for who in (of.leader, of.deputy):
        actions.speak(person.pk, view="agree", words="同意", by=who, at=moment("2026-09-14", "15:00"))
    actions.conclude_discussion(person.pk, minutes="同意。", by=of.deputy, at=moment("2026-09-14", "16:00"))
    person = build.decide(of, person, moment("2026-09-15"))
    build.serve(of, person, person.decision, moment("2026-09-16", "15:00"), date(2026, 9, 16))
    return Penalty.objects.get(pk=person.pk)


def test_the_fine_of_a_person_lies_between_what_the_law_says_of_persons_and_cites_it(of):
    person = notified(of)

    assert [person.amount, person.by_table] == [65_000, 65_000]
    assert person.law == "《生态环境法典》第1100条"
    span = law.of_persons(law.in_force("facilities_missing", date(2026, 9, 1)))
    assert (span.low, span.high) == (Decimal(50_000), Decimal(200_000))
    with pytest.raises(NotPossible, match="200,000"):
        actions.propose(
            person.pk, facts=person.facts, steps=build.MILD, amount=Decimal(200_001), deviates_why="情节",
            by=of.inspector, at=moment("2026-09-11"),
        )  # fmt: skip


def test_a_person_is_told_by_name_and_not_as_a_unit(of):
    person = notified(of)

    notice = person.notice
    assert notice is not None
    assert (notice.to, notice.fields["addressee"], notice.frame["to_name"]) == (None, NAME, NAME)
    page = letters.html(notice)
    assert NAME in page
    assert "你单位" not in page
    assert not notice.is_of_the_house
    assert person.defend_until == date(2026, 9, 17)


def test_where_the_law_fines_no_persons_none_is_opened(of):
    penalty = build.filed(of)
    with pytest.raises(OutOfOrder):
        opened(of, penalty)
    with pytest.raises(NoLaw):
        law.choose_for_person("over_standard", act_on=date(2026, 9, 1), decided_on=date(2026, 9, 1))


def test_nobody_is_punished_twice_for_the_same_act(of):
    penalty = unit(of)
    opened(of, penalty)
    with pytest.raises(NotPossible, match="一事不再罚"):
        opened(of, penalty)
    other = opened(of, penalty, person="另一人")
    with pytest.raises(IntegrityError), transaction.atomic():
        Penalty.objects.filter(pk=other.pk).update(person=NAME)


def test_the_constraint_wants_name_and_post_beside_a_unit(of):
    person = opened(of, unit(of))
    with pytest.raises(IntegrityError, match="person_is_punished_beside_a_unit"), transaction.atomic():
        Penalty.objects.filter(pk=person.pk).update(post="")


def test_a_fine_of_a_person_is_owed_paid_late_and_closed_by_itself(of):
    person = decided(of)

    assert (person.state, person.pay_by, person.shown_until) == (PenaltyState.DECIDED, date(2026, 10, 8), None)
    assert NAME in person.decision.frame["to_name"]
    assert not register.of(person.case).exists()
    assert actions.added(person, date(2026, 10, 9)).amount == Decimal(1_950)
    actions.record_time_request(person.pk, reason="困难", by=of.inspector, at=moment("2026-10-08"))
    actions.allow_time(
        person.pk, agreed=True, why="属实", parts=[(date(2026, 12, 1), Decimal(65_000))], by=of.leader,
        at=moment("2026-10-08", "15:00"),
    )  # fmt: skip
    build.paid(of, Penalty.objects.get(pk=person.pk), 65_000, "2026-12-01")
    assert money.account(Penalty.objects.get(pk=person.pk)).left == 0
    closed = actions.close(person.pk, reason="缴清", by=of.inspector, at=moment("2026-12-02"))
    assert (closed.state, closed.beside.state) == (PenaltyState.CLOSED, PenaltyState.FILED)


def test_nobody_outside_reads_the_name_and_the_enterprise_reads_nothing_of_the_case(of):
    person = decided(of)

    assert not Notice.objects.filter(case=person.case).exists()
    assert NAME not in person.case.title
    assert person.case.enterprise is None
    assert not any(NAME in one.body + one.subject for one in Message.objects.all())
    with at("2026-09-17"):
        owner = signed_in(of.applicant)
        assert owner.get(f"/my/penalties/{person.pk}/").status_code == 404
        assert owner.get(f"/my/letters/{person.decision_id}/").status_code in {403, 404}
        assert owner.get(f"/letters/{person.decision_id}.pdf").status_code in {403, 404}
        assert NAME not in owner.get("/my/penalties/").content.decode()
        assert NAME not in Client().get(f"/v/{person.decision.code}/").content.decode()


def test_the_facts_of_the_unit_are_published_with_the_surname_of_its_person_alone(of):
    penalty = unit(of)
    opened(of, penalty)
    actions.propose(penalty.pk, facts=penalty.facts, steps=build.MILD, by=of.inspector, at=moment("2026-09-08"))
    penalty = actions.notify(penalty.pk, by=of.head, at=moment("2026-09-09"))
    build.serve(of, penalty, penalty.notice, moment("2026-09-10", "15:00"), date(2026, 9, 10))
    build.waived(of, Penalty.objects.get(pk=penalty.pk))
    build.reviewed(of, penalty)
    build.decide(of, penalty, moment("2026-09-15"))

    facts = dict(Notice.objects.get(case=penalty.case).facts)
    assert "罗某某" in facts["违法事实"]
    assert NAME not in str(facts)


def test_the_page_of_the_unit_opens_persons_and_lists_them_with_what_they_owe(of):
    penalty = unit(of)
    with at("2026-09-03"):
        inspector = signed_in(of.inspector)
        typed = {"person": NAME, "post": "总经理", "facts": "决定投产。", "discovered_on": "2026-9-3"}
        assert post(inspector, f"/desk/penalties/{penalty.pk}/open_person/", **typed).status_code == 302
    person = Penalty.objects.get(beside=penalty)
    with at("2026-09-17"):
        page = signed_in(of.inspector).get(f"/desk/penalties/{penalty.pk}/").content.decode()
        own = signed_in(of.inspector).get(f"/desk/penalties/{person.pk}/").content.decode()
        listed = signed_in(of.inspector).get("/desk/penalties/").content.decode()

    assert NAME in page
    assert f"/desk/penalties/{person.pk}/" in page
    assert (NAME in own, "总经理" in own, f"/desk/penalties/{penalty.pk}/" in own) == (True, True, True)
    assert NAME in listed


def test_what_the_case_leaves_in_the_house_names_the_person_with_the_post(of):
    person = actions.file_case(opened(of, unit(of)).pk, by=of.leader, at=moment("2026-09-04"))

    paper = Letter.objects.get(case=person.case, kind="case_filing")
    assert paper.fields["party"] == f"{NAME}（总经理）"
