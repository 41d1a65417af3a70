"""What goes wrong in the procedures opens its record by itself, in the same step, once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from approvals.applications import actions as applications
from approvals.applications.actions import answered
from approvals.applications.models import Application, Revocation
from disclosure.board.models import Notice
from enforcement.petitions import actions as petitions
from envportal.accountability.enums import Cause
from envportal.accountability.models import Responsibility
from envportal.supervision import actions as supervision
from envportal.supervision.models import Card
from tests import builders, world
from tests.applications.ending import end, propose
from tests.applications.test_service import POST, on_paper, pauses, serve
from tests.applications.test_service_corrected import correct
from tests.board.test_overturned import say
from tests.board.test_writing import published
from tests.builders import moment
from tests.orders import builders as build
from tests.orders.test_changed import changed, contested
from tests.petitions import rows as petition_rows
from tests.petitions.test_after_the_answer import again
from tests.supervision.rows import RED_ON, clock, held_case, team

pytestmark = pytest.mark.django_db


def causes() -> list[tuple[str, str]]:
    return list(Responsibility.objects.order_by("pk").values_list("cause", "ref"))


def names(record: Responsibility) -> set[str]:
    return set(record.parts.values_list("person__name", flat=True))


def test_silence_is_answered_for_by_the_window_and_its_red_card_is_the_same_cause():
    yunxi = world.world()
    application = world.submitted(yunxi)
    at = moment("2026-09-22", "09:00")

    applications.accept_overdue(at=at)
    record = Responsibility.objects.get()
    supervision.sweep(at=at)
    supervision.sweep(at=at)

    assert Card.objects.filter(colour="red", case=application.case).exists()
    assert (record.cause, names(record)) == (Cause.SILENCE, {"罗静"})
    assert [cause for cause, _ref in causes()].count(Cause.SILENCE) == 1


def test_a_red_card_opens_one_record_and_a_removed_one_none():
    people = team()
    card = held_case(people)

    record = Responsibility.objects.get()
    supervision.sweep(at=RED_ON)

    assert (record.cause, record.clock, names(record)) == (Cause.OVERDUE, card.clock, {"周明远"})
    assert Responsibility.objects.count() == 1
    assert record.rules[0]["due_on"] == "2026-10-21"


def test_a_yellow_card_opens_none():
    clock()

    supervision.sweep(at=moment("2026-10-20"))

    assert (Card.objects.get().colour, causes()) == ("yellow", [])


def test_a_correction_letter_opens_none_and_what_is_found_after_it_does():
    yunxi = world.world()
    application = world.submitted(yunxi)
    world.ask_correction(application.pk, items=[world.ITEM], by=yunxi.clerk, at=moment("2026-09-16"))
    world.supplement(application.pk, by=yunxi.applicant, at=moment("2026-09-23"))
    assert causes() == []

    applications.accept_with_defects(application.pk, defects=["缺少用地意见"], by=yunxi.clerk, at=moment("2026-09-24"))

    assert causes() == [(Cause.CORRECTION, "late-defects")]
    assert names(Responsibility.objects.get()) == {"罗静"}


def test_a_pause_whose_letter_never_came_opens_one_and_one_whose_day_was_wrong_none():
    yunxi = world.world()
    application, letter = on_paper(yunxi)
    serve(yunxi, letter, "2026-09-29", on="2026-09-24", **POST)
    correct(yunxi, letter, "2026-09-30", on="2026-09-28")
    assert causes() == []
    assert pauses(application)

    correct(yunxi, letter, "2026-10-09", on="2026-09-28", reached=False, by=yunxi.head, reason="邮件退回")

    assert [cause for cause, _ref in causes()] == [Cause.PAUSE]


def test_an_approval_revoked_for_the_bureaus_own_fault_opens_one_and_for_the_applicants_none():
    of = world.world()
    application = world.sign(of, world.proposed(of), moment("2026-10-20", "10:00"))
    answered.approval_was_wrong(application, Revocation(ground="deceit"), at=moment("2026-10-21"))
    assert causes() == []
    revocation = propose(of, application, ground="procedure")

    end(of, Application.objects.get(pk=application.pk))

    assert causes() == [(Cause.WRONG, f"revocation-{revocation.pk}")]


def test_a_penalty_that_was_changed_or_revoked_opens_one_for_each_and_the_board_none_beside_it():
    of = build.force()
    penalty = contested(of, build.decided(of))

    changed(of, penalty, 100_000)

    record = Responsibility.objects.get()
    assert (record.cause, Decimal(penalty.amount or 0) > 0) == (Cause.WRONG, True)
    assert len(names(record)) > 1


def test_a_notice_that_says_its_penalty_was_overturned_opens_one():
    notice = published()
    case = builders.case(kind="penalty", number="云环罚〔2026〕7号", opened_on=date(2026, 8, 3))
    Notice.objects.filter(pk=notice.pk).update(case=case)

    notice = say(notice)

    assert causes() == [(Cause.WRONG, "overturned")]
    assert Responsibility.objects.get().case == notice.case


def test_the_third_dissatisfaction_opens_one_and_no_earlier():
    of = petition_rows.office()
    one = again(petition_rows.answered(of), of, of.other, "2026-11-24")
    one = again(one, of, of.third, "2026-11-30")
    assert causes() == []

    petitions.rate(one.pk, satisfied="no", said="第三次", at=moment("2026-12-07"))

    assert causes() == [(Cause.DISSATISFIED, "dissatisfied")]
