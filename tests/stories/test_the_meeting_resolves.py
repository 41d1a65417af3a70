"""Three journeys: a report through a meeting with dissent and recusal, a meeting lost to a holiday, a green channel."""

from __future__ import annotations

from datetime import date

import pytest

from approvals.applications import actions
from approvals.applications.queries import typed
from approvals.applications.states import State
from approvals.green import actions as green
from approvals.meetings import actions as meetings
from approvals.meetings import resolutions
from approvals.meetings.actions.convening import NoSlot
from approvals.meetings.rules import slots
from approvals.meetings.rules.waiting import patterns, waiting
from approvals.meetings.states import Conclusion, View
from disclosure.board.models import Notice
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.documents.models import Letter
from envportal.workdays import shipped
from tests import world
from tests.builders import moment
from tests.green.test_channel import LINE, define
from tests.meetings import rows

pytestmark = pytest.mark.django_db


def test_a_report_goes_through_a_meeting_with_a_dissent_and_a_recusal_to_its_approval() -> None:
    room = rows.room()
    of = room.world
    application = rows.report(room)
    world.publish(of, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    actions.write_opinion(
        application.pk, conclusion="approve", text="同意报告书的结论。", conditions=typed("密闭收集废气。"),
        by=of.officer, at=moment("2026-09-17", "17:10"),
    )  # fmt: skip
    with pytest.raises(resolutions.NotDiscussed):
        actions.propose(application.pk, by=of.head, at=moment("2026-09-17", "17:20"))

    meeting = rows.opened(room, application)
    item, at = meeting.items.get(), moment("2026-09-18", "08:05")
    meetings.recuse(item.pk, user=room.law, reason="曾为该单位提供咨询", by=room.law, at=at)
    rows.speak(
        room, item, at, water=(View.REFUSE, "排口下游二公里有取水口"), law=("", ""),
        chair=(View.REVISE, "先补枯水期预测"),
    )  # fmt: skip
    meetings.conclude(
        item.pk, conclusion=Conclusion.REVISE, text="修改后同意批准。", conditions="补充枯水期混合区预测", by=of.clerk,
        at=at,
    )  # fmt: skip
    meetings.close(meeting.pk, by=of.clerk, at=at)
    minuted = meetings.confirm(meeting.pk, by=of.leader, at=moment("2026-09-18", "08:40"))

    said = Letter.objects.get(kind=Letter.Kind.MINUTES).fields["resolutions"][0]
    assert (said["dissent"], said["recused"]) == (
        "程砚秋：不同意，排口下游二公里有取水口",
        "陆九思（曾为该单位提供咨询）",
    )  # fmt: skip
    with pytest.raises(resolutions.OpinionBeforeMeeting):
        actions.propose(application.pk, by=of.head, at=moment("2026-09-18", "09:00"))
    found = resolutions.resolution(application.case)
    actions.write_opinion(
        application.pk, conclusion="approve", text="同意。", conditions=typed(f"密闭收集废气。\n{found.conditions}"),
        by=of.officer, at=moment("2026-09-18", "10:00"),
    )  # fmt: skip
    actions.propose(application.pk, by=of.head, at=moment("2026-09-18", "11:00"))
    world.publish(of, application, Notice.Kind.PROPOSED_DECISION, moment("2026-09-18", "17:00"))
    signed = world.sign(of, application, moment("2026-10-09"))

    letter = Letter.objects.get(kind=Letter.Kind.APPROVAL)
    assert signed.state == State.APPROVED
    assert "补充枯水期混合区预测" in letter.fields["conditions"][1]
    assert letter.fields["discussed"].startswith("本件经本局2026年9月18日会审会集体讨论")
    assert minuted.minutes.number == "云环会纪〔2026〕1号"


def test_over_spring_festival_no_meeting_is_held_the_cases_wait_and_no_clock_stops() -> None:
    """Friday 13 February is the last slot before the holiday, Wednesday 25 February the first one after it."""
    of = world.world()
    room = rows.room(of, valid_from=date(2026, 9, 1))
    spring = [slots.Pattern(date(2026, 1, 1), room.rule.days)]
    assert slots.next_slot(shipped(), spring, date(2026, 2, 13)) == date(2026, 2, 25)

    # The same over the autumn holidays of the running year: cancelled before them, held after them.
    application = rows.report(room)
    before = [clock.due_on for clock in clocks.of(application.case)]
    meeting = rows.convened(room, application, on=date(2026, 9, 30), at=moment("2026-09-28"))
    meetings.cancel(meeting.pk, reason="节前值班，改到节后", by=of.clerk, at=moment("2026-09-29"))
    with pytest.raises(NoSlot, match="2026-10-09"):
        rows.convened(room, application, on=date(2026, 10, 2), at=moment("2026-09-29"))
    [row] = waiting(of.bureau, date(2026, 9, 30))
    again = rows.convened(room, application, on=date(2026, 10, 9), at=moment("2026-09-30"))

    assert (row.on, again.on) == (date(2026, 10, 9), date(2026, 10, 9))
    assert [clock.due_on for clock in clocks.of(application.case)] == before
    assert patterns([room.rule])[0].weekdays == {0, 2, 4}


def test_a_green_channel_case_is_approved_on_a_day_without_a_meeting() -> None:
    room = rows.room()
    of = room.world
    define(of)
    application = rows.report(room)
    world.publish(of, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    asked = green.ask(application.pk, criterion=LINE, reason="省重点", by=of.officer, at=moment("2026-09-17", "17:05"))
    green.grant(asked.pk, ends_on=date(2026, 12, 31), by=of.leader, at=moment("2026-09-17", "17:10"))
    actions.write_opinion(
        application.pk, conclusion="approve", text="同意。", by=of.officer, at=moment("2026-09-17", "17:20")
    )  # fmt: skip
    actions.propose(application.pk, by=of.head, at=moment("2026-09-17", "17:30"))
    notice = world.publish(of, application, Notice.Kind.PROPOSED_DECISION, moment("2026-09-17", "17:40"))
    accepted = Notice.objects.get(case=application.case, kind=Notice.Kind.ACCEPTANCE)

    # Both windows are as long as everybody's; a Tuesday or Thursday after them has no meeting.
    assert notice.closes_on is not None
    assert accepted.closes_on is not None
    day = clocks.next_working_day(of.bureau, max(notice.closes_on, accepted.closes_on))
    while day.weekday() in room.rule.days:
        day = clocks.next_working_day(of.bureau, day)
    signed = world.sign(of, application, moment(day.isoformat()))

    assert (signed.state, signed.decided_on) == (State.APPROVED, day)
    assert "went_without_meeting" in log.history(application.case).values_list("name", flat=True)
    assert Letter.objects.filter(kind=Letter.Kind.MINUTES).count() == 0
    assert Letter.objects.get(kind=Letter.Kind.APPROVAL).fields.get("discussed") is None
