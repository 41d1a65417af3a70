"""Technical assessment beside expert review: one way for both, pauses that overlap count once, a card for the slow."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from approvals.applications import actions, guards
from approvals.applications.actions.special_step import NoReviewRuns, ReviewRuns
from approvals.applications.models import Application, SpecialStep
from approvals.applications.queries import typed
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Ground, Matter
from envportal.deadlines.models import Clock
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from envportal.supervision import actions as supervision
from envportal.supervision.models import Card
from tests import world
from tests.applications.test_twice import twice
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db


def assess(yunxi: world.World, application: Application, at: str = "2026-09-23", days: int = 30) -> None:
    """Asked for and confirmed on one day."""
    actions.commission_assessment(
        application.pk, reason="工艺复杂", assessor="江原省环境工程评估中心", planned_days=days, by=yunxi.officer,
        at=moment(at, "09:00"),
    )  # fmt: skip
    actions.confirm_assessment(application.pk, by=yunxi.head, at=moment(at, "15:00"))


def report(yunxi: world.World, application: Application, at: str) -> None:
    file = corpus.upload(corpus.pdf(5), "技术评估报告.pdf")
    actions.file_assessment(application.pk, opinion="可行", file=file, by=yunxi.officer, at=moment(at))


def statutory(application: Application) -> Clock:
    clock = clocks.open_clock(application.case, Matter.STATUTORY)
    assert clock is not None
    return clock


def test_an_assessment_pauses_from_the_day_after_service_to_the_day_of_the_report() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    assess(yunxi, application)
    letter = Letter.objects.get(case=application.case, kind="special_step")

    report(yunxi, application, "2026-09-30")

    # 24 to 30 September do not count: thirty days from 14 September end on 21 October, not on the 14th.
    assert (statutory(application).state, statutory(application).due_on) == ("running", date(2026, 10, 21))
    assert letter.fields["step"] == "技术评估"
    step = SpecialStep.objects.get()
    assert step.document is not None
    assert (step.kind, step.document.kind) == (Ground.TECHNICAL_ASSESSMENT, "assessment_report")


def test_work_goes_on_while_experts_have_the_clock_stopped() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    assess(yunxi, application)

    actions.assign(application.pk, officer=yunxi.officer, by=yunxi.head, at=moment("2026-09-25"))
    application = actions.write_opinion(
        application.pk, conclusion="approve", text="初步意见。", conditions=typed("夜间不生产。"), ground="",
        by=yunxi.officer, at=moment("2026-09-26"),
    )  # fmt: skip
    before = statutory(application).state
    report(yunxi, application, "2026-09-30")

    assert (before, statutory(application).state, application.state) == ("paused", "running", "in_review")


def test_nothing_pauses_before_the_head_has_confirmed_the_assessment() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)

    actions.commission_assessment(
        application.pk,
        reason="工艺复杂",
        assessor="评估中心",
        planned_days=30,
        by=yunxi.officer,
        at=moment("2026-09-23"),
    )

    assert statutory(application).state == "running"


def test_experts_and_assessor_at_once_count_once_and_the_decision_waits_for_both() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    assess(yunxi, application)
    world.commission(yunxi, application, at=moment("2026-09-25", "09:00"))
    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-25"))
    actions.file_expert_opinion(application.pk, opinion="可行", by=yunxi.officer, at=moment("2026-09-29"))
    assert statutory(application).state == "paused"
    with pytest.raises(guards.AssessmentRuns):
        guards.hold(guards.BEFORE_PROPOSAL, application, date(2026, 9, 29))

    report(yunxi, application, "2026-09-30")

    assert statutory(application).due_on == date(2026, 10, 21)
    guards.hold(guards.BEFORE_PROPOSAL, application, date(2026, 9, 30))


def test_one_step_of_a_kind_at_a_time() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    assess(yunxi, application)

    with pytest.raises(ReviewRuns):
        assess(yunxi, application, "2026-09-24")


def test_calling_one_off_leaves_the_other_running() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    assess(yunxi, application)
    world.commission(yunxi, application, at=moment("2026-09-23", "09:30"))
    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-23", "15:30"))

    actions.call_off_assessment(application.pk, reason="评估中心退回", by=yunxi.head, at=moment("2026-09-24"))

    assert guards.running_step(application, Ground.TECHNICAL_ASSESSMENT) is None
    assert guards.running_step(application, Ground.EXPERT_REVIEW) is not None
    assert statutory(application).state == "paused"
    with pytest.raises(NoReviewRuns):
        report(yunxi, application, "2026-09-25")


def test_a_paper_letter_stops_the_clocks_when_it_is_handed_over() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi, portal_service=False)
    assess(yunxi, application)
    world.commission(yunxi, application, at=moment("2026-09-23", "09:30"))
    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-23", "15:30"))
    letter = SpecialStep.objects.get(kind=Ground.TECHNICAL_ASSESSMENT).letter
    assert letter is not None

    actions.record_service(application.pk, letter=letter.pk, by=yunxi.clerk, at=moment("2026-09-25"), **world.SIGNED)

    paused = {step.kind: step.paused_from for step in SpecialStep.objects.all()}
    assert paused == {"technical_assessment": date(2026, 9, 26), "expert_review": None}


def test_an_assessor_with_a_long_name_stops_the_clocks_all_the_same() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    actions.commission_assessment(
        application.pk, reason="复杂", assessor="评" * 200, planned_days=9, by=yunxi.officer, at=moment("2026-09-23")
    )

    actions.confirm_assessment(application.pk, by=yunxi.head, at=moment("2026-09-23"))

    assert statutory(application).state == "paused"


def test_a_step_that_lasts_longer_than_was_told_gets_one_yellow_card() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    assess(yunxi, application, days=7)

    supervision.sweep(at=moment("2026-09-30", "23:00"))
    assert not Card.objects.filter(reason="overlong").exists()
    for _ in range(3):
        supervision.sweep(at=moment("2026-10-01", "00:05"))

    card = Card.objects.get(clock__matter__in=[Matter.STATUTORY, Matter.PLEDGED])
    assert (card.colour, card.reason, card.legal_on, card.clock.matter) == (
        "yellow", "overlong", date(2026, 9, 30), "statutory",
    )  # fmt: skip
    told = Message.objects.filter(template="overlong_card").values_list("to_user__name", flat=True)
    assert sorted(told) == sorted([yunxi.officer.name, yunxi.head.name])


def test_a_step_that_was_answered_in_time_gets_no_card() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    assess(yunxi, application, days=7)
    report(yunxi, application, "2026-09-30")

    supervision.sweep(at=moment("2026-10-01", "00:05"))

    assert not Card.objects.filter(clock__matter__in=[Matter.STATUTORY, Matter.PLEDGED]).exists()


def test_after_a_slow_step_the_clock_still_warns_before_its_end() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    assess(yunxi, application, days=7)
    supervision.sweep(at=moment("2026-10-08", "00:05"))
    report(yunxi, application, "2026-10-12")

    warning = statutory_warning(application)
    supervision.sweep(at=warning, witness=warning)

    reasons = Card.objects.filter(clock__matter=Matter.STATUTORY).order_by("pk").values_list("reason", flat=True)
    assert list(reasons) == ["overlong", "near"]


def statutory_warning(application: Application) -> datetime:
    return moment(statutory(application).warn_on.isoformat())


def test_every_button_of_an_assessment_pressed_twice_acts_once() -> None:
    yunxi = world.world()
    pk = world.accepted(yunxi).pk

    twice(
        "commission",
        lambda key: actions.commission_assessment(
            pk, reason="复杂", assessor="评估中心", planned_days=30, by=yunxi.officer, at=moment("2026-09-23"), key=key
        ),
    )
    twice("confirm", lambda key: actions.confirm_assessment(pk, by=yunxi.head, at=moment("2026-09-23"), key=key))
    twice(
        "report",
        lambda key: actions.file_assessment(
            pk, opinion="可行", file=corpus.upload(corpus.pdf(3), "报告.pdf"), by=yunxi.officer,
            at=moment("2026-09-30"), key=key,
        ),
    )  # fmt: skip


def test_the_timeline_of_an_assessment_is_told_in_words() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    assess(yunxi, application)
    report(yunxi, application, "2026-09-30")

    names = list(log.history(application.case).filter(name__startswith="assessment").values_list("name", flat=True))

    assert names == ["assessment_commissioned", "assessment_started", "assessment_filed"]
