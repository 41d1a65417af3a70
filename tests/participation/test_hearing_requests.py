"""A hearing asked for on the public page blocks the signature from that moment, and becomes one of the procedure."""

from __future__ import annotations

from datetime import date

import pytest

from approvals.applications import actions as applications
from approvals.applications import guards as gates
from approvals.applications.actions.public import NothingWaits
from disclosure.board.models import Notice
from disclosure.participation import actions, guards
from envportal.audit.models import Event
from tests import world
from tests.builders import moment
from tests.participation import rows

pytestmark = pytest.mark.django_db
SIGNING = moment("2026-10-20", "09:00")


def take_up(of: world.World, application, request, at=SIGNING):
    return applications.take_up_hearing_request(application.pk, submission=request, by=of.clerk, at=at)


def test_a_request_in_time_keeps_the_decision_waiting_until_somebody_takes_it_up():
    yunxi = world.world()
    application = world.proposed(yunxi)
    made = rows.hearing(application, at=moment("2026-10-19", "23:50"))

    with pytest.raises(gates.HearingRequestWaits):
        world.sign(yunxi, application, SIGNING)
    take_up(yunxi, application, made)

    request = application.hearing_requests.get()
    made.refresh_from_db(fields=["outcome", "taken_up_by"])
    assert (request.asker, request.name, request.asked_on) == ("interested", "方晓", date(2026, 10, 19))
    assert request.contact == "0999-000 0456，青石镇 3 组"
    assert request.document.is_inside
    assert request.document.pages == 1
    assert request.hearing is not None
    assert (made.taken_up_by, made.is_late) == (yunxi.clerk, False)
    assert Event.objects.get(name="author_seen").actor == yunxi.clerk
    with pytest.raises(gates.HearingRuns):
        world.sign(yunxi, application, SIGNING)


def test_a_late_request_is_kept_and_answered_and_holds_up_nothing():
    yunxi = world.world()
    application = world.proposed(yunxi)
    made = rows.hearing(application, at=moment("2026-10-20", "00:01"))

    take_up(yunxi, application, made)

    request = application.hearing_requests.get()
    made.refresh_from_db(fields=["outcome"])
    assert made.is_late
    assert request.hearing is None
    assert request.notice_letter is not None
    assert made.outcome == request.refused_why
    assert world.sign(yunxi, application, SIGNING).state == "approved"


def test_a_late_request_nobody_has_taken_up_holds_up_nothing_and_is_answered_by_the_end_of_the_case():
    yunxi = world.world()
    application = world.proposed(yunxi)
    made = rows.hearing(application, at=moment("2026-10-20", "00:01"))

    assert world.sign(yunxi, application, SIGNING).state == "approved"

    made.refresh_from_db(fields=["outcome", "taken_up_at", "taken_up_by"])
    assert (made.taken_up_at, made.taken_up_by) == (SIGNING, yunxi.leader)
    assert made.outcome == (
        "应当自拟审批公示之日起五个工作日内提出，最后一天是2026年10月19日；本申请于2026年10月20日提出，已逾期（行政许可法第四十七条）。"
        "本件已于2026年10月20日办结，不再举行听证。对决定不服的，可以申请行政复议或者提起行政诉讼。"
    )
    assert Event.objects.filter(name="hearing_answered", case=application.case).count() == 1


def test_a_request_is_taken_up_once():
    yunxi = world.world()
    application = world.proposed(yunxi)
    made = rows.hearing(application)
    take_up(yunxi, application, made)

    with pytest.raises(NothingWaits):
        take_up(yunxi, application, made)

    assert application.hearing_requests.count() == 1


def test_the_applicants_second_request_joins_the_first():
    yunxi = world.world()
    application = world.proposed(yunxi)
    applications.ask_hearing(application.pk, reason="x", by=yunxi.applicant, at=rows.IN_WINDOW)
    made = rows.hearing(application, side="applicant")

    take_up(yunxi, application, made)

    made.refresh_from_db(fields=["outcome", "taken_up_at"])
    assert made.taken_up_at is not None
    assert "并入" in made.outcome
    assert application.hearing_requests.count() == 1


def test_there_is_nothing_to_be_heard_on_before_a_decision_is_proposed():
    yunxi = world.world()
    application = world.reviewed(yunxi)
    acceptance = rows.notice_of(application, Notice.Kind.ACCEPTANCE)

    with pytest.raises(guards.NotOpen):
        actions.post_hearing(
            acceptance, actions.Typed("x", side="interested"), key="k", address="a", at=moment("2026-09-21")
        )


def test_an_interested_partys_last_day_is_that_of_the_notice():
    application = world.proposed(world.world())

    assert actions.hearing_until(rows.notice_of(application)) == date(2026, 10, 19)
