"""The hearing on request: the last day to ask, what stops meanwhile, who else asks, and who takes a request back."""

from __future__ import annotations

from datetime import date

import pytest

from approvals.applications import actions, guards, rules
from approvals.applications.actions import hearing as hearings
from approvals.applications.actions import hearing_requests as requests
from approvals.applications.models import Application, Hearing, HearingRequest
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.messaging.models import Message
from envportal.supervision import actions as supervision
from envportal.supervision.models import Card
from tests import world
from tests.builders import moment

pytestmark = pytest.mark.django_db
REASON = "批准条件过严。"


def ask(yunxi: world.World, application: Application, day: str, clock: str = "10:00") -> Application:
    return actions.ask_hearing(application.pk, reason=REASON, by=yunxi.applicant, at=moment(day, clock))


def statutory(application: Application) -> Clock:
    clock = clocks.open_clock(application.case, Matter.STATUTORY)
    assert clock is not None
    return clock


def running(application: Application) -> Hearing:
    hearing = guards.running_hearing(application)
    assert hearing is not None
    return hearing


def test_the_applicant_may_ask_to_the_end_of_the_fifth_working_day() -> None:
    # Proposed and published on Monday 12 October: five working days end on Monday the 19th.
    yunxi = world.world()
    application = world.proposed(yunxi)

    ask(yunxi, application, "2026-10-19", "23:59")

    request = HearingRequest.objects.get()
    assert (request.asked_on, request.refused_why) == (date(2026, 10, 19), "")
    assert running(application) == request.hearing


def test_a_request_on_the_day_after_is_kept_and_refused_with_its_reason() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    ask(yunxi, application, "2026-10-20", "00:01")

    request = HearingRequest.objects.get()
    assert request.hearing is None
    assert "2026年10月19日" in request.refused_why
    assert not Hearing.objects.exists()
    assert log.history(application.case).filter(name="hearing_request_refused").count() == 1
    assert Message.objects.filter(to_user=yunxi.applicant, template="hearing_request_refused").count() == 1
    assert world.sign(yunxi, application, moment("2026-10-20", "09:00")).state == "approved"


def test_a_request_on_a_sunday_counts_its_twenty_working_days_from_there() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    ask(yunxi, application, "2026-10-18", "21:00")

    clock = clocks.open_clock(application.case, Matter.HEARING)
    assert clock is not None
    assert (clock.started_on, clock.due_on) == (date(2026, 10, 18), date(2026, 11, 13))


def test_until_the_letter_is_served_the_right_has_not_begun_to_end() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi, portal_service=False)

    ask(yunxi, application, "2026-10-30")

    assert running(application).asked_on == date(2026, 10, 30)


def test_nobody_asks_twice() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    ask(yunxi, application, "2026-10-13")

    with pytest.raises(requests.AskedAlready):
        ask(yunxi, application, "2026-10-14")


def test_nobody_asks_before_a_decision_is_proposed() -> None:
    yunxi = world.world()
    application = world.reviewed(yunxi)

    with pytest.raises(rules.OutOfOrder):
        ask(yunxi, application, "2026-10-10")


@pytest.mark.parametrize(("asked_on", "refused"), [("2026-10-19", ""), ("2026-10-20", "拟审批公示之日起五个工作日")])
def test_a_neighbour_asks_in_writing_within_five_working_days_of_the_notice(asked_on: str, refused: str) -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    world.ask_on_paper(yunxi, application, asked_on, moment("2026-10-21"))

    request = HearingRequest.objects.get()
    assert (request.hearing is None) is bool(refused)
    assert refused in request.refused_why
    assert request.document is not None
    assert request.document.is_inside


def test_a_request_cannot_have_come_tomorrow_or_before_anything_was_proposed() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    for asked_on in ("2026-10-11", "2026-10-15"):
        with pytest.raises(requests.NotThatDay):
            world.ask_on_paper(yunxi, application, asked_on, moment("2026-10-14"))


def test_nobody_decides_while_a_hearing_was_asked_for() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    ask(yunxi, application, "2026-10-19")

    with pytest.raises(guards.HearingRuns) as refused:
        world.sign(yunxi, application, moment("2026-10-20", "09:00"))

    assert refused.value.article == "行政许可法第48条"


def test_no_clock_stops_before_the_head_has_decided_and_the_letter_is_served() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi, portal_service=False)
    ask(yunxi, application, "2026-10-13")
    assert statutory(application).state == "running"

    actions.confirm_hearing(application.pk, planned_days=30, by=yunxi.head, at=moment("2026-10-13", "15:00"))
    assert statutory(application).state == "running"

    letter = application.case.letters.get(kind="special_step")
    actions.record_service(
        application.pk, letter=letter.pk, by=yunxi.clerk, at=moment("2026-10-13", "16:00"), **world.SIGNED
    )
    assert (statutory(application).state, running(application).paused_from) == ("paused", date(2026, 10, 14))


def test_from_the_day_after_the_request_to_the_signature_no_day_counts() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    assert statutory(application).due_on == date(2026, 10, 14)
    world.heard(yunxi, application)
    world.arrange(yunxi, application, "2026-11-05", moment("2026-10-14"))
    deciding = Clock.objects.filter(case=application.case, matter__in=["statutory", "pledged"], stopped_on=None)
    assert [clock.state for clock in deciding] == ["paused", "paused"]

    world.transcript(yunxi, application, "2026-11-06", moment("2026-11-09"))

    # One day of thirty was left on 13 October; it is 7 November, a Saturday, and so the Monday after.
    assert (statutory(application).state, statutory(application).due_on) == ("running", date(2026, 11, 9))
    assert clocks.open_clock(application.case, Matter.HEARING) is None
    stopped = Clock.objects.get(case=application.case, matter=Matter.HEARING)
    assert (stopped.stopped_on, stopped.due_on) == (date(2026, 11, 5), date(2026, 11, 10))


def test_a_head_who_decides_days_later_stops_the_clocks_from_the_request_all_the_same() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    ask(yunxi, application, "2026-10-13")

    actions.confirm_hearing(application.pk, planned_days=30, by=yunxi.head, at=moment("2026-10-16"))

    assert running(application).paused_from == date(2026, 10, 14)
    letter = application.case.letters.get(kind="special_step")
    assert (letter.fields["since"], letter.fields["resumes_on"]) == ("2026-10-14", "2026-11-13")


def test_the_notice_window_and_the_hearing_overlap_and_count_once_on_the_pledge() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    before = clocks.open_clock(application.case, Matter.PLEDGED)
    assert before is not None
    world.heard(yunxi, application)
    world.arrange(yunxi, application, "2026-10-23", moment("2026-10-14"))

    world.transcript(yunxi, application, "2026-10-23", moment("2026-10-23", "16:00"))

    after = clocks.open_clock(application.case, Matter.PLEDGED)
    assert after is not None
    # The window stopped 13 to 19 October already; the hearing adds the 20th to the 23rd, four working days.
    assert clocks.calendar_of(yunxi.bureau.pk).between(before.due_on, after.due_on) == 4


def test_the_head_plans_for_longer_than_has_gone_by() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    ask(yunxi, application, "2026-10-13")

    with pytest.raises(hearings.NotSoShort):
        actions.confirm_hearing(application.pk, planned_days=3, by=yunxi.head, at=moment("2026-10-16"))


def test_a_withdrawn_request_ends_the_hearing_and_the_clocks_go_on_the_day_after() -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))

    actions.withdraw_hearing(application.pk, reason="已经沟通", by=yunxi.applicant, at=moment("2026-10-20"))

    hearing = Hearing.objects.get()
    assert (hearing.runs, hearing.ended_why) == (False, "已经沟通")
    assert (statutory(application).state, statutory(application).due_on) == ("running", date(2026, 10, 21))
    assert clocks.open_clock(application.case, Matter.HEARING) is None
    assert world.sign(yunxi, application, moment("2026-10-21", "09:00")).state == "approved"


def test_while_a_neighbour_still_wants_it_the_hearing_goes_on() -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))
    world.ask_on_paper(yunxi, application, "2026-10-14", moment("2026-10-14"))
    actions.withdraw_hearing(application.pk, reason="已经沟通", by=yunxi.applicant, at=moment("2026-10-15"))
    assert guards.running_hearing(application) is not None

    request = HearingRequest.objects.get(asker="interested")
    actions.record_hearing_withdrawal(
        application.pk, request=request, reason="本人书面撤回", by=yunxi.officer, at=moment("2026-10-16")
    )

    assert guards.running_hearing(application) is None


def test_who_withdrew_in_time_may_ask_again_in_time() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    ask(yunxi, application, "2026-10-13")
    actions.withdraw_hearing(application.pk, reason="误点", by=yunxi.applicant, at=moment("2026-10-13", "11:00"))

    ask(yunxi, application, "2026-10-14")

    assert (running(application).asked_on, HearingRequest.objects.count()) == (date(2026, 10, 14), 2)


def test_there_is_nothing_to_withdraw_where_nobody_asked() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    with pytest.raises(requests.NotAsked):
        actions.withdraw_hearing(application.pk, reason="误点", by=yunxi.applicant, at=moment("2026-10-13"))


@pytest.mark.parametrize("end", ["send_back", "withdraw"])
def test_a_hearing_ends_with_what_it_was_about(end: str) -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))
    by = yunxi.leader if end == "send_back" else yunxi.applicant

    getattr(actions, end)(application.pk, reason="重新考虑", by=by, at=moment("2026-10-15"))

    assert guards.running_hearing(application) is None
    assert clocks.open_clock(application.case, Matter.HEARING) is None


def test_a_hearing_not_organised_in_twenty_working_days_gets_a_red_card() -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))

    supervision.sweep(at=moment("2026-11-11", "00:05"))

    card = Card.objects.get(clock__matter=Matter.HEARING, colour="red")
    assert (card.legal_on, card.case_id) == (date(2026, 11, 10), application.pk)


def test_the_log_names_no_neighbour() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    world.ask_on_paper(yunxi, application, "2026-10-14", moment("2026-10-14"))

    assert "方某" not in str([event.facts for event in log.history(application.case)])
