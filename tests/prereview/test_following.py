"""An application follows a pre-review and never goes back; the days of both are told beside the pledge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from approvals.applications import actions as applications
from approvals.applications.actions.following import NotAnsweredHere
from approvals.applications.models import Application
from approvals.applications.rules import OutOfOrder
from approvals.applications.states import State
from approvals.prereview import actions, rules
from approvals.prereview.models import PreReview
from envportal.cases.models import CaseLink
from envportal.cases.queries import applications_after, pre_reviews_of, query_code
from envportal.deadlines import clocks
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.prereview import rows

pytestmark = pytest.mark.django_db
DRAFTED = moment("2026-09-14", "09:30")


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def following(of: world.World) -> tuple[PreReview, Application]:
    """Asked on 17 August, answered on the 27th; filed on 14 September, accepted on the 17th."""
    before = rows.answered(of)
    application = world.filled(of, DRAFTED)
    applications.follow(application.pk, pre_review=before, by=of.applicant, at=DRAFTED)
    applications.submit(application.pk, declared=True, by=of.applicant, at=moment("2026-09-14", "16:48"))
    return before, applications.accept(application.pk, by=of.clerk, at=moment("2026-09-17"))


def test_a_draft_names_the_answered_pre_review_it_follows(yunxi: world.World) -> None:
    before, application = following(yunxi)

    link = CaseLink.objects.get()
    assert (link.source, link.target, link.why) == (before.case, application.case, "pre_review")
    assert list(pre_reviews_of(application.case)) == [before.case]
    assert list(applications_after(before.case)) == [application.case]


def test_a_draft_takes_another_choice_and_none(yunxi: world.World) -> None:
    before, draft = rows.answered(yunxi), world.draft(yunxi)
    for _again in range(2):
        applications.follow(draft.pk, pre_review=before, by=yunxi.applicant, at=DRAFTED)
    assert CaseLink.objects.count() == 1

    applications.follow(draft.pk, pre_review=None, by=yunxi.applicant, at=DRAFTED)

    assert not CaseLink.objects.exists()


def test_what_is_not_answered_or_not_ones_own_is_not_followed(yunxi: world.World) -> None:
    open_one, draft = rows.taken(yunxi), world.draft(yunxi)
    other = world.other_applicant(yunxi)
    assert other.enterprise is not None
    theirs = actions.create_draft(other.enterprise, yunxi.bureau, by=other, at=DRAFTED, **rows.typed())

    for wrong in (open_one, theirs):
        with pytest.raises(NotAnsweredHere):
            applications.follow(draft.pk, pre_review=wrong, by=yunxi.applicant, at=DRAFTED)


def test_one_of_another_bureau_is_not_followed(yunxi: world.World) -> None:
    before, dongling = rows.answered(yunxi), world.world(code="dongling")
    draft = world.draft(dongling)

    with pytest.raises(NotAnsweredHere):
        applications.follow(draft.pk, pre_review=before, by=dongling.applicant, at=DRAFTED)


def test_once_filed_what_it_follows_stands_even_in_a_correction(yunxi: world.World) -> None:
    before = rows.answered(yunxi)
    application = world.submitted(yunxi)
    world.ask_correction(application.pk, items=[world.ITEM], by=yunxi.clerk, at=moment("2026-09-15"))

    with pytest.raises(OutOfOrder):
        applications.follow(application.pk, pre_review=before, by=yunxi.applicant, at=moment("2026-09-16"))


def test_no_transition_moves_a_filed_application_back_before_filing() -> None:
    machine: Any = Application._meta.get_field("state")
    ways = [(str(way.source), str(way.target)) for way in machine.get_all_transitions(Application)]
    reached, grown = {str(State.SUBMITTED)}, True
    while grown:
        more = {target for source, target in ways if source in reached} - reached
        reached, grown = reached | more, bool(more)

    assert len(ways) > 15
    assert str(State.DRAFT) not in {target for _source, target in ways}
    assert reached.isdisjoint({State.DRAFT, "pre_review", "asked", "in_hand"})
    assert str(State.APPROVED) in reached


def test_while_an_application_runs_its_project_gets_no_pre_review(yunxi: world.World) -> None:
    application = world.submitted(yunxi)

    with pytest.raises(rules.ApplicationRuns, match="不能再转为申请前审查"):
        rows.asked(yunxi, moment("2026-09-15"))
    other = rows.asked(yunxi, moment("2026-09-15"), project_name="另一个项目")
    applications.withdraw(application.pk, reason="缓建", by=yunxi.applicant, at=moment("2026-09-16"))

    assert other.case.number
    assert rows.asked(yunxi, moment("2026-09-17")).case.number


def test_a_draft_left_lying_is_not_handed_in_after_the_application(yunxi: world.World) -> None:
    draft = rows.draft(yunxi)
    world.submitted(yunxi)

    with pytest.raises(rules.ApplicationRuns):
        actions.ask(draft.pk, by=yunxi.applicant, at=moment("2026-09-15"))


def test_the_draft_of_an_application_keeps_no_pre_review_back(yunxi: world.World) -> None:
    world.draft(yunxi)

    assert rows.asked(yunxi, moment("2026-09-15")).case.number


def test_the_total_is_told_in_three_parts(yunxi: world.World) -> None:
    _before, application = following(yunxi)

    found = clocks.elapsed(application.case, date(2026, 9, 24))

    assert (found.first_on, found.total, found.is_over) == (date(2026, 8, 17), 38, False)
    assert (found.before.days, found.before.working_days) == (28, 20)
    assert (found.with_bureau.days, found.with_bureau.working_days) == (10, 8)
    # 20 September is a make-up working Sunday.
    assert (found.since.days, found.since.working_days) == (10, 9)
    assert found.net == "6 个工作日"
    assert found.before.days + found.since.days == found.total


def test_the_total_stands_on_the_pages_of_an_application_a_pre_review_went_before_alone(yunxi: world.World) -> None:
    _before, application = following(yunxi)
    alone = world.submitted(yunxi, moment("2026-09-18"))
    told, heading = {}, 'id="h-elapsed"'

    with time_machine.travel(moment("2026-09-24"), tick=True):
        for found in (application, alone):
            typed = {"no": found.case.number, "code": query_code(found.case)}
            told[found.pk] = [
                heading in signed_in(yunxi.applicant).get(f"/my/applications/{found.pk}/").content.decode(),
                heading in signed_in(yunxi.applicant).get(f"/my/applications/{found.pk}/receipt/").content.decode(),
                heading in signed_in(yunxi.head).get(f"/desk/cases/{found.pk}/").content.decode(),
                heading in Client().post("/progress/", typed).content.decode(),
            ]

    assert told == {application.pk: [True] * 4, alone.pk: [False] * 4}


def test_without_a_pre_review_the_total_begins_with_the_receipt(yunxi: world.World) -> None:
    application = world.submitted(yunxi)

    found = clocks.elapsed(application.case, date(2026, 9, 15))

    assert (found.before, found.total, found.since.days, found.net) == (None, 1, 1, "")


def test_on_the_day_of_receipt_nothing_has_elapsed_and_after_the_end_nothing_more(yunxi: world.World) -> None:
    application = world.submitted(yunxi)
    applications.withdraw(application.pk, reason="缓建", by=yunxi.applicant, at=moment("2026-09-16"))
    case = Application.objects.get(pk=application.pk).case

    assert clocks.elapsed(case, date(2026, 9, 14)).total == 0
    assert clocks.elapsed(case, date(2026, 12, 1)).total == 2
    assert clocks.elapsed(world.draft(yunxi).case, date(2026, 9, 14)) is None


def test_a_bureaus_figures_tell_the_middle_of_its_closed_applications(yunxi: world.World) -> None:
    _before, application = following(yunxi)
    applications.withdraw(application.pk, reason="缓建", by=yunxi.applicant, at=moment("2026-09-24"))
    second = world.submitted(yunxi, moment("2026-09-14", "17:00"))
    applications.withdraw(second.pk, reason="缓建", by=yunxi.applicant, at=moment("2026-09-16"))

    found = clocks.elapsed_figures(yunxi.bureau, date(2026, 9, 1), date(2026, 9, 24))
    too_early = clocks.elapsed_figures(yunxi.bureau, date(2026, 9, 1), date(2026, 9, 15))

    assert (found.applications, found.with_pre_review) == (2, 1)
    assert (found.before, found.since, found.total) == (28, 6, 20)
    assert (too_early.applications, too_early.total) == (0, 0)
