"""Before an approval ends its enterprise is heard, and nobody speaks or keeps silent in its name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from approvals.applications import actions, guards
from approvals.applications.actions import revocation_heard as verbs
from approvals.applications.forms.revocation import DropForm
from approvals.applications.models import Application, RevocationAnswer
from approvals.applications.rules import ChairReviewed
from approvals.applications.states import State
from envportal.documents.models import Letter
from tests import world
from tests.applications.ending import AFTER, LAST, end, propose
from tests.builders import moment
from tests.documents import corpus

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def of(kept_for_the_module: None) -> World:
    return world.world()


@pytest.fixture(scope="module")
def approved(of: World) -> Application:
    return world.sign(of, world.proposed(of), moment("2026-10-20", "09:00"))


def test_a_hearing_asked_for_in_time_is_held_seven_working_days_after_its_notice(of, approved):
    propose(of, approved)
    ask = {"answer": "要求听证。", "wants_hearing": True, "by": of.applicant}
    actions.answer_revocation(approved.pk, at=moment("2026-11-12", "20:00"), **ask)
    told: dict[str, Any] = {
        "chair": of.supervisor, "summary": "各方意见一致。", "by": of.officer, "at": moment("2026-11-30"),
    }  # fmt: skip

    with pytest.raises(guards.HearingNotHeld):
        end(of, approved, moment("2026-11-20"))
    with pytest.raises(verbs.HearingOutOfTime):
        file_hearing(approved, told_on=date(2026, 11, 19), **told)
    with pytest.raises(ChairReviewed):
        file_hearing(approved, told_on=date(2026, 11, 16), **{**told, "chair": of.head})
    file_hearing(approved, told_on=date(2026, 11, 16), **told)

    assert end(of, approved, moment("2026-12-01"), reason="不予采纳。").state == State.REVOKED
    assert "举行了听证" in Letter.objects.get(kind="revocation").fields["said"]


def file_hearing(approved: Application, *, told_on: date, **told: Any) -> None:
    file = corpus.upload(corpus.pdf(2), "听证笔录.pdf")
    actions.file_revocation_hearing(
        approved.pk, hearing_told_on=told_on, heard_on=date(2026, 11, 27), file=file, **told
    )  # fmt: skip


def test_a_hearing_asked_for_too_late_is_refused_and_a_statement_is_not(of, approved):
    propose(of, approved)
    late = moment("2026-11-13", "09:00")

    with pytest.raises(verbs.AnsweredTooLate):
        actions.answer_revocation(approved.pk, answer="x", wants_hearing=True, by=of.applicant, at=late)
    actions.answer_revocation(approved.pk, answer="补充证据。", wants_hearing=False, by=of.applicant, at=late)

    assert approved.revocations.get().answer == "补充证据。"


def test_an_answer_that_waives_the_hearing_lets_it_be_decided_at_once_and_the_letter_tells_it(of, approved):
    propose(of, approved)
    actions.answer_revocation(
        approved.pk, answer="监测报告由第三方提供。", wants_hearing=False, by=of.applicant, at=moment("2026-11-06")
    )

    end(of, approved, moment("2026-11-06", "15:00"), reason="第三方造假不免除建设单位责任，不予采纳。")

    said = Letter.objects.get(kind="revocation").fields["said"]
    assert "你单位于2026年11月6日提出陈述申辩。" in said
    assert "不予采纳" in said


def test_what_the_enterprise_asked_for_no_officer_takes_back_and_no_paper_he_enters_shortens_its_days(of, approved):
    revocation = propose(of, approved)
    paper = {"answer": "没有意见。", "wants_hearing": False, "by": of.officer, "at": moment("2026-11-10")}
    actions.record_answer(approved.pk, answered_on=date(2026, 11, 6), **paper)

    with pytest.raises(guards.NotYetHeard):
        guards.enterprise_heard(revocation, LAST)
    own = {"by": of.applicant, "at": moment("2026-11-11")}
    actions.answer_revocation(approved.pk, answer="要求听证。", wants_hearing=True, **own)
    actions.record_answer(approved.pk, answered_on=date(2026, 11, 10), **{**paper, "at": moment("2026-11-12")})

    revocation = approved.revocations.get()
    with pytest.raises(guards.HearingNotHeld):
        guards.enterprise_heard(revocation, AFTER.date())
    said = revocation.answers.order_by("pk").values_list("text", "wants_hearing", "is_own")
    assert list(said) == [("没有意见。", False, False), ("要求听证。", True, True), ("没有意见。", False, False)]
    actions.answer_revocation(approved.pk, answer="不再要求。", wants_hearing=False, **own)
    guards.enterprise_heard(approved.revocations.get(), LAST)


@pytest.mark.parametrize(("on", "is_taken"), [("11-04", False), ("11-05", True), ("11-10", True), ("11-11", False)])
def test_an_answer_on_paper_came_after_its_notice_and_not_tomorrow(of, approved, on: str, is_taken: bool):
    propose(of, approved)
    told = {"answer": "有意见。", "wants_hearing": False, "by": of.officer, "at": moment("2026-11-10")}
    answered_on = date.fromisoformat(f"2026-{on}")

    if is_taken:
        actions.record_answer(approved.pk, answered_on=answered_on, **told)
    else:
        with pytest.raises(verbs.AnsweredOutOfTime, match="11月5日"):
            actions.record_answer(approved.pk, answered_on=answered_on, **told)
    assert RevocationAnswer.objects.exists() == is_taken


def test_the_transcript_of_an_earlier_hearing_is_not_the_one_of_this(of, approved):
    told: dict[str, Any] = {
        "told_on": date(2026, 11, 16),
        "chair": of.supervisor,
        "summary": "一致。",
        "by": of.officer,
    }
    ask = {"answer": "要求听证。", "wants_hearing": True, "by": of.applicant, "at": moment("2026-11-06")}
    propose(of, approved)
    actions.answer_revocation(approved.pk, **ask)
    file_hearing(approved, **told, at=moment("2026-11-30"))
    dropped = {"reason": "证据不足。", "why_not": "not_so", "by": of.leader}
    actions.drop_revocation(approved.pk, **dropped, at=moment("2026-12-01"))
    propose(of, approved, "procedure", moment("2026-11-05", "15:00"))
    actions.answer_revocation(approved.pk, **ask)

    with pytest.raises(verbs.TranscriptTaken):
        file_hearing(approved, **told, at=moment("2026-11-30", "15:00"))


@pytest.mark.parametrize(("is_bound", "asks"), [(True, {"why_not", "reason"}), (False, {"reason"})])
def test_who_drops_the_end_of_an_approval_says_why_where_it_had_to_be_revoked(is_bound: bool, asks: set[str]):
    assert set(DropForm({}, is_bound=is_bound).errors) == asks
