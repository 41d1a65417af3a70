"""After the answer: rated, handled anew by another, supervised, reviewed twice and concluded; agreed between two."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from enforcement.petitions import actions, guards
from enforcement.petitions.models import Mediation, Petition
from enforcement.petitions.states import State
from envportal.audit import log
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.duties.models import Duty
from envportal.messaging.models import Message
from tests import builders
from tests.builders import moment
from tests.petitions import rows

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(name="of")
def _of() -> rows.Office:
    return rows.office()


def running(petition: Petition) -> dict[str, date]:
    found = Clock.objects.filter(case=petition.pk).exclude(state="stopped")
    return {clock.matter: clock.due_on for clock in found}


def again(petition: Petition, of: rows.Office, holder: User, day: str) -> Petition:
    """Not satisfied, handled anew by another, answered once more."""
    actions.rate(petition.pk, satisfied="no", said="还在响", at=moment(day, "09:00"))
    actions.reopen(petition.pk, holder=holder, reason="重新核查", by=of.head, at=moment(day, "10:00"))
    return actions.answer(petition.pk, by=holder, at=moment(day, "16:00"), **rows.SAID)


def test_what_somebody_is_not_satisfied_with_goes_to_another_officer_with_its_whole_term(of):
    one = rows.answered(of)
    actions.rate(one.pk, satisfied="no", said="夜里还在响", at=moment("2026-11-23"))

    with pytest.raises(guards.SamePerson):
        actions.reopen(one.pk, holder=of.officer, reason="重新核查", by=of.head, at=moment("2026-11-24"))
    one = actions.reopen(one.pk, holder=of.other, reason="重新核查", by=of.head, at=moment("2026-11-24"))

    assert (one.state, one.case.holder, one.case.closed_on) == (State.HANDLING, of.other, None)
    assert running(one) == {Matter.HOTLINE_REPLY: date(2027, 1, 25)}  # 60 days end on a Saturday
    assert one.answers.get().settled_by == of.head


def test_an_answer_somebody_is_content_with_is_not_handled_anew(of):
    one = rows.answered(of)
    actions.rate(one.pk, satisfied="fair", at=moment("2026-11-23"))

    for verb, told in (("reopen", {"holder": of.other}), ("settle", {})):
        with pytest.raises(guards.OutOfOrder):
            getattr(actions, verb)(one.pk, reason="x", by=of.head, at=moment("2026-11-24"), **told)


def test_an_answer_is_rated_once(of):
    one = rows.answered(of)
    actions.rate(one.pk, satisfied="yes", at=moment("2026-11-23"))

    assert actions.rate(one.pk, satisfied="no", said="x", at=moment("2026-11-24")).satisfied == "yes"


def test_the_third_dissatisfaction_and_no_earlier_goes_to_those_who_watch(of):
    one = again(rows.answered(of), of, of.other, "2026-11-24")
    one = again(one, of, of.third, "2026-11-30")
    assert one.supervised_at is None
    assert Message.objects.filter(template="petition_supervised").count() == 0

    actions.rate(one.pk, satisfied="no", said="第三次", at=moment("2026-12-07"))

    one = Petition.objects.get(pk=one.pk)
    assert one.supervised_at == moment("2026-12-07")
    assert running(one) == {Matter.PETITION_SUPERVISED: date(2027, 1, 6)}
    told = Message.objects.filter(template="petition_supervised").values_list("to_user", flat=True)
    assert set(told) == {of.supervisor.pk, of.leader.pk, of.deputy.pk}


def test_where_nothing_more_is_to_be_done_the_head_says_why(of):
    one = rows.answered(of)
    actions.rate(one.pk, satisfied="no", said="要求搬迁", at=moment("2026-11-23"))

    one = actions.settle(one.pk, reason="回访说明：噪声已达标，搬迁不属本局职权", by=of.head, at=moment("2026-11-25"))

    assert (one.state, one.answers.get().settled_why[:4]) == (State.ANSWERED, "回访说明")


# REVIEWS ------------------------------------------------------------------------------
def asked(of: rows.Office, at: datetime = moment("2026-12-21")) -> Petition:  # noqa: B008
    one = rows.answered(of, kind="petition")
    actions.ask_review(one.pk, reason="没有解决", by=None, at=at)
    return Petition.objects.get(pk=one.pk)


def test_a_review_is_asked_for_to_the_last_day_and_answered_in_thirty(of):
    one = asked(of)

    assert (one.state, one.case.closed_on) == (State.IN_REVIEW, None)
    assert running(one) == {Matter.PETITION_REVIEW: date(2027, 1, 20)}


def test_the_day_after_nobody_asks_for_a_review(of):
    with pytest.raises(guards.TooLate):
        asked(of, moment("2026-12-22"))


def test_a_tip_off_has_no_review(of):
    one = rows.answered(of)

    with pytest.raises(guards.OutOfOrder):
        actions.ask_review(one.pk, reason="没有解决", by=None, at=moment("2026-11-23"))


def test_who_answered_does_not_review_and_after_the_second_it_is_concluded(of):
    one, told = asked(of), {"text": "查证属实，处理适当。", "organ": "江原省生态环境厅"}
    one = actions.answer_review(one.pk, conclusion="upheld", by=of.leader, at=moment("2027-01-20"), **told)
    assert (one.state, one.reviews.get().recheck_until) == (State.REVIEWED, date(2027, 2, 19))
    actions.ask_review(one.pk, reason="仍不服", by=of.clerk, asked_on=date(2027, 2, 19), at=moment("2027-02-20"))
    assert running(one) == {Matter.PETITION_RECHECK: date(2027, 3, 22)}  # the 21st is a Sunday

    with pytest.raises(guards.SamePerson):
        actions.answer_review(one.pk, conclusion="upheld", by=of.leader, at=moment("2027-03-01"), **told)
    one = actions.answer_review(one.pk, conclusion="upheld", by=of.deputy, at=moment("2027-03-01"), **told)

    assert (one.state, one.case.closed_on, running(one)) == (State.CONCLUDED, date(2027, 3, 1), {})
    with pytest.raises(guards.OutOfOrder):
        actions.ask_review(one.pk, reason="再来", by=None, at=moment("2027-03-02"))


def test_what_a_review_revokes_is_handled_anew_by_another(of):
    one = asked(of)
    told: Any = {"conclusion": "revoked", "text": "没有夜间监测。", "organ": "江原省生态环境厅"}
    one = actions.answer_review(one.pk, by=of.leader, at=moment("2027-01-11"), **told)

    one = actions.reopen(one.pk, holder=of.other, reason="复查撤销", by=of.head, at=moment("2027-01-12"))

    assert (one.state, running(one)) == (State.HANDLING, {Matter.PETITION_REPLY: date(2027, 3, 15)})


# BETWEEN PLANT AND NEIGHBOURS ---------------------------------------------------------
def test_what_a_plant_agreed_to_becomes_its_duty_and_ends_when_it_was_kept(of):
    one, company = rows.taken_up(of), builders.enterprise()
    told: Any = {
        "met_on": date(2026, 11, 9),
        "place": "社区",
        "attended": "厂方、居民代表 3 人",
        "agreed": "十一点后停风机",
    }
    with pytest.raises(guards.NotPossible):  # nobody knows yet which enterprise it is
        mediate(one, of, becomes_duty=True, **told)
    Petition.objects.filter(pk=one.pk).update(enterprise=company)

    made = mediate(one, of, becomes_duty=True, **told)
    duty = Duty.objects.get()
    assert (duty.enterprise, duty.due_on, duty.text, duty.case_id) == (
        company,
        date(2026, 11, 30),
        told["agreed"],
        one.pk,
    )
    actions.judge_mediation(
        one.pk, mediation=made.pk, kept="kept", kept_why="夜间走访", by=of.officer, at=moment("2026-12-01")
    )

    assert Duty.objects.get().state == "done"
    assert Mediation.objects.get().kept == "kept"


def mediate(one: Petition, of: rows.Office, **told: Any) -> Mediation:
    return actions.mediate(one.pk, due_on=date(2026, 11, 30), by=of.officer, at=moment("2026-11-10"), **told)


def test_the_table_refuses_an_agreement_without_a_day_and_an_extension_of_a_month_and_a_day(of):
    one = rows.taken_up(of)
    told: Any = {"petition": one, "met_on": date(2026, 11, 9), "place": "x", "attended": "x", "noted_by": of.officer}

    with pytest.raises(IntegrityError, match="mediation_agrees_on_something"), transaction.atomic():
        Mediation.objects.create(agreed="停风机", noted_at=rows.TAKEN, **told)
    with pytest.raises(IntegrityError, match="extension_is_thirty_days_at_most"), transaction.atomic():
        actions.ask_extension(one.pk, days=31, reason="x", by=of.officer, at=rows.TAKEN)


def test_every_step_stands_on_the_log_in_its_order(of):
    one = again(rows.answered(of), of, of.other, "2026-11-24")

    names = [event.name for event in log.history(one.case) if event.name.startswith("petition_")]
    assert names == [
        "petition_registered", "petition_routed", "petition_accepted", "petition_answered", "petition_rated",
        "petition_reopened", "petition_answered",
    ]  # fmt: skip
