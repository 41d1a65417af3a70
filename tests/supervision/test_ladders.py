"""Who is told of a card is a bureau's own table: proposed by one person, agreed to by another."""

from datetime import date
from typing import Any

import pytest

from envportal.accounts.models import User
from envportal.accounts.rules.second_factor import WrongCode
from envportal.deadlines.enums import Matter
from envportal.supervision import actions, queries
from envportal.supervision.models import Escalation, Ladder
from envportal.supervision.rules.cards import NeedsSecondPerson
from envportal.supervision.rules.ladders import LadderBeginsInThePast, LadderIsDecided, LadderIsProposed
from tests import builders
from tests.builders import moment, one_time_code
from tests.supervision.rows import held_case, mailed

pytestmark = pytest.mark.django_db


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
