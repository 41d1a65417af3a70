"""Checks of three simultaneities, re-examination, draws, completion checks of former years."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from approvals.aftercare import actions
from approvals.aftercare.guards import NotOfThatTime, NotPossible, OutOfOrder, ReExaminationFirst
from approvals.aftercare.models import Aftercare, Draw, Milestone, ReExamination
from approvals.aftercare.rules import draws, duties, regimes
from approvals.aftercare.states import Facility, Stage, Step
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import Topic
from envportal.documents.models import Letter
from envportal.duties import register
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import world
from tests.aftercare.rows import built, due, followed, report, state
from tests.builders import moment, one_time_code
from tests.world import World

pytestmark = pytest.mark.django_db
OLD = date(2021, 9, 14)


@pytest.fixture
def of() -> World:
    return world.world()


def check(of: World, care: Aftercare, stage: str, on: str = "2026-06-03", *, in_order: bool) -> None:
    told: dict[str, Any] = {"phase": 1, "stage": stage, "words": "现场查看", "on": date.fromisoformat(on)}
    actions.check(care.pk, in_order=in_order, by=of.officer, at=moment(on), **told)


def test_every_topic_of_a_condition_waits_for_something():
    assert {topic: duties.awaited_by(topic) for topic in Topic.values} == {
        **dict.fromkeys(Topic.values, "operation"), "construction": "start", "three": "completion",
    }  # fmt: skip


# 三同时 ------------------------------------------------------------------------------
def test_what_is_in_order_is_done(of):
    care = built(of, followed(of))
    assert state(care, "construction-p1") == "reported"

    check(of, care, Stage.CONSTRUCTION, in_order=True)

    assert state(care, "construction-p1") == "done"


def test_what_is_not_in_order_stays_and_the_bureau_looks_into_it(of):
    care = built(of, followed(of))

    check(of, care, Stage.CONSTRUCTION, in_order=False)

    assert (state(care, "construction-p1"), state(care, "breach-construction-p1")) == ("open", "open")
    assert due(care, "breach-construction-p1") == date(2026, 7, 3)
    assert Message.objects.filter(template="stage_not_in_order", to_user=of.applicant).count() == 1


def test_production_before_acceptance_is_looked_into(of):
    care = built(of, followed(of))

    report(of, care, Step.OPERATED, "2026-06-02")

    assert state(care, "breach-operation-p1") == "open"


def test_production_after_acceptance_is_in_order(of):
    care = built(of, followed(of))
    report(of, care, Step.REPORTED, "2026-06-02")

    report(of, care, Step.OPERATED, "2026-06-02")

    assert not register.of(care.case).filter(topic="breach").exists()
    assert due(care, "condition-3") == date(2026, 7, 2)


# 五年 --------------------------------------------------------------------------------
@pytest.mark.parametrize(("on", "in_time"), [("2026-09-14", True), ("2026-09-15", False)])
def test_work_begins_until_the_fifth_anniversary(of, on, in_time):
    care = followed(of, OLD)

    if in_time:
        report(of, care, Step.STARTED, on)
    else:
        with pytest.raises(ReExaminationFirst, match="2026-09-14"):
            report(of, care, Step.STARTED, on)


def asked(of: World, care: Aftercare) -> None:
    actions.ask_re_examination(care.pk, words="没有变化", by=of.applicant, at=moment("2026-10-12"))


def answered(of: World, care: Aftercare, *, agrees: bool) -> ReExamination:
    asked(of, care)
    actions.propose_answer(care.pk, agrees=agrees, reason="周边没有变化", by=of.officer, at=moment("2026-10-13"))
    at = moment("2026-10-14")
    actions.answer(care.pk, code=one_time_code(at), by=of.leader, at=at)
    return care.re_examinations.get()


def test_re_examination_is_answered_within_ten_days(of):
    care = followed(of, OLD)
    asked(of, care)
    assert clocks.due_on(care.case, Matter.RE_EXAMINATION) == date(2026, 10, 22)
    with pytest.raises(OutOfOrder, match="等待答复"):
        asked(of, care)


def test_an_agreed_answer_lets_work_begin(of):
    care = followed(of, OLD)

    found = answered(of, care, agrees=True)

    assert clocks.open_clock(care.case, Matter.RE_EXAMINATION) is None
    assert (found.letter.kind, found.letter.served_on) == ("re_examination", date(2026, 10, 14))
    report(of, care, Step.STARTED, "2026-10-15")


def test_an_answer_that_does_not_agree_lets_nobody_begin(of):
    care = followed(of, OLD)

    answered(of, care, agrees=False)

    assert "not_agreed" in Letter.objects.get(kind="re_examination").fields["answer"]
    with pytest.raises(ReExaminationFirst):
        report(of, care, Step.STARTED, "2026-10-15")


def test_nobody_signs_an_answer_nobody_proposed(of):
    care = followed(of, OLD)
    asked(of, care)

    with pytest.raises(OutOfOrder):
        actions.answer(care.pk, code="000000", by=of.leader, at=moment("2026-10-14"))
    with pytest.raises(NotYours):
        actions.propose_answer(care.pk, agrees=True, reason="x", by=of.applicant, at=moment("2026-10-14"))


def test_before_five_years_there_is_nothing_to_examine_again(of):
    with pytest.raises(OutOfOrder, match="没有满五年"):
        asked(of, followed(of))


# 抽查和历史验收 ----------------------------------------------------------------------
def plan(of: World, **told: Any) -> None:
    plain: dict[str, Any] = {
        "valid_from": date(2026, 2, 1), "after_approval": 6, "after_start": 1, "after_operation": 3,
        "for_conditions": 2, "share": 100, "seed": "云溪2026", "basis": "局务会议纪要",
    }  # fmt: skip
    actions.set_plan(by=of.head, at=moment("2026-01-20"), **{**plain, **told})


def accepted(of: World) -> Aftercare:
    care = built(of, followed(of))
    report(of, care, Step.REPORTED, "2026-06-03")
    report(of, care, Step.PUBLISHED, "2026-06-04", link="https://hexin.example/ys", words="合格")
    return report(of, care, Step.ENTERED, "2026-07-06")


def test_who_is_drawn_can_be_computed_by_anybody(of):
    plan(of)

    care = accepted(of)

    drawn = Draw.objects.get()
    assert drawn.text == f"云溪2026|{care.case.number}|1"
    assert (drawn.figure, drawn.is_drawn) == (draws.figure_of(drawn.text), True)
    assert due(care, "spot-check-p1") == date(2026, 10, 8)
    assert due(care, "condition-1") == date(2026, 4, 2)


def test_a_share_of_nothing_draws_nobody(of):
    plan(of, share=0)

    care = accepted(of)

    assert Draw.objects.get().is_drawn is False
    assert not register.of(care.case).filter(kind="spot_check").exists()


def test_a_seed_is_known_before_it_is_drawn_with(of):
    with pytest.raises(NotPossible, match="先公开"):
        plan(of, valid_from=date(2026, 1, 20))
    with pytest.raises(NotYours):
        actions.set_plan(valid_from=date(2026, 2, 1), by=of.clerk, at=moment("2026-01-20"))


@pytest.mark.parametrize(
    ("facility", "last"), [("general", date(2017, 9, 30)), ("noise", date(2018, 12, 28)), ("solid", date(2020, 8, 31))]
)
def test_completion_was_the_bureaus_to_check_until_a_day_of_each_facility(facility, last):
    regimes.was_ours(facility, last)

    with pytest.raises(NotOfThatTime):
        regimes.was_ours(facility, last.replace(year=last.year + 1))


def test_a_completion_check_of_former_years_has_its_limit_and_its_letter(of):
    found = actions.record_completion(
        enterprise=of.owner, project_name="年产 600 吨纸品项目", facility=Facility.GENERAL,
        received_on=date(2016, 5, 9), decided_on=date(2016, 6, 8), outcome="passed", words="同意通过验收",
        document_number="云环验〔2016〕8号", by=of.officer, at=moment("2026-06-01"),
    )  # fmt: skip

    assert (found.due_on, found.case.closed_on) == (date(2016, 6, 8), date(2016, 6, 8))
    assert clocks.open_clock(found.case, Matter.COMPLETION_CHECK) is None


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("published_report_has_its_window_and_address", {"step": "published"}),
        ("corrected_milestone_says_why", {"words": ""}),
        ("milestone_is_a_known_step", {"step": "flown"}),
    ],
)
def test_the_database_refuses(of, name, wrong):
    care = built(of, followed(of))
    old = Milestone.objects.get(step=Step.COMPLETED)
    told: dict[str, Any] = {"milestone": old.pk, "on": date(2026, 5, 11), "words": "写错"}
    actions.correct(care.pk, by=of.applicant, at=moment("2026-06-02"), **told)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Milestone.objects.filter(corrects=old).update(**wrong)
