"""The page of pulses, and the pages on which two persons set who is told."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from envportal.accounts.models import User
from envportal.audit.models import Event
from envportal.celery import LOOKS
from envportal.deadlines.enums import Expiry, Matter
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from envportal.messaging.tasks import send_due
from envportal.supervision import actions, queries
from envportal.supervision.models import Alarm, Card, Escalation, Heartbeat, Ladder
from envportal.supervision.queries import pulse
from tests import builders
from tests.builders import moment, one_time_code
from tests.documents import specimens
from tests.supervision.rows import clock, opened_case, team
from tests.supervision.test_pages import browser, text

pytestmark = pytest.mark.django_db
NOW = moment("2026-10-22", "08:12")
PAGE = "/desk/supervision/pulse/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def people() -> dict[str, User]:
    return team()


def test_the_page_lists_every_task_beat_wakes():
    assert {task.name for task in pulse.tasks(NOW)} == {*LOOKS, "audit.seal"}


def test_letters_that_could_not_be_printed_are_shown_with_their_reason_and_what_to_run(people):
    letter = specimens.letter()
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.DEAD, last_error="no font has 😀 U+1F600")
    asked = browser(people["supervisor"])

    page = text(asked, PAGE)

    assert all(words in page for words in (letter.number, "no font has 😀 U+1F600", "render_letters --revive"))
    assert asked.get("/healthz").json()["letters_given_up"] == 1


def test_it_says_what_the_sweeps_would_do_and_does_nothing(people):
    clock(opened_case("春水河畔汽车钣喷中心"))
    clock(opened_case("新收件"), matter=Matter.INTAKE, on_expiry=Expiry.DEEMED_ACCEPTANCE)
    client = browser(people["supervisor"])
    client.get(PAGE)

    with CaptureQueriesContext(connection) as asked:
        page = text(client, PAGE)

    would = {task.name: task.would for task in pulse.tasks(NOW)}
    assert (would["supervision.sweep"], would["applications.sweep_deemed_acceptance"]) == (4, 1)
    assert page.count("春水河畔汽车钣喷中心") == 2
    assert "视为受理 新收件" in page
    assert [query["sql"] for query in asked if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    assert (Card.objects.count(), Escalation.objects.count(), Message.objects.count()) == (0, 0, 0)


def test_what_it_would_do_is_what_the_sweep_then_does(people):
    clock()
    clock(matter=Matter.PLEDGED)
    would = pulse.would_do(NOW)["supervision.sweep"]

    counts = actions.sweep(at=NOW)

    assert would == counts["yellow"] + counts["red"]


def test_last_and_next_run_of_a_task_stand_beside_each_other():
    actions.sweep(at=NOW - timedelta(seconds=20))
    actions.note("messaging.send_due", at=NOW - timedelta(hours=1))

    found = {task.name: task for task in pulse.tasks(NOW)}

    assert found["supervision.sweep"].last == NOW - timedelta(seconds=20)
    assert found["supervision.sweep"].next == NOW + timedelta(seconds=40)
    assert found["messaging.send_due"].next == NOW  # late: it comes now
    assert found["audit.seal"].next == moment("2026-10-22", "09:10")


def test_a_task_that_ran_to_its_end_leaves_its_mark_twice_a_minute_at_most():
    for seconds in (0, 29, 30):
        actions.note("messaging.send_due", at=NOW + timedelta(seconds=seconds))
        noted = Heartbeat.objects.get(name="messaging.send_due").at
        assert noted == NOW + timedelta(seconds=30 if seconds == 30 else 0)


def test_the_tasks_of_beat_are_noted_when_they_end_well():
    send_due.apply()

    assert Heartbeat.objects.get(name="messaging.send_due").at == NOW


def test_ten_minutes_without_a_sweep_are_an_alarm_on_the_page_and_on_the_board(people):
    actions.sweep(at=NOW - timedelta(minutes=11))
    client = browser(people["leader"])

    assert "已超过 10 分钟没有巡查" in text(client, PAGE)
    assert "已超过 10 分钟没有巡查" in text(client, "/desk/supervision/")


def test_a_sweep_that_was_blind_is_told_from_when_to_when(people):
    actions.sweep(at=NOW - timedelta(days=3))
    actions.sweep(at=NOW)

    assert "10月19日 08:12 — 10月22日 08:12" in text(browser(people["leader"]), PAGE)


def test_a_clock_that_went_back_is_an_alarm_everybody_sees(people):
    actions.sweep(at=NOW + timedelta(hours=1))
    actions.sweep(at=NOW)
    client = browser(people["leader"])

    assert "系统时间倒退" in text(client, PAGE)
    assert "系统时间倒退，巡查已停" in text(client, "/desk/supervision/")
    assert "已停，等时间可信" in text(client, PAGE)


def test_two_persons_confirm_the_time_on_the_page(people):
    actions.sweep(at=NOW - timedelta(days=30))
    actions.sweep(at=NOW)
    at = f"{PAGE}{Alarm.objects.get().pk}/confirm/"
    leader, supervisor = browser(people["leader"]), browser(people["supervisor"])

    leader.post(at, {"_key": str(uuid4())})
    alone = leader.post(at, {"_key": str(uuid4())})
    supervisor.post(at, {"_key": str(uuid4())})

    alarm = Alarm.objects.get()
    assert (alone.status_code, "须由另一人再确认" in alone.content.decode()) == (409, True)
    assert (alarm.first_by, alarm.second_by, alarm.ended_at) == (people["leader"], people["supervisor"], NOW)
    assert queries.alarms(NOW) == ["silent"]


def test_who_runs_the_machine_sees_the_pulse_and_no_case(people):
    clock(opened_case("春水河畔汽车钣喷中心"))

    page = text(browser(builders.staff("sysop")), PAGE)

    assert ("开牌和升级告知 还没有" in page, "春水河畔汽车钣喷中心" in page) == (True, False)


# Rules of a bureau -----------------------------------------------------------
LADDER = "/desk/supervision/ladder/"


def typed(**more: object) -> dict[str, object]:
    return {
        "_key": str(uuid4()), "matter": "", "valid_from": "2026-10-22", "why": "先试行",
        "tells_red": ["holder", "leader"], "days_unexplained": "2", "tells_unexplained": ["leader"], **more,
    }  # fmt: skip


def test_a_bureau_without_rules_of_its_own_reads_that_the_shipped_ones_are_no_law(people):
    page = text(browser(people["head"]), LADDER)

    assert "本局还没有自己的规则" in page
    assert "这是系统的建议值，不是法律规定" in page
    assert "满 3 个工作日 科室负责人、局领导、效能监察" in page.replace(" 、 ", "、")


def test_one_person_proposes_another_agrees_and_the_page_shows_who(people):
    leader, supervisor = browser(people["leader"]), browser(people["supervisor"])

    leader.post(f"{LADDER}propose/", typed())
    ladder = Ladder.objects.get()
    own = leader.post(f"{LADDER}{ladder.pk}/agree/", {"_key": str(uuid4()), "code": one_time_code(NOW)})
    waiting = text(supervisor, LADDER)
    supervisor.post(f"{LADDER}{ladder.pk}/agree/", {"_key": str(uuid4()), "code": one_time_code(NOW)})

    ladder.refresh_from_db()
    assert (own.status_code, "待另一人同意" in waiting) == (409, True)
    assert (ladder.proposed_by, ladder.agreed_by) == (people["leader"], people["supervisor"])
    assert list(ladder.rungs.order_by("when").values_list("when", "days", "tells")) == [
        ("red", 0, ["holder", "leader"]), ("unexplained", 2, ["leader"]),
    ]  # fmt: skip
    assert "满 2 个工作日 局领导" in text(supervisor, LADDER)
    assert Event.objects.filter(name__in=["ladder_proposed", "ladder_agreed"]).count() == 2


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"days_unexplained": ""}, "写明满几个工作日"),
        ({"days_unexplained": "0"}, "1"),
        ({"valid_from": "2026-10-35"}, "这一天不存在"),
        ({"why": ""}, "写明为什么改"),
        ({"tells_red": [], "tells_unexplained": []}, "至少有一步要告知人"),
    ],
)
def test_what_is_missing_is_said_in_place_and_nothing_typed_is_lost(people, more, sentence):
    response = browser(people["leader"]).post(f"{LADDER}propose/", typed(**more))

    page = response.content.decode()
    assert (response.status_code, sentence in page, Ladder.objects.count()) == (422, True, 0)
    assert "先试行" in page or "why" in more


def test_a_proposal_is_turned_down_with_a_reason(people):
    browser(people["leader"]).post(f"{LADDER}propose/", typed())

    browser(people["supervisor"]).post(
        f"{LADDER}{Ladder.objects.get().pk}/decline/", {"_key": str(uuid4()), "why": "天数太短"}
    )

    assert "退回：天数太短" in text(browser(people["head"]), LADDER)


def test_another_bureau_finds_no_such_proposal(people):
    browser(people["leader"]).post(f"{LADDER}propose/", typed())
    other = builders.staff("leader", at=builders.bureau("dongling", "东岭市生态环境局", "东环"))

    answer = browser(other).get(f"{LADDER}{Ladder.objects.get().pk}/agree/")

    assert answer.status_code == 404


def test_a_first_day_that_passed_while_waiting_is_refused(people):
    browser(people["leader"]).post(f"{LADDER}propose/", typed())
    Ladder.objects.update(valid_from=date(2026, 10, 21))

    answer = browser(people["supervisor"]).post(
        f"{LADDER}{Ladder.objects.get().pk}/agree/", {"_key": str(uuid4()), "code": one_time_code(NOW)}
    )

    assert (answer.status_code, "施行日已经过去" in answer.content.decode()) == (409, True)
