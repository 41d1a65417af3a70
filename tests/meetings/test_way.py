"""From the rule that brings a case to the meeting to confirmed minutes, and what is refused on the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from approvals.meetings import actions, resolutions, rules
from approvals.meetings.actions.docket import WaitsAlready
from approvals.meetings.actions.sitting import AlreadyRecused
from approvals.meetings.models import Docket, Meeting
from approvals.meetings.states import Conclusion, ItemState, Quorum, State, View
from envportal.audit import log
from envportal.cases import rules as case_rules
from envportal.cases.queries import CONFLICT
from envportal.deadlines import clocks
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import world
from tests.builders import moment
from tests.meetings import rows
from tests.meetings.rows import FRIDAY, MONDAY, Room

pytestmark = pytest.mark.django_db
EIGHT = moment("2026-09-18", "08:00")


@pytest.fixture
def room() -> Room:
    return rows.room()


def names(template: str) -> set[str]:
    return set(Message.objects.filter(template=template).values_list("to_user__name", flat=True))


# WHICH CASES COME -------------------------------------------------------------
def test_a_report_waits_for_the_meeting_from_its_acceptance_on_by_the_rule(room: Room) -> None:
    case = rows.report(room).case

    docket = Docket.objects.get()
    assert (docket.case, docket.why, docket.rule, docket.entered_by) == (case, "所有报告书", room.rule, None)
    assert "meeting_required" in log.history(case).values_list("name", flat=True)


def test_a_table_comes_by_its_industry_or_its_investment_and_else_not(room: Room) -> None:
    world.accepted(room.world)
    assert list(Docket.objects.all()) == []


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"project_industry": "C2614"}, "化工和炼铁的报告表"),
        ({"project_industry": "C3110"}, "化工和炼铁的报告表"),
        ({"project_industry": "C3120"}, None),
        ({"investment": 50000}, "总投资不少于 50000 万元的项目"),
        ({"investment": 49999}, None),
        ({"project_industry": "C2614", "investment": 50000}, "化工和炼铁的报告表；总投资不少于 50000 万元的项目"),
    ],
)
def test_listed_industries_and_major_investment_come(room: Room, answers: dict[str, Any], why: str | None) -> None:
    world.accepted(room.world, **answers)

    assert Docket.objects.values_list("why", flat=True).first() == why


def test_a_case_accepted_before_the_rule_need_not_come_and_a_later_rule_changes_no_case_under_way() -> None:
    room = rows.room(valid_from=date(2026, 9, 18))
    application = rows.report(room)

    assert Docket.objects.count() == 0
    assert resolutions.waits(application.case) is None
    resolutions.discussed(application.case)


def test_somebody_may_bring_a_case_no_rule_brings(room: Room) -> None:
    case = world.accepted(room.world).case
    actions.hand_in(case.pk, why="厂界外有学校", by=room.world.head, at=EIGHT)

    docket = Docket.objects.get()
    assert (docket.why, docket.entered_by, docket.rule) == ("厂界外有学校", room.world.head, None)
    with pytest.raises(WaitsAlready):
        actions.hand_in(case.pk, why="再来一次", by=room.world.head, at=EIGHT)


# THE MEETING ------------------------------------------------------------------
@pytest.mark.parametrize(("quorum", "least"), [(Quorum.HALF, 3), (Quorum.TWO_THIRDS, 3), (Quorum.ALL, 4)])
def test_so_many_of_four_have_to_be_there(quorum: str, least: int) -> None:
    assert rules.needed(4, quorum) == least


def test_without_a_quorum_no_meeting_opens(room: Room) -> None:
    with pytest.raises(rules.NoQuorum, match="应到 4 人，实到 2 人"):
        rows.opened(room, absent={room.water.pk: "下乡", room.law.pk: "病假"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=Meeting.objects.get().pk).update(opened_at=EIGHT)


def test_where_the_chair_is_absent_the_next_member_presides(room: Room) -> None:
    meeting = rows.opened(room, absent={room.chair.pk: "外出"})

    assert meeting.chair == room.world.head


def test_the_chair_speaks_last(room: Room) -> None:
    item = rows.opened(room, rows.report(room)).items.get()

    with pytest.raises(rules.ChairLast, match="还有 3 人"):
        actions.opine(item.pk, view=View.AGREE, by=room.chair, at=EIGHT)
    rows.speak(room, item, EIGHT)
    assert [one.user.name for one in item.opinions.all()] == ["许望舒", "程砚秋", "陆九思", "韩松年"]


def test_nobody_speaks_twice_or_from_elsewhere(room: Room) -> None:
    item = rows.opened(room, rows.report(room), absent={room.law.pk: "病假"}).items.get()
    actions.opine(item.pk, view=View.AGREE, by=room.water, at=EIGHT)

    with pytest.raises(rules.SpokenBefore):
        actions.opine(item.pk, view=View.AGREE, by=room.water, at=EIGHT)
    with pytest.raises(rules.NotAMember):
        actions.opine(item.pk, view=View.AGREE, by=room.law, at=EIGHT)


def test_who_does_not_agree_says_why(room: Room) -> None:
    item = rows.opened(room, rows.report(room)).items.get()

    with pytest.raises(rules.SaysTooLittle):
        actions.opine(item.pk, view=View.REFUSE, by=room.water, at=EIGHT)
    with pytest.raises(IntegrityError), transaction.atomic():
        item.opinions.create(user=room.water, view=View.REFUSE, at=EIGHT, typed_by=room.water)


def test_the_minute_taker_records_for_all_and_puts_the_chair_last(room: Room) -> None:
    item = rows.opened(room, rows.report(room)).items.get()
    said = [{"user": one, "view": View.AGREE, "words": ""} for one in room.members]

    actions.record(item.pk, said=said, by=room.world.clerk, at=EIGHT)  # type: ignore[arg-type]

    assert [one.user for one in item.opinions.all()][-1] == room.chair
    assert {one.typed_by for one in item.opinions.all()} == {room.world.clerk}


def test_there_is_no_conclusion_before_everybody_has_spoken(room: Room) -> None:
    item = rows.opened(room, rows.report(room)).items.get()
    actions.opine(item.pk, view=View.AGREE, by=room.water, at=EIGHT)

    with pytest.raises(rules.ItemsLeft, match="韩松年、许望舒、陆九思"):
        actions.conclude(item.pk, conclusion=Conclusion.APPROVE, text="同意", by=room.world.clerk, at=EIGHT)


def test_a_recused_member_neither_speaks_nor_counts_nor_handles_the_case_any_more(room: Room) -> None:
    application = rows.report(room)
    item = rows.opened(room, application).items.get()
    actions.recuse(item.pk, user=room.water, reason="配偶在该单位任职", by=room.water, at=EIGHT)

    with pytest.raises(rules.NotAMember):
        actions.opine(item.pk, view=View.AGREE, by=room.water, at=EIGHT)
    with pytest.raises(AlreadyRecused):
        actions.recuse(item.pk, user=room.water, reason="再说一次", by=room.water, at=EIGHT)
    rows.speak(room, item, EIGHT, water=("", ""))
    done = actions.conclude(item.pk, conclusion=Conclusion.APPROVE, text="同意", by=room.world.clerk, at=EIGHT)
    assert done.state == ItemState.RESOLVED


def test_a_recusal_follows_the_case_to_a_later_meeting_and_stands_in_its_minutes(room: Room) -> None:
    application = rows.report(room)
    meeting = rows.opened(room, application)
    item = meeting.items.get()
    actions.recuse(item.pk, user=room.water, reason="配偶在该单位任职", by=room.world.leader, at=EIGHT)
    actions.postpone(item.pk, reason="时间不够", by=room.world.clerk, at=EIGHT)
    actions.close(meeting.pk, by=room.world.clerk, at=EIGHT)

    later, at = rows.opened(room, application, on=MONDAY), moment("2026-09-21", "08:00")
    again = later.items.get()
    with pytest.raises(rules.NotAMember):
        actions.opine(again.pk, view=View.AGREE, by=room.water, at=at)
    rows.speak(room, again, at, water=("", ""))
    actions.conclude(again.pk, conclusion=Conclusion.APPROVE, text="同意", by=room.world.clerk, at=at)
    actions.close(later.pk, by=room.world.clerk, at=at)
    letter = actions.confirm(later.pk, by=room.chair, at=at).minutes

    assert letter is not None
    assert letter.fields["resolutions"][0]["recused"] == "程砚秋（配偶在该单位任职）"


def test_who_declared_a_conflict_on_the_case_elsewhere_takes_no_part(room: Room) -> None:
    application = rows.report(room)
    log.record(application.case, CONFLICT, by=room.law, at=moment("2026-09-17", "16:00"), facts={"reason": "曾任顾问"})
    meeting = rows.opened(room, application)
    item = meeting.items.get()

    with pytest.raises(rules.NotAMember):
        actions.opine(item.pk, view=View.AGREE, by=room.law, at=EIGHT)
    rows.speak(room, item, EIGHT, law=("", ""))
    actions.conclude(item.pk, conclusion=Conclusion.APPROVE, text="同意", by=room.world.clerk, at=EIGHT)
    actions.close(meeting.pk, by=room.world.clerk, at=EIGHT)
    letter = actions.confirm(meeting.pk, by=room.chair, at=EIGHT).minutes

    assert letter is not None
    assert letter.fields["resolutions"][0]["recused"] == "陆九思（已声明利害关系）"


def test_a_chair_who_is_recused_is_replaced_for_the_item_and_signs_it_no_more(room: Room) -> None:
    application = rows.report(room)
    item = rows.opened(room, application).items.get()
    actions.recuse(item.pk, user=room.chair, reason="曾在该单位任职", by=room.chair, at=EIGHT)
    item.refresh_from_db()

    assert rules.chair_of(item, room.members) == room.world.head
    assert not case_rules.may(room.chair, "decision.sign", application.case, FRIDAY)


def test_too_few_are_left_for_an_item_when_two_of_three_are_recused(room: Room) -> None:
    item = rows.opened(room, rows.report(room), absent={room.law.pk: "病假"}).items.get()
    for one in (room.water, room.chair):
        actions.recuse(item.pk, user=one, reason="利害关系", by=room.world.leader, at=EIGHT)
    actions.opine(item.pk, view=View.AGREE, by=room.world.head, at=EIGHT)

    with pytest.raises(rules.NoQuorum):
        actions.conclude(item.pk, conclusion=Conclusion.APPROVE, text="同意", by=room.world.clerk, at=EIGHT)


def test_only_a_head_or_a_leader_recuses_somebody_else(room: Room) -> None:
    item = rows.opened(room, rows.report(room)).items.get()

    with pytest.raises(NotYours):
        actions.recuse(item.pk, user=room.water, reason="利害关系", by=room.law, at=EIGHT)


def test_a_revision_says_what_to_revise(room: Room) -> None:
    item = rows.opened(room, rows.report(room)).items.get()
    rows.speak(room, item, EIGHT)

    with pytest.raises(rules.SaysTooLittle):
        actions.conclude(item.pk, conclusion=Conclusion.REVISE, text="改", by=room.world.clerk, at=EIGHT)


def test_a_postponed_item_waits_again_and_its_clock_runs_on(room: Room) -> None:
    application = rows.report(room)
    meeting = rows.opened(room, application)
    with pytest.raises(rules.ItemsLeft):
        actions.close(meeting.pk, by=room.world.clerk, at=EIGHT)
    actions.postpone(meeting.items.get().pk, reason="时间不够", by=room.world.clerk, at=EIGHT)

    assert actions.close(meeting.pk, by=room.world.clerk, at=EIGHT).state == State.CLOSED
    assert Docket.objects.get().resolution is None
    assert clocks.open_clock(application.case, clocks.Matter.STATUTORY).state == "running"
    assert names("meeting_postponed") == {"周明远"}
    assert rows.convened(room, application, on=rows.MONDAY).items.count() == 1
