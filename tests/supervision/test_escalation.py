"""Who is told of a red card further, step by step, each step once."""

from datetime import date
from typing import Any

import pytest

from envportal.accounts.models import User
from envportal.accounts.rules.second_factor import WrongCode
from envportal.audit.models import Event
from envportal.deadlines.enums import ClockState, Matter
from envportal.messaging.models import Message
from envportal.supervision import actions, queries
from envportal.supervision.enums import Tell, When
from envportal.supervision.models import Card, Escalation, Ladder
from envportal.supervision.queries import ladder as ladders
from envportal.supervision.rules.cards import NeedsSecondPerson
from envportal.supervision.rules.ladders import LadderBeginsInThePast, LadderIsDecided, LadderIsProposed
from tests import builders
from tests.builders import moment, one_time_code
from tests.supervision.rows import clock, opened_case, team

pytestmark = pytest.mark.django_db
# Due on Wednesday 2026-10-21, so red on Thursday 10-22; three working days after it: Tuesday 10-27; five after the due
# day: Wednesday 10-28.
RED_ON = moment("2026-10-22", "00:05")


@pytest.fixture
def people() -> dict[str, User]:
    """The team of a bureau, and the supervisor of the bureau above it."""
    found, above = team(), builders.bureau("jiangyuan", "江原省生态环境厅", "江环")
    own = builders.bureau()
    own.parent = above
    own.save()
    return found | {"superior": builders.staff("supervisor", "沈知远", at=above)}


def held_case(people: dict[str, User], **fields: object) -> Card:
    """A pledge that was missed, held by the officer, with its red card raised the day after."""
    case = opened_case(holder=people["officer"], section=people["officer"].section)
    clock(case, **{"matter": Matter.PLEDGED, **fields})  # type: ignore[arg-type]
    actions.sweep(at=RED_ON)
    return Card.objects.get(colour="red")


def told(step: str) -> list[str]:
    return [name for one in Escalation.objects.filter(step=step) for name in one.told]


def mailed(template: str = "escalated") -> list[str]:
    return list(Message.objects.filter(template=template).order_by("pk").values_list("to_user__name", flat=True))


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


# A bureau's own table --------------------------------------------------------
def own(people: dict[str, User], *, valid_from: str = "2026-10-20", matter: str = "", **tells: Any) -> Ladder:
    """A version proposed by the leader: one working day without explanation tells the head."""
    at = moment("2026-10-19")
    rungs = [{"when": "unexplained", "days": 1, "tells": ["head"]}]
    return actions.propose_ladder(
        builders.bureau(), matter=matter, valid_from=date.fromisoformat(valid_from), why="试行", rungs=rungs,
        by=people["leader"], at=at, **tells,
    )  # fmt: skip


def agree(people: dict[str, User], ladder: Ladder, at: str = "2026-10-19") -> Ladder:
    now = moment(at)
    return actions.agree_ladder(ladder.pk, code=one_time_code(now), by=people["supervisor"], at=now)


def test_a_version_two_persons_agreed_on_replaces_the_shipped_one_from_its_day_on(people):
    agree(people, own(people))
    held_case(people)

    actions.sweep(at=moment("2026-10-23"))
    actions.sweep(at=moment("2026-10-30"))

    assert list(Escalation.objects.values_list("step", "legal_on", "told")) == [
        ("unexplained", date(2026, 10, 23), ["许望舒"])
    ]
    assert mailed("red_card") == []  # its table tells nobody of that


def test_a_proposal_changes_nothing(people):
    own(people)
    held_case(people)

    actions.sweep(at=moment("2026-10-23"))

    assert Escalation.objects.count() == 0


def test_a_card_raised_before_a_version_follows_the_one_of_its_own_day(people):
    agree(people, own(people, valid_from="2026-10-23"))
    held_case(people)

    actions.sweep(at=moment("2026-10-26"))

    assert Escalation.objects.count() == 0


def test_a_version_for_another_matter_does_not_apply(people):
    agree(people, own(people, matter=Matter.INTAKE))
    held_case(people)

    actions.sweep(at=moment("2026-10-23"))

    assert Escalation.objects.count() == 0


def test_another_bureaus_version_does_not_apply(people):
    ladder = agree(people, own(people))
    Ladder.objects.filter(pk=ladder.pk).update(bureau=builders.bureau("dongling", "东岭市生态环境局", "东环"))
    held_case(people)

    actions.sweep(at=moment("2026-10-23"))

    assert Escalation.objects.count() == 0


def test_nobody_agrees_to_their_own_proposal(people):
    ladder, now = own(people), moment("2026-10-19")

    with pytest.raises(NeedsSecondPerson):
        actions.agree_ladder(ladder.pk, code=one_time_code(now), by=people["leader"], at=now)


@pytest.mark.parametrize(("day", "refused"), [("2026-10-20", False), ("2026-10-21", True)])
def test_a_version_does_not_reach_back(people, day, refused):
    ladder = own(people)

    if refused:
        with pytest.raises(LadderBeginsInThePast):
            agree(people, ladder, day)
    else:
        assert agree(people, ladder, day).agreed_by == people["supervisor"]


def test_one_proposal_a_matter_waits_at_a_time_and_one_turned_down_makes_room(people):
    first = own(people)

    with pytest.raises(LadderIsProposed):
        own(people)
    actions.decline_ladder(first.pk, why="天数太短", by=people["supervisor"], at=moment("2026-10-19"))
    with pytest.raises(LadderIsDecided):
        agree(people, first)

    assert own(people).pk != first.pk


def test_a_preview_of_the_steps_writes_nothing(people, django_assert_max_num_queries):
    held_case(people)

    with django_assert_max_num_queries(6):
        found = queries.steps_reached(date(2026, 10, 28))

    assert [step.rung.when for step in found] == ["unexplained", "past_due"]
    assert Escalation.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_wrong_codes_at_an_agreement_count_though_each_is_rolled_back(people):
    ladder, now = own(people), moment("2026-10-19")
    wrong = f"{(int(one_time_code(now)) + 1) % 10**6:06}"
    for _ in range(5):
        with pytest.raises(WrongCode):
            actions.agree_ladder(ladder.pk, code=wrong, by=people["supervisor"], at=now)

    with pytest.raises(WrongCode, match="过 5 分钟再试"):
        actions.agree_ladder(ladder.pk, code=one_time_code(now), by=people["supervisor"], at=now)
