"""After a review a new version comes with what changed; the officer says of each point whether it is settled."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from approvals.applications import actions, guards, rules
from approvals.applications.actions import revisions
from approvals.applications.actions.filing import NotSigned
from approvals.applications.models import Application, Revision, SpecialStep
from approvals.applications.queries import files, public_files
from approvals.applications.queries.revisions import number_of, points_to_ask
from approvals.applications.states import Conclusion, FileKind, Part
from disclosure.board.queries import progress
from envportal.audit import log
from envportal.cases.models import Case
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import world
from tests.accounts.conftest import signed_in
from tests.applications.revising import (
    ANSWERED,
    ASKED,
    CHANGES,
    JUDGED,
    POINTS,
    after_experts,
    answer,
    ask,
    dues,
    judge,
    key,
    leaving_revisions_out,
    pledge,
    revised,
)  # fmt: skip
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def yunxi(kept_for_the_module: None) -> world.World:
    return leaving_revisions_out()


@pytest.fixture(scope="module")
def application(yunxi: world.World) -> Application:
    return after_experts(yunxi)


def test_a_new_version_stands_and_the_old_one_stays_with_what_was_asked_and_changed(
    yunxi: world.World, application: Application
):
    old = files(application, "eia_table").get()
    revision = ask(yunxi, application)
    answer(yunxi, application)
    judge(yunxi, application, "", "附图看不清，请换一张")

    revision.refresh_from_db()
    new = files(application, "eia_table").get()
    old.refresh_from_db()
    assert (revision.before, revision.document, old.replaced_by, number_of(new)) == (old, new, new, 2)
    assert [(one.what, one.page, one.verdict, one.why) for one in revision.points.all()] == [
        ("明确活性炭更换周期", "35", "settled", ""), ("补充监测口位置图", "附图 7", "open", "附图看不清，请换一张"),
    ]  # fmt: skip
    to = {one.template: one.to_user for one in Message.objects.filter(template__startswith="revision_")}
    assert to == {
        "revision_asked": yunxi.applicant, "revision_answered": yunxi.officer, "revision_judged": yunxi.applicant,
    }  # fmt: skip


@pytest.mark.parametrize("called_off", [False, True])
def test_the_pledge_stops_from_the_day_after_it_is_asked_to_the_answer_and_the_statute_runs_on(
    yunxi: world.World, application: Application, called_off: bool
):
    before, held, calendar = dues(application), pledge(application), clocks.calendar_of(yunxi.bureau.pk)
    ask(yunxi, application)
    assert progress.progress(application.case, date(2026, 10, 11)).phase == "applicant"
    if called_off:
        actions.call_off_revision(application.pk, reason="改写进批准条件", by=yunxi.officer, at=ANSWERED)
    else:
        answer(yunxi, application)

    days = calendar.between(ASKED.date(), ANSWERED.date())
    assert dues(application) == before | {Matter.PLEDGED: calendar.add(before[Matter.PLEDGED], days)}
    pause = held.events.get(kind="paused", ground="revision")
    assert (pause.on, held.events.get(about=pause).on) == (date(2026, 10, 10), date(2026, 10, 12))


def test_a_bureau_whose_pledge_leaves_no_revision_out_stops_no_clock(yunxi: world.World, application: Application):
    rule, before = pledge(application).rule, dues(application)
    del rule.excludes["revision"]
    rule.save()
    ask(yunxi, application)
    answer(yunxi, application)

    assert dues(application) == before


def test_the_public_reads_the_revised_version_or_nothing_is_handed_in(yunxi: world.World, application: Application):
    old = files(application, FileKind.PUBLIC).get()
    ask(yunxi, application)
    with pytest.raises(revisions.PublicVersionMissing):
        answer(yunxi, application, public=None)
    answer(yunxi, application)

    new = files(application, FileKind.PUBLIC).get()
    old.refresh_from_db()
    assert (old.replaced_by, new.is_public, new.name) == (new, True, "公开本（修改）.pdf")
    assert public_files(application) == [new]


def test_a_window_clerk_hands_in_what_the_applicant_signed_and_judges_nothing(
    yunxi: world.World, application: Application
):
    ask(yunxi, application)
    Case.objects.filter(pk=application.pk).update(assisted=True)
    told: dict[str, Any] = {"answers": CHANGES, "by": yunxi.clerk, "at": ANSWERED}
    with pytest.raises(NotSigned):
        actions.answer_revision(application.pk, **told, **revised())
    page = reverse("applications:counter:answer_revision", args=[application.pk])
    with time_machine.travel(ANSWERED, tick=True):
        clerk, signed = signed_in(yunxi.clerk), {"signed": corpus.upload(corpus.pdf(1), "修改说明.pdf")}
        assert page in clerk.get(reverse("applications:case", args=[application.pk])).content.decode()
        typed = {"change_1": "改了", "page_1": "35", "change_2": "补充了", "page_2": "附图 7"}
        assert clerk.post(page, typed | revised() | key()).status_code == 422
        assert clerk.post(page, typed | revised() | signed | key()).status_code == 302
    event = log.history(application.case).get(name="revision_answered")
    assert (event.acting_for, event.facts["signed"]) == (yunxi.owner.name, "修改说明.pdf")
    assert Part.INTAKE in rules.parts_of(yunxi.clerk, application)


def test_what_is_not_settled_is_what_the_next_round_asks(yunxi: world.World, application: Application):
    assert points_to_ask(application) == POINTS  # the lines of the experts' opinion

    ask(yunxi, application)
    answer(yunxi, application)
    judge(yunxi, application, "", "附图看不清")

    assert points_to_ask(application) == POINTS[1:]
    assert ask(yunxi, application, at=moment("2026-10-14"), points=POINTS[1:]).round == 2


def test_a_review_filed_since_is_what_the_next_round_asks(yunxi: world.World, application: Application):
    ask(yunxi, application)
    answer(yunxi, application)
    judge(yunxi, application, "", "附图看不清，请换一张")
    again = world.commission(yunxi, application, moment("2026-10-20", "09:00"))
    actions.confirm_expert_review(again.pk, by=yunxi.head, at=moment("2026-10-20", "10:00"))
    actions.file_expert_opinion(
        again.pk, opinion="补充夜间噪声预测；核实排气筒高度", by=yunxi.officer, at=moment("2026-10-26", "16:00")
    )

    assert points_to_ask(application) == ["补充夜间噪声预测", "核实排气筒高度"]


def test_it_is_asked_after_a_filed_review_only_and_one_at_a_time(yunxi: world.World, application: Application):
    step = SpecialStep.objects.get(application=application)
    with pytest.raises(revisions.NothingToRevise):
        ask(yunxi, application, points=[])
    SpecialStep.objects.filter(pk=step.pk).update(filed_on=None, cancelled_at=ASKED)
    with pytest.raises(revisions.NothingToRevise):
        ask(yunxi, application)
    SpecialStep.objects.filter(pk=step.pk).update(filed_on=date(2026, 9, 30), cancelled_at=None)
    ask(yunxi, application)
    with pytest.raises(revisions.RevisionOpen):
        ask(yunxi, application)


def test_only_the_officer_asks_and_judges_and_only_the_applicant_answers(yunxi: world.World, application: Application):
    for by in (yunxi.head, yunxi.leader, yunxi.applicant):
        with pytest.raises((NotYours, rules.ActedBefore)):
            ask(yunxi, application, by=by)
    ask(yunxi, application)
    for other in (yunxi.officer, world.other_applicant(yunxi)):
        with pytest.raises(NotYours):
            answer(yunxi, application, by=other)
    with pytest.raises(revisions.NoRevision):
        judge(yunxi, application, "", "")


def test_the_same_file_is_no_revision_and_each_point_is_answered(yunxi: world.World, application: Application):
    ask(yunxi, application)
    answer(yunxi, application)
    judge(yunxi, application, "", "附图看不清")
    ask(yunxi, application, at=moment("2026-10-14"), points=["换一张附图"])
    one: list[revisions.Change] = [{"page": "附图 7", "change": "换了"}]

    with pytest.raises(revisions.NotRevised):
        answer(yunxi, application, pages=9, answers=one)
    with pytest.raises(revisions.PointsLeft):
        answer(yunxi, application, pages=10, answers=[])
    answer(yunxi, application, pages=10, answers=one)
    with pytest.raises(revisions.PointsLeft):
        judge(yunxi, application)


def test_each_step_sent_twice_is_done_once(yunxi: world.World, application: Application):
    keys = [str(uuid4()) for _n in range(2)]
    for _twice in range(2):
        ask(yunxi, application, key=keys[0])
    for _twice in range(2):
        answer(yunxi, application, key=keys[1])
    names = log.history(application.case).filter(name__startswith="revision_").values_list("name", flat=True)
    assert list(names) == ["revision_asked", "revision_answered"]


def test_a_decision_waits_for_the_revision_and_rests_on_an_opinion_written_after_it(
    yunxi: world.World, application: Application
):
    def write(at: Any) -> None:
        actions.write_opinion(application.pk, conclusion=Conclusion.APPROVE, text="同意。", by=yunxi.officer, at=at)

    guards.revision_over(application, JUDGED.date())
    write(moment("2026-10-08"))
    ask(yunxi, application)
    with pytest.raises(guards.RevisionRuns, match="等申请人提交"):
        actions.propose(application.pk, by=yunxi.head, at=ANSWERED)
    answer(yunxi, application)
    with pytest.raises(guards.RevisionRuns, match="等经办人认定"):
        guards.revision_over(application, JUDGED.date())
    with pytest.raises(revisions.AnsweredMeanwhile):  # or the opinion would rest on a text nobody assessed
        actions.call_off_revision(application.pk, reason="不再需要", by=yunxi.officer, at=JUDGED)
    judge(yunxi, application, "", "")
    with pytest.raises(guards.OpinionBeforeRevision):
        guards.revision_over(application, JUDGED.date())
    write(moment("2026-10-13", "09:01"))
    guards.revision_over(application, JUDGED.date())


def test_no_case_waits_for_ever(yunxi: world.World, application: Application):
    ask(yunxi, application)

    actions.call_off_revision(application.pk, reason="改写进批准条件", by=yunxi.officer, at=ANSWERED)

    guards.revision_over(application, ANSWERED.date())
    with pytest.raises(revisions.NoRevision):
        answer(yunxi, application)
    assert Message.objects.get(template="revision_called_off").to_user == yunxi.applicant


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"judged_at": JUDGED}, "a_revision_is_judged_once_it_is_answered"),
        ({"called_off_at": JUDGED}, "a_revision_is_called_off_for_a_reason"),
        ({"answered_at": ANSWERED}, "a_revision_is_answered_with_a_document"),
    ],
)
def test_the_table_keeps_what_a_revision_is(
    yunxi: world.World, application: Application, values: dict[str, Any], name: str
):
    revision = ask(yunxi, application)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(**values)
