"""Who is told of a red card further, step by step, each step once."""

from datetime import date

import pytest

from envportal.audit.models import Event
from envportal.deadlines.enums import ClockState, Matter
from envportal.messaging.models import Message
from envportal.supervision import actions
from envportal.supervision.enums import Tell, When
from envportal.supervision.models import Escalation
from envportal.supervision.queries import ladder as ladders
from tests.builders import moment, one_time_code
from tests.supervision.rows import held_case, mailed, team, told

pytestmark = pytest.mark.django_db


def test_the_shipped_table_tells_holder_and_head_first_and_the_superior_bureau_last():
    table = {step.when: (step.days, step.tells) for step in ladders.shipped()}

    assert table == {
        When.YELLOW: (0, (Tell.HOLDER, Tell.HEAD)),
        When.RED: (0, (Tell.HOLDER, Tell.HEAD, Tell.LEADER, Tell.SUPERVISOR)),
        When.UNEXPLAINED: (3, (Tell.HEAD, Tell.LEADER, Tell.SUPERVISOR)),
        When.PAST_DUE: (5, (Tell.LEADER, Tell.SUPERVISOR, Tell.SUPERIOR)),
        When.STATUTE: (0, (Tell.SUPERIOR,)),
    }


@pytest.mark.parametrize(("day", "expected"), [("2026-10-26", []), ("2026-10-27", ["许望舒", "韩松年", "顾怀瑾"])])
def test_a_red_card_nobody_explained_for_three_working_days_goes_up(people, day, expected):
    held_case(people)

    actions.sweep(at=moment(day, "00:05"))

    assert (told("unexplained"), mailed()) == (expected, expected)


def test_a_card_that_was_explained_in_time_does_not_go_up_for_that(people):
    card = held_case(people)
    actions.explain(card.pk, explanation="专家意见晚到。", by=people["officer"], at=moment("2026-10-26"))

    actions.sweep(at=moment("2026-10-27"))

    assert told("unexplained") == []


@pytest.mark.parametrize(("day", "expected"), [("2026-10-27", []), ("2026-10-28", ["韩松年", "顾怀瑾", "沈知远"])])
def test_five_working_days_past_due_the_superior_bureau_is_told(people, day, expected):
    held_case(people)

    actions.sweep(at=moment(day))

    assert told("past_due") == expected


def test_a_statute_that_is_past_is_told_to_the_superior_bureau_at_once(people):
    held_case(people, matter=Matter.STATUTORY)

    assert (told("statute"), mailed()) == (["沈知远"], ["沈知远"])
    assert Escalation.objects.get().legal_on == date(2026, 10, 22)


def test_a_pledge_that_is_past_is_no_statute(people):
    held_case(people)

    assert told("statute") == []


def test_a_case_that_is_finished_late_is_not_past_due_any_more(people):
    held_case(people, state=ClockState.STOPPED, stopped_on=date(2026, 10, 22))

    actions.sweep(at=moment("2026-10-30"))

    assert list(Escalation.objects.values_list("step", flat=True)) == ["unexplained"]


def test_a_clock_that_was_lawfully_paused_is_not_nagged_about_until_it_runs(people):
    card = held_case(people)
    card.clock.state = ClockState.PAUSED
    card.clock.save()

    actions.sweep(at=moment("2026-10-29"))
    quiet = Escalation.objects.count()
    card.clock.state = ClockState.RUNNING
    card.clock.save()
    actions.sweep(at=moment("2026-10-30"))

    assert (quiet, Escalation.objects.count()) == (0, 2)


def test_a_card_whose_due_day_moved_does_not_go_up(people):
    card = held_case(people)
    card.clock.due_on, card.clock.epoch = date(2026, 12, 21), 2
    card.clock.save()

    actions.sweep(at=moment("2026-10-30"))

    assert Escalation.objects.count() == 0


def test_a_removed_card_does_not_go_up(people):
    card = held_case(people)
    now = moment("2026-10-23")
    actions.ask_removal(card.pk, why="日历更正", code=one_time_code(now), by=people["supervisor"], at=now)
    actions.remove(card.pk, code=one_time_code(now), by=people["leader"], at=now)

    actions.sweep(at=moment("2026-10-30"))

    assert Escalation.objects.count() == 0


def test_each_step_is_told_and_logged_once_however_often_and_late_the_sweep_runs(people):
    held_case(people, matter=Matter.STATUTORY)

    for day in ("2026-10-30", "2026-10-30", "2026-10-31"):
        actions.sweep(at=moment(day))

    steps = list(Escalation.objects.order_by("legal_on").values_list("step", "legal_on"))
    assert steps == [
        ("statute", date(2026, 10, 22)), ("unexplained", date(2026, 10, 27)), ("past_due", date(2026, 10, 28)),
    ]  # fmt: skip
    assert Event.objects.filter(name="card_escalated").count() == 3
    assert len(mailed()) == 1 + 3 + 3


def test_a_step_keeps_the_day_it_was_reached_and_when_that_was_noticed(people):
    held_case(people)

    actions.sweep(at=moment("2026-10-30"))

    step = Escalation.objects.get(step="past_due")
    assert (step.legal_on, step.at) == (date(2026, 10, 28), moment("2026-10-30"))


def test_a_message_of_a_step_names_case_day_and_whose_rule_it_is(people):
    held_case(people, matter=Matter.STATUTORY)

    message = Message.objects.get(template="escalated")

    assert message.subject == "升级告知：年产 6000 万只食品纸容器技改项目，超过法定时限"
    assert "届满日：2026年10月21日" in message.body
    assert "建议值，非法律规定" in message.body


def test_a_bureau_without_a_superior_tells_nobody_above_it():
    held_case(team(), matter=Matter.STATUTORY)

    assert (told("statute"), mailed()) == ([], [])
