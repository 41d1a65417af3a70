"""The sweep: a yellow card when the end comes near, a red one the day after it, each once."""

from datetime import date, timedelta

import pytest

from envportal.audit import log
from envportal.audit.models import Event
from envportal.deadlines.enums import ClockState, Expiry, Matter
from envportal.deadlines.models import Clock
from envportal.messaging.models import Message
from envportal.supervision import actions, queries, tasks
from envportal.supervision.models import Card, Heartbeat
from envportal.workdays import instants
from tests import builders
from tests.builders import moment
from tests.supervision.rows import clock, opened_case, team

pytestmark = pytest.mark.django_db


def cards() -> list[tuple[str, str]]:
    return [(card.colour, card.legal_on.isoformat()) for card in Card.objects.order_by("pk")]


def test_nothing_happens_the_day_before_the_warning_day():
    clock()

    counts = actions.sweep(at=moment("2026-10-18", "23:59"))

    assert (counts, cards()) == ({"yellow": 0, "red": 0, "escalated": 0}, [])


def test_a_yellow_card_is_raised_on_the_warning_day():
    clock()

    counts = actions.sweep(at=moment("2026-10-19", "00:00"))

    assert (counts, cards()) == ({"yellow": 1, "red": 0, "escalated": 0}, [("yellow", "2026-10-19")])


def test_due_today_is_not_overdue():
    clock()

    actions.sweep(at=moment("2026-10-21", "23:59"))

    assert cards() == [("yellow", "2026-10-19")]


def test_a_red_card_is_raised_on_the_day_after_the_due_day():
    clock()
    actions.sweep(at=moment("2026-10-21", "23:59"))

    actions.sweep(at=moment("2026-10-22", "00:00"))

    assert cards() == [("yellow", "2026-10-19"), ("red", "2026-10-21")]


def test_the_day_is_the_one_in_shanghai():
    clock()

    actions.sweep(at=moment("2026-10-22", "07:59"))  # still the 21st in UTC

    assert ("red", "2026-10-21") in cards()


def test_a_second_sweep_raises_nothing_again():
    clock()

    for _ in range(3):
        actions.sweep(at=moment("2026-10-22"))

    assert cards() == [("yellow", "2026-10-19"), ("red", "2026-10-21")]


def test_a_sweep_that_is_a_week_late_raises_the_same_cards_for_the_same_days():
    clock()

    actions.sweep(at=moment("2026-10-29"))

    assert cards() == [("yellow", "2026-10-19"), ("red", "2026-10-21")]
    assert {card.opened_at for card in Card.objects.all()} == {moment("2026-10-29")}


def test_a_warning_that_comes_too_late_warns_nobody_and_the_red_card_tells():
    people = team()
    clock(opened_case(holder=people["officer"], section=people["officer"].section))

    actions.sweep(at=moment("2026-10-29"))

    told = set(Message.objects.values_list("template", flat=True))
    assert {name for name in told if not name.startswith("accountability")} == {"red_card", "escalated"}


@pytest.mark.parametrize(("stopped_on", "expected"), [("2026-10-21", []), ("2026-10-22", [("red", "2026-10-21")])])
def test_a_clock_stopped_after_its_due_day_was_missed_and_one_stopped_on_it_was_not(stopped_on, expected):
    clock(state=ClockState.STOPPED, stopped_on=date.fromisoformat(stopped_on))

    actions.sweep(at=moment("2026-11-02"))

    assert cards() == expected


def test_a_limit_that_ended_by_the_law_itself_was_missed_all_the_same():
    clock(
        matter=Matter.INTAKE, on_expiry=Expiry.DEEMED_ACCEPTANCE, state=ClockState.STOPPED,
        stopped_on=date(2026, 10, 21), expired_on=date(2026, 10, 22),
    )  # fmt: skip

    actions.sweep(at=moment("2026-10-22"))

    assert [(card.colour, card.reason) for card in Card.objects.all()] == [("red", "expired")]


def test_a_clock_that_was_paused_and_not_resumed_gets_no_card():
    clock(state=ClockState.PAUSED)

    actions.sweep(at=moment("2026-11-02"))

    assert cards() == []


def test_a_notice_window_that_closes_is_nobodys_delay():
    clock(matter=Matter.PROPOSED_NOTICE, on_expiry=Expiry.WINDOW_CLOSES)

    actions.sweep(at=moment("2026-11-02"))

    assert cards() == []


def test_a_due_day_that_moved_is_warned_of_anew():
    moved = clock()
    actions.sweep(at=moment("2026-10-19"))
    moved.warn_on, moved.due_on, moved.epoch = date(2026, 10, 28), date(2026, 10, 30), 2
    moved.warn_at, moved.due_at = instants.begin(moved.warn_on), instants.end(moved.due_on)
    moved.save()

    actions.sweep(at=moment("2026-10-27"))
    actions.sweep(at=moment("2026-10-28"))

    assert cards() == [("yellow", "2026-10-19"), ("yellow", "2026-10-28")]
    assert [card.epoch for card in Card.objects.filter(queries.standing())] == [2]


def test_a_pending_notice_nobody_published_is_the_editors_red_card():
    editor = builders.staff("editor", "林小满")
    case = opened_case(holder=builders.staff("officer"))
    clock(case, matter=Matter.PUBLISH, warn_on=date(2026, 9, 18), due_on=date(2026, 9, 18))

    actions.sweep(at=moment("2026-09-21"))

    assert ("red", "2026-09-18") in cards()
    assert [message.to_user for message in Message.objects.filter(template="red_card")] == [editor]


def test_yellow_tells_the_holder_and_the_section_head_and_red_the_leader_and_supervisor_too():
    people = team()
    builders.staff("section_head", in_section=builders.section(kind="enforcement", name="执法大队"))
    builders.staff("leader", at=builders.bureau("dongling", "东岭市生态环境局", "东环"))
    clock(opened_case(holder=people["officer"], section=people["officer"].section))

    actions.sweep(at=moment("2026-10-19"))
    actions.sweep(at=moment("2026-10-22"))

    told = {
        template: sorted(Message.objects.filter(template=template).values_list("to_user__name", flat=True))
        for template in ("yellow_card", "red_card")
    }
    assert told == {
        "yellow_card": sorted(["周明远", "许望舒"]),
        "red_card": sorted(["周明远", "许望舒", "韩松年", "顾怀瑾"]),
    }


def test_a_holder_who_heads_the_section_is_told_once():
    head = team()["head"]
    clock(opened_case(holder=head, section=head.section))

    actions.sweep(at=moment("2026-10-19"))

    assert Message.objects.filter(to_user=head).count() == 1


def test_where_nobody_holds_the_case_yet_the_window_is_told_of_the_intake():
    clerk = builders.staff("clerk", "罗静")
    clock(matter=Matter.INTAKE, on_expiry=Expiry.DEEMED_ACCEPTANCE)

    actions.sweep(at=moment("2026-10-19"))

    assert [message.to_user for message in Message.objects.all()] == [clerk]


def test_a_message_names_the_case_the_day_and_the_basis():
    head = team()["head"]
    clock(opened_case(holder=head, section=head.section))

    actions.sweep(at=moment("2026-10-19"))

    message = Message.objects.get()
    assert message.subject == "黄牌：年产 6000 万只食品纸容器技改项目，法定时限将于10月21日届满"
    assert "届满日：2026年10月21日" in message.body
    assert "依据：生态环境法典第102条" in message.body


def test_every_card_is_an_event_of_its_case():
    case = clock().case

    actions.sweep(at=moment("2026-10-22"))

    events = [(event.name, event.facts["legal_on"]) for event in log.history(case)]
    assert events == [
        ("yellow_card_opened", "2026-10-19"), ("red_card_opened", "2026-10-21"), ("card_escalated", "2026-10-22"),
    ]  # fmt: skip


def test_a_card_keeps_who_held_the_case_when_it_was_raised():
    people = team()
    case = opened_case(holder=people["officer"])
    clock(case)
    actions.sweep(at=moment("2026-10-22"))

    case.holder = people["head"]
    case.save()

    assert {card.holder for card in Card.objects.all()} == {people["officer"]}


def test_more_clocks_than_fit_a_batch_all_get_their_card():
    for _ in range(actions.BATCH + 3):
        clock()

    assert actions.sweep(at=moment("2026-10-22")) == dict.fromkeys(("yellow", "red", "escalated"), actions.BATCH + 3)


def test_a_case_with_two_clocks_gets_a_card_for_each():
    case = opened_case()
    clock(case)
    clock(case, matter=Matter.PLEDGED)

    assert actions.sweep(at=moment("2026-10-19"))["yellow"] == 2


def test_a_clock_that_breaks_keeps_no_other_card_back(caplog):
    broken, whole = clock(), clock()
    Clock.objects.filter(pk=broken.pk).update(matter="unheard of")

    counts = actions.sweep(at=moment("2026-10-22"))

    assert counts == {"yellow": 2, "red": 1, "escalated": 1}
    assert [card.clock for card in Card.objects.filter(colour="red")] == [whole]
    assert f"no red card for clock {broken.pk}" in caplog.text


def test_the_sweep_leaves_a_heartbeat_that_never_runs_backwards():
    actions.sweep(at=moment("2026-10-19", "08:05"))
    actions.sweep(at=moment("2026-10-19", "08:04"))

    assert queries.last_sweep() == moment("2026-10-19", "08:05")
    assert Heartbeat.objects.count() == 1


def test_a_sweep_that_was_away_for_three_days_says_so_in_the_log_once():
    clock()
    actions.sweep(at=moment("2026-10-19", "08:05"))

    for minute in ("08:05", "08:06"):
        actions.sweep(at=moment("2026-10-22", minute))

    [event] = Event.objects.filter(name="sweep_was_away")
    assert event.facts == {
        "since": "2026-10-19T00:05:00.000000+00:00", "until": "2026-10-22T00:05:00.000000+00:00",
        "yellow": 0, "red": 1, "escalated": 1,
    }  # fmt: skip


def test_a_clock_on_the_wall_that_went_back_raises_nothing_and_alarms(caplog):
    actions.sweep(at=moment("2026-10-22"))
    clock()

    counts = actions.sweep(at=moment("2026-10-21"))

    assert (counts, cards()) == ({"yellow": 0, "red": 0, "escalated": 0}, [])
    assert "the clock went back" in caplog.text


def test_the_task_sweeps_now():
    clock(due_on=date(2026, 9, 20), warn_on=date(2026, 9, 18))

    tasks.sweep()

    assert Card.objects.exists()


def test_a_sweep_with_nothing_to_do_asks_few_questions_however_many_clocks_there_are(django_assert_num_queries):
    for _ in range(3):
        clock()
    actions.sweep(at=moment("2026-10-22"))

    with django_assert_num_queries(21):
        actions.sweep(at=moment("2026-10-22") + timedelta(minutes=1))
