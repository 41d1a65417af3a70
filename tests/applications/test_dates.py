"""Days that are awkward: rest days, the turn of the year, answers that come late, ends while something waits."""

from __future__ import annotations

from datetime import date

import pytest

from approvals.applications import actions
from approvals.applications.models import Application
from approvals.applications.states import State
from disclosure.board.models import Notice
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.documents.models import Document
from envportal.refusals import Refused
from tests import world
from tests.builders import moment

pytestmark = pytest.mark.django_db
ITEM = world.ITEM


def due(application: Application, matter: str) -> Clock:
    clock = clocks.open_clock(application.case, matter)
    assert clock is not None
    return clock


def test_an_application_filed_on_a_holiday_is_received_that_day() -> None:
    yunxi = world.world()

    application = world.submitted(yunxi, moment("2026-10-03", "23:59"))

    assert application.received_on == date(2026, 10, 3)
    # 8, 9, 10 (a make-up Saturday), 12 and 13 October are the five working days.
    assert (due(application, Matter.INTAKE).due_on, due(application, Matter.STATUTORY).due_on) == (
        date(2026, 10, 13), date(2026, 11, 2),
    )  # fmt: skip


def test_a_day_is_over_at_midnight_in_shanghai_not_in_greenwich() -> None:
    yunxi = world.world()

    application = world.submitted(yunxi, moment("2026-09-15", "00:01"))

    assert application.received_on == date(2026, 9, 15)


def test_limits_that_end_in_a_year_without_a_gazetted_calendar_are_provisional() -> None:
    yunxi = world.world()

    application = world.submitted(yunxi, moment("2027-12-20"))

    assert due(application, Matter.STATUTORY).provisional
    assert due(application, Matter.STATUTORY).due_on.year == 2028


def test_an_answer_after_eight_months_is_received_that_day_under_the_rules_of_that_day() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi, moment("2026-07-20"))
    world.ask_correction(application.pk, items=[ITEM], by=yunxi.clerk, at=moment("2026-07-22"))

    application = world.supplement(application.pk, answer="已补", by=yunxi.applicant, at=moment("2026-11-20"))

    clock = due(application, Matter.STATUTORY)
    assert (clock.started_on, clock.rule.act, application.received_on) == (
        date(2026, 11, 20), "生态环境法典", date(2026, 11, 20),
    )  # fmt: skip
    assert application.case.opened_on == date(2026, 7, 20)


def test_a_withdrawal_while_experts_sit_ends_every_clock_and_every_notice_that_waits() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi)
    world.commission(yunxi, application)
    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-23"))

    actions.withdraw(application.pk, reason="不建了", by=yunxi.applicant, at=moment("2026-09-25"))

    assert not Clock.objects.filter(case=application.case).exclude(state="stopped").exists()
    assert not Notice.objects.filter(case=application.case, state="pending").exists()
    with pytest.raises(Refused):
        actions.file_expert_opinion(application.pk, opinion="可行", by=yunxi.officer, at=moment("2026-09-28"))


def test_what_was_filed_once_stays_in_the_record_through_a_correction() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    filed = Document.objects.get(case=application.case, kind="eia_table")
    world.ask_correction(application.pk, items=[ITEM], by=yunxi.clerk, at=moment("2026-09-15"))

    with pytest.raises(Refused):
        actions.detach(application.pk, document=filed.pk, by=yunxi.applicant, at=moment("2026-09-16"))

    assert Document.objects.filter(pk=filed.pk).exists()


def test_service_recorded_after_the_case_ended_pauses_nothing() -> None:
    yunxi = world.world()
    application = world.accepted(yunxi, portal_service=False)
    world.commission(yunxi, application)
    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-23"))
    actions.withdraw(application.pk, reason="不建了", by=yunxi.applicant, at=moment("2026-09-24"))
    letter = application.case.letters.get(kind="special_step")

    actions.record_service(application.pk, letter=letter.pk, by=yunxi.clerk, at=moment("2026-09-25"), **world.SIGNED)

    assert Application.objects.get(pk=application.pk).state == State.WITHDRAWN
    assert application.special_steps.get().paused_from is None


def test_the_log_keeps_what_was_first_filed_and_what_came_with_the_correction_but_no_telephone() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi, overview="十二条线。")
    world.ask_correction(application.pk, items=[ITEM], by=yunxi.clerk, at=moment("2026-09-15"))
    actions.save_step(application.pk, overview="十条线。", by=yunxi.applicant, at=moment("2026-09-16"))
    world.supplement(application.pk, answer="已补", by=yunxi.applicant, at=moment("2026-09-16"))

    events = log.history(application.case).filter(name__in=["submitted", "supplemented"])

    assert [event.facts["filed"]["项目概况"] for event in events] == ["十二条线。", "十条线。"]
    assert "09990000123" not in str([event.facts for event in events])
