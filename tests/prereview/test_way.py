"""From the question to the answer: limit, holder, one request for more, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django_fsm import TransitionNotAllowed

from approvals.prereview import actions, rules
from approvals.prereview.models import PreReview
from approvals.prereview.states import Outcome, State
from envportal.audit import log
from envportal.cases.queries import by_query_code, query_code
from envportal.deadlines import clocks
from envportal.deadlines.actions import add_rule
from envportal.deadlines.enums import Anchor, Matter, Unit
from envportal.deadlines.models import Clock
from envportal.messaging.models import Message
from envportal.supervision import actions as supervision
from envportal.supervision.models import Card
from tests import builders, world
from tests.builders import moment
from tests.prereview import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def told(template: str) -> set[str]:
    return set(Message.objects.filter(template=template).values_list("to_user__name", flat=True))


def test_a_question_gets_a_number_of_its_own_series_a_code_and_ten_working_days(yunxi: world.World) -> None:
    found = rows.asked(yunxi)

    clock = Clock.objects.get(case=found.case)
    assert (found.case.kind, found.case.number) == ("pre_review", "云环前审〔2026〕1号")
    assert (clock.matter, clock.started_on, clock.due_on) == (Matter.PRE_REVIEW, date(2026, 8, 17), date(2026, 8, 31))
    assert by_query_code(str(found.case.number), query_code(found.case)) == found.case
    assert told("pre_review_asked") == {"沈雁"}
    assert told("pre_review_to_take") == {"周明远", "许望舒"}


def test_it_is_no_application_so_neither_statute_nor_pledge_runs(yunxi: world.World) -> None:
    found = rows.answered(yunxi)

    assert list(Clock.objects.filter(case=found.case).values_list("matter", flat=True)) == [Matter.PRE_REVIEW]
    assert clocks.promised(found.case) is None
    assert clocks.elapsed(found.case, date(2026, 9, 1)) is None


def test_a_bureau_sets_its_own_limit_from_a_day_on(yunxi: world.World) -> None:
    add_rule(
        yunxi.bureau, matter=Matter.PRE_REVIEW, valid_from=date(2026, 8, 1), amount=5, unit=Unit.WORKING_DAY,
        anchor=Anchor.RECEIVED, act="云溪市生态环境局办事指南",
    )  # fmt: skip

    assert clocks.due_on(rows.asked(yunxi).case, Matter.PRE_REVIEW) == date(2026, 8, 24)


def test_who_takes_it_holds_it_and_answers_in_points(yunxi: world.World) -> None:
    found = rows.answered(yunxi)

    clock = Clock.objects.get(case=found.case)
    assert (found.state, found.case.holder, found.case.closed_on) == (State.ANSWERED, yunxi.officer, date(2026, 8, 27))
    assert (clock.state, clock.stopped_on) == ("stopped", date(2026, 8, 27))
    assert [point.what for point in found.points.all()] == [rows.POINT["what"]]
    assert told("pre_review_answered") == {"沈雁"}
    assert [event.name for event in log.history(found.case)] == [
        "pre_review_drafted", "pre_review_asked", "pre_review_taken", "pre_review_answered",
    ]  # fmt: skip


def test_more_is_asked_for_once_and_the_limit_runs_on(yunxi: world.World) -> None:
    pk = rows.taken(yunxi).pk
    actions.ask_more(pk, more="请补平面布置图说明", by=yunxi.officer, at=moment("2026-08-19"))

    found = actions.supply(pk, supplied="车间在北侧", by=yunxi.applicant, at=moment("2026-08-24"))

    assert (found.state, found.supplied_on) == (State.IN_HAND, date(2026, 8, 24))
    assert clocks.due_on(found.case, Matter.PRE_REVIEW) == date(2026, 8, 31)
    with pytest.raises(rules.AskedMoreBefore):
        actions.ask_more(pk, more="再补", by=yunxi.officer, at=moment("2026-08-25"))


def test_the_section_answers_though_the_enterprise_added_nothing(yunxi: world.World) -> None:
    pk = rows.taken(yunxi).pk
    actions.ask_more(pk, more="请补", by=yunxi.officer, at=moment("2026-08-19"))

    found = actions.answer(
        pk, outcome=Outcome.READY, opinion="可以申请。", points=[], by=yunxi.officer, at=moment("2026-08-31", "17:00")
    )

    assert found.state == State.ANSWERED
    assert not Card.objects.filter(colour="red").exists()


@pytest.mark.parametrize(
    ("outcome", "authority", "points", "enough"),
    [
        (Outcome.READY, "", [], True),
        (Outcome.NOT_NEEDED, "", [], True),
        (Outcome.MEND_FIRST, "", [], False),
        (Outcome.MEND_FIRST, "", [rows.POINT], True),
        (Outcome.OTHER_AUTHORITY, "", [], False),
        (Outcome.OTHER_AUTHORITY, "江原省生态环境厅", [], True),
    ],
)
def test_an_answer_says_what_to_mend_or_where_to_go(
    yunxi: world.World, outcome: Outcome, authority: str, points: list[actions.PointWords], enough: bool
) -> None:
    pk, facts = rows.taken(yunxi).pk, {"outcome": outcome, "other_authority": authority, "opinion": "见下。"}

    if enough:
        actions.answer(pk, points=points, by=yunxi.officer, at=moment("2026-08-20"), **facts)
    else:
        with pytest.raises(rules.AnswerSaysTooLittle):
            actions.answer(pk, points=points, by=yunxi.officer, at=moment("2026-08-20"), **facts)
    assert (PreReview.objects.get(pk=pk).state == State.ANSWERED) is enough


@pytest.mark.parametrize(("day", "colours"), [("2026-08-31", ["yellow"]), ("2026-09-01", ["red", "yellow"])])
def test_a_late_answer_gets_its_card_and_one_due_today_none(yunxi: world.World, day: str, colours: list[str]) -> None:
    found = rows.taken(yunxi)

    supervision.sweep(at=moment(day, "09:00"))

    assert sorted(Card.objects.filter(case=found.case).values_list("colour", flat=True)) == colours


def test_before_anybody_took_it_the_head_hears_of_the_card(yunxi: world.World) -> None:
    rows.asked(yunxi)

    supervision.sweep(at=moment("2026-08-31", "09:00"))

    assert told("yellow_card") == {"许望舒"}


def test_a_withdrawn_question_is_closed_and_its_clock_stopped(yunxi: world.World) -> None:
    found = actions.withdraw(rows.taken(yunxi).pk, reason="缓建", by=yunxi.applicant, at=moment("2026-08-20"))

    assert (found.state, found.case.closed_on) == (State.WITHDRAWN, date(2026, 8, 20))
    assert not Clock.objects.filter(case=found.case, state="running").exists()
    assert told("pre_review_withdrawn") == {"周明远"}


def test_what_was_answered_is_neither_answered_again_nor_withdrawn(yunxi: world.World) -> None:
    pk, at = rows.answered(yunxi).pk, moment("2026-08-28")

    with pytest.raises(rules.OutOfOrder):
        actions.withdraw(pk, reason="缓建", by=yunxi.applicant, at=at)
    with pytest.raises(rules.OutOfOrder):
        actions.answer(pk, outcome=Outcome.READY, opinion="可以。", points=[], by=yunxi.officer, at=at)


def test_a_draft_put_away_is_in_no_list(yunxi: world.World) -> None:
    found = actions.discard(rows.draft(yunxi).pk, by=yunxi.applicant, at=moment("2026-08-17"))

    assert found.state == State.DISCARDED
    with pytest.raises(rules.OutOfOrder):
        actions.ask(found.pk, by=yunxi.applicant, at=moment("2026-08-18"))


def test_one_question_about_a_project_is_open_at_a_time(yunxi: world.World) -> None:
    first = rows.asked(yunxi)
    with pytest.raises(rules.AskedAlready):
        rows.asked(yunxi)

    actions.withdraw(first.pk, reason="重新提出", by=yunxi.applicant, at=moment("2026-08-18"))

    assert rows.asked(yunxi, moment("2026-08-19")).state == State.ASKED


def test_what_changed_while_the_draft_lay_is_asked_again_when_it_is_handed_in(yunxi: world.World) -> None:
    one, other = rows.draft(yunxi), rows.draft(yunxi)
    actions.ask(one.pk, by=yunxi.applicant, at=moment("2026-08-17"))

    with pytest.raises(rules.AskedAlready):
        actions.ask(other.pk, by=yunxi.applicant, at=moment("2026-08-17"))


def test_every_button_pressed_twice_is_done_once(yunxi: world.World) -> None:
    at, by, officer = moment("2026-08-17"), yunxi.applicant, yunxi.officer
    steps = [
        lambda pk, key: actions.edit(pk, by=by, at=at, key=key, **rows.typed()),
        lambda pk, key: actions.ask(pk, by=by, at=at, key=key),
        lambda pk, key: actions.take(pk, by=officer, at=at, key=key),
        lambda pk, key: actions.ask_more(pk, more="补", by=officer, at=at, key=key),
        lambda pk, key: actions.supply(pk, supplied="补了", by=by, at=at, key=key),
        lambda pk, key: actions.answer(
            pk, outcome=Outcome.READY, opinion="可以。", points=[rows.POINT], by=officer, at=at, key=key
        ),
    ]
    pk = rows.draft(yunxi, at).pk

    for number, step in enumerate(steps):
        counts = []
        for _again in range(2):
            found = step(pk, f"key {number}")
            counts.append((log.history(found.case).count(), Message.objects.count()))
        assert counts[0] == counts[1], number

    assert PreReview.objects.get(pk=pk).points.count() == 1


def test_making_a_draft_twice_with_one_key_makes_one(yunxi: world.World) -> None:
    at, by = moment("2026-08-17"), yunxi.applicant
    made = {actions.create_draft(yunxi.owner, yunxi.bureau, by=by, at=at, key="k", **rows.typed()).pk for _n in "ab"}

    assert len(made) == PreReview.objects.count() == 1


@pytest.mark.parametrize("name", ["ask", "take", "ask_more", "supply", "answer", "withdraw", "discard"])
@pytest.mark.parametrize("state", State.values)
def test_only_these_changes_of_state_are_allowed(name: str, state: str) -> None:
    allowed = {
        "ask": {"draft"}, "discard": {"draft"}, "take": {"asked"}, "ask_more": {"in_hand"}, "supply": {"more_asked"},
        "answer": {"in_hand", "more_asked"}, "withdraw": {"asked", "in_hand", "more_asked"},
    }  # fmt: skip
    found = PreReview(state=state)

    if state in allowed[name]:
        getattr(found, name)()
    else:
        with pytest.raises(TransitionNotAllowed):
            getattr(found, name)()


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("pre_review_past_draft_was_asked_at_a_time", {"asked_at": None}),
        ("answered_pre_review_has_a_day_a_person_and_words", {"opinion": ""}),
        ("answered_pre_review_has_a_day_a_person_and_words", {"answered_by": None}),
        ("pre_review_sent_elsewhere_names_the_authority", {"outcome": Outcome.OTHER_AUTHORITY}),
    ],
)
def test_the_database_keeps_an_answer_whole(yunxi: world.World, constraint: str, fields: dict[str, object]) -> None:
    found = rows.answered(yunxi)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PreReview.objects.filter(pk=found.pk).update(**fields)


def test_a_drafting_unit_with_a_grant_asks_and_the_log_says_for_whom(yunxi: world.World) -> None:
    agent = builders.applicant(world.drafting_unit(yunxi), "程以宁")
    with pytest.raises(rules.MayNotAsk):
        actions.create_draft(yunxi.owner, yunxi.bureau, by=agent, at=moment("2026-08-17"), **rows.typed())
    world.grant(yunxi, agent)

    found = actions.create_draft(yunxi.owner, yunxi.bureau, by=agent, at=moment("2026-08-17"), **rows.typed())
    found = actions.ask(found.pk, by=agent, at=moment("2026-08-17") + timedelta(minutes=5))

    event = log.history(found.case).get(name="pre_review_asked")
    assert (event.actor, event.acting_for) == (agent, yunxi.owner.name)
