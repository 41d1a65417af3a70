"""What an approval makes somebody do: opened at once, dated by what happens, counted by the law."""

from datetime import date

import pytest

from approvals.aftercare import actions
from approvals.aftercare.guards import NotPossible, OutOfOrder, WindowOpen, WindowTooShort
from approvals.aftercare.models import Aftercare, Milestone
from approvals.aftercare.states import Step
from disclosure.board.models import Notice
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.duties import register
from tests import world
from tests.aftercare.rows import built, due, followed, report, state
from tests.builders import moment
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> World:
    return world.world()


@pytest.fixture
def care(of: World) -> Aftercare:
    return followed(of)


def test_every_condition_and_every_duty_of_the_law_has_a_row_from_the_signature_on(care):
    waits = {duty.key: duty.awaits or duty.due_on for duty in register.of(care.case)}

    assert waits == {
        "condition-1": "start", "condition-2": "completion", "condition-3": "operation", "design-p1": "start",
        "construction-p1": "completion", "operation-p1": "operation", "self_acceptance-p1": "completion",
        "publish_acceptance-p1": "report", "platform_entry-p1": "window", "visit-approval": date(2026, 7, 6),
        "visit-start": "start", "visit-operation": "operation", "five-years": date(2030, 10, 5),
    }  # fmt: skip


def test_an_approval_is_followed_once(of, care):
    assert actions.begin(
        care.origin, [], document_number="x", decided_on=date(2026, 1, 5), portal_service=True, by=of.leader,
        at=moment("2026-01-06"),
    ) == care  # fmt: skip


def test_acceptance_takes_three_months_from_completion_and_twelve_where_trial_is_needed(of, care):
    built(of, care, "2026-06-01")
    assert due(care, "self_acceptance-p1") == date(2026, 9, 1)

    actions.lengthen(care.pk, phase=1, why="trial", words="废水站需要调试", by=of.applicant, at=moment("2026-08-20"))

    assert due(care, "self_acceptance-p1") == date(2027, 6, 1)
    with pytest.raises(OutOfOrder):
        actions.lengthen(care.pk, phase=1, why="trial", words="再要", by=of.applicant, at=moment("2026-08-21"))


def test_a_report_is_published_within_five_working_days_and_stands_for_twenty(of, care):
    built(of, care)
    report(of, care, Step.REPORTED, "2026-07-01")
    assert due(care, "publish_acceptance-p1") == date(2026, 7, 8)

    link = {"link": "https://hexin.example/ys", "words": "验收合格"}
    with pytest.raises(WindowTooShort, match="2026-08-05"):
        report(of, care, Step.PUBLISHED, "2026-07-08", window_until=date(2026, 8, 4), **link)
    report(of, care, Step.PUBLISHED, "2026-07-08", window_until=date(2026, 8, 5), **link)

    assert due(care, "platform_entry-p1") == date(2026, 8, 12)
    assert (state(care, "self_acceptance-p1"), state(care, "publish_acceptance-p1")) == ("done", "done")
    waiting = Notice.objects.get(case=care.origin, kind="completion", state="pending")
    assert ["验收意见", "验收合格"] in waiting.facts


@pytest.mark.parametrize(("on", "is_over"), [("2026-08-05", False), ("2026-08-06", True)])
def test_the_platform_is_filled_in_after_the_window(of, care, on, is_over):
    built(of, care)
    report(of, care, Step.REPORTED, "2026-07-01")
    report(of, care, Step.PUBLISHED, "2026-07-08", link="https://hexin.example/ys", words="验收合格")

    if is_over:
        assert report(of, care, Step.ENTERED, on).state == "completed"
        assert state(care, "platform_entry-p1") == "done"
    else:
        with pytest.raises(WindowOpen):
            report(of, care, Step.ENTERED, on)


def test_what_waits_for_the_start_gets_its_day_then(of, care):
    report(of, care, Step.STARTED, "2026-02-02")

    assert due(care, "condition-1") == date(2026, 3, 2)
    assert due(care, "design-p1") == date(2026, 2, 2)
    assert due(care, "visit-start") == date(2026, 3, 2)
    assert state(care, "five-years") == "dropped"


@pytest.mark.parametrize(
    ("step", "on", "sentence"),
    [
        (Step.COMPLETED, "2026-06-01", "先报告“开工建设”"),
        (Step.STARTED, "2026-01-02", "早于批准日期"),
        (Step.STARTED, "2026-06-02", "今天或者以前"),
    ],
)
def test_a_step_that_cannot_be_is_refused(of, care, step, on, sentence):
    with pytest.raises((OutOfOrder, NotPossible), match=sentence):
        report(of, care, step, on, at="2026-06-01")


def test_a_correction_is_a_new_row_and_the_days_are_counted_anew(of, care):
    built(of, care, "2026-06-01")
    wrong = Milestone.objects.get(step=Step.COMPLETED)

    actions.correct(
        care.pk, milestone=wrong.pk, on=date(2026, 5, 11), words="竣工日期写错", by=of.applicant,
        at=moment("2026-06-02"),
    )  # fmt: skip

    assert due(care, "self_acceptance-p1") == date(2026, 8, 11)
    assert Milestone.objects.filter(step=Step.COMPLETED).count() == 2
    with pytest.raises(OutOfOrder, match="已经更正过"):
        actions.correct(
            care.pk, milestone=wrong.pk, on=date(2026, 5, 12), words="再改", by=of.applicant, at=moment("2026-06-02")
        )


def test_each_phase_is_accepted_by_itself(of, care):
    built(of, care)
    actions.split(care.pk, name="二期：三条印刷线", by=of.applicant, at=moment("2026-06-02"))

    assert state(care, "self_acceptance-p2") == "awaiting"
    report(of, care, Step.STARTED, "2026-06-03", phase=2)
    report(of, care, Step.COMPLETED, "2026-09-01", phase=2)

    assert due(care, "self_acceptance-p1") == date(2026, 9, 1)
    assert due(care, "self_acceptance-p2") == date(2026, 12, 1)
    assert due(care, "condition-2") == date(2026, 7, 1)


def test_the_end_of_the_approval_drops_what_it_asked_for(of, care):
    built(of, care)

    ended = actions.ended(care.origin, "批准已撤销", by=of.leader, at=moment("2026-06-02"))

    assert ended.state == "ended"
    assert not register.of(care.case).filter(state__in=register.UNDONE).exists()


def test_a_re_examination_that_waits_has_no_clock_once_the_approval_is_no_more(of):
    care = followed(of, date(2021, 9, 14))
    actions.ask_re_examination(care.pk, words="没有变化", by=of.applicant, at=moment("2026-10-12"))
    assert clocks.open_clock(care.case, Matter.RE_EXAMINATION) is not None

    actions.ended(care.approval_case, "批准已撤销", by=of.leader, at=moment("2026-10-13"))

    assert clocks.open_clock(care.case, Matter.RE_EXAMINATION) is None
