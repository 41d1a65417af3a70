"""The counter's day: who comes, the number, whose turn it is, who did not come; and its pages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client

from approvals.appointments import actions
from approvals.appointments.guards import OutOfOrder
from approvals.appointments.models import Appointment
from approvals.appointments.queries import visits
from envportal.accounts.enums import Role
from envportal.cases.queries import query_code
from tests import builders
from tests.accounts.conftest import just_confirmed, queries_of, signed_in
from tests.appointments import rows
from tests.builders import moment
from tests.participation.rows import asked as sum_of

if TYPE_CHECKING:
    from datetime import datetime

pytestmark = pytest.mark.django_db
TUESDAY_AT = "2026-11-03"


@pytest.fixture(name="of")
def _of() -> rows.Desk:
    return rows.desk()


def at(clock: str) -> datetime:
    return moment(TUESDAY_AT, clock)


def walk_in(of: rows.Desk, clock: str, name: str = "路人", key: str = "w1") -> Appointment:
    return actions.walk_in(of.service, actions.Who(name), by=of.clerk, at=at(clock), key=key)


# IN TURN --------------------------------------------------------------------------------------
def test_numbers_begin_at_one_and_the_booked_hour_goes_before_who_walked_in_later(of):
    early, late = rows.booked(of, "k1"), rows.booked(of, "k2", hour="10:00")
    first = walk_in(of, "08:30")
    actions.arrive(early.pk, by=of.clerk, at=at("08:40"))
    actions.arrive(late.pk, by=of.clerk, at=at("08:45"))
    second = walk_in(of, "09:10", key="w2")

    waiting = visits.waiting(of.bureau, rows.TUESDAY)

    assert [one.pk for one in waiting] == [first.pk, early.pk, second.pk, late.pk]
    assert [one.ticket for one in waiting] == [1, 2, 4, 3]


def test_who_comes_late_waits_from_when_they_came(of):
    one, walked = rows.booked(of), walk_in(of, "09:05")
    actions.arrive(one.pk, by=of.clerk, at=at("09:20"))

    assert [found.pk for found in visits.waiting(of.bureau, rows.TUESDAY)] == [walked.pk, one.pk]


def test_they_arrive_on_their_day_alone(of):
    one = rows.booked(of)

    with pytest.raises(OutOfOrder):
        actions.arrive(one.pk, by=of.clerk, at=moment("2026-11-02", "09:00"))


def test_nobody_is_missed_before_the_hour_is_over(of):
    one = rows.booked(of)

    with pytest.raises(OutOfOrder):
        actions.miss(one.pk, by=of.clerk, at=at("09:29"))
    assert actions.miss(one.pk, by=of.clerk, at=at("09:30")).state == "missed"


def test_who_took_a_number_and_left_is_gone_at_once_and_no_no_show(of):
    one = rows.booked(of)
    actions.arrive(one.pk, by=of.clerk, at=at("08:50"))
    actions.miss(one.pk, by=of.clerk, at=at("08:55"))

    assert visits.no_shows(one.party_key, None, date(2026, 1, 1)) == []


def test_figures_count_the_day_and_the_wait_from_the_booked_hour(of):
    one, walked = rows.booked(of), walk_in(of, "09:00")
    actions.arrive(one.pk, by=of.clerk, at=at("08:40"))
    actions.serve(one.pk, by=of.clerk, at=at("09:10"))
    actions.serve(walked.pk, by=of.clerk, at=at("09:30"))
    rows.missed(of, 1)

    found = visits.figures(of.bureau, date(2026, 11, 1), date(2026, 11, 30))

    assert {name: found[name] for name in ("booked", "walked", "served", "missed", "minutes")} == {
        "booked": 2, "walked": 1, "served": 2, "missed": 1, "minutes": 20,
    }  # fmt: skip
    page = Client().get("/appointments/figures/").content.decode()
    assert "金丝雀" not in page


# THE PUBLIC -----------------------------------------------------------------------------------
def book_online(of: rows.Desk, **typed: str) -> Any:
    client, address = Client(), f"/appointments/book/{of.service.pk}/?day=2026-11-03"
    page = client.get(address).content.decode()
    said = {"day": "2026-11-03", "piece": of.piece(), "name": "金丝雀", "phone": "13912345678", **typed}
    return client.post(address, {**sum_of(page), **said})


def by_code(one: Appointment, address: str = "/appointments/progress/", **typed: str) -> str:
    told = {"no": one.case.number or "", "code": query_code(one.case), **typed}
    return str(Client().post(address, told).content.decode())


@time_machine.travel(rows.NOW, tick=False)
def test_anybody_books_without_an_account_and_changes_and_cancels_by_code(of):
    first = Client().get("/appointments/").content.decode()
    assert "不收取任何费用" in first
    answer = book_online(of)
    one, page = Appointment.objects.get(), answer.content.decode()

    assert (answer.status_code, answer["Cache-Control"], len(answer.cookies)) == (200, "no-store, private", 0)
    assert query_code(one.case) in page
    assert "营业执照和项目材料" in page
    assert "金丝雀" not in page
    assert "已经改好" in by_code(one, "/appointments/change/", piece=of.piece(rows.WEDNESDAY))
    assert "已经取消" in by_code(one, "/appointments/cancel/")
    again = by_code(one, "/appointments/cancel/")
    assert "这一步现在不能办" in again
    assert rows.fresh(one).state == "cancelled"


@time_machine.travel(rows.NOW, tick=False)
def test_an_hour_that_was_taken_meanwhile_is_told_in_place_and_nothing_is_lost(of):
    client, address = Client(), f"/appointments/book/{of.service.pk}/?day=2026-11-03"
    page = client.get(address).content.decode()
    rows.booked(of, "k1")
    rows.booked(of, "k2")
    said = {"day": "2026-11-03", "piece": of.piece(), "name": "许先生", "phone": "13912340000"}
    answer = client.post(address, {**sum_of(page), **said})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "请另选时间" in shown
    assert "许先生" in shown


@time_machine.travel(rows.NOW, tick=False)
def test_a_telephone_too_short_and_a_day_that_does_not_exist_are_answered_in_place(of):
    assert "电话至少 7 位数字" in book_online(of, phone="12").content.decode()
    for day in ("2026-02-31", "x", "9" * 40):
        assert Client().get(f"/appointments/book/{of.service.pk}/?day={day}").status_code == 200


# AN ENTERPRISE ----------------------------------------------------------------------------------
@time_machine.travel(rows.NOW, tick=False)
def test_an_enterprise_finds_its_name_filled_in_books_and_cancels(of):
    client = signed_in(of.owner)
    address = f"/my/appointments/book/{of.service.pk}/"
    assert 'value="沈雁"' in client.get(address).content.decode()
    there = client.post(address, {"piece": of.piece(), "name": "沈雁", "phone": "0999-000 0123"})
    one = Appointment.objects.get()

    assert there["Location"] == f"/my/appointments/{one.pk}/"
    assert query_code(one.case) in client.get(there["Location"]).content.decode()
    client.post(f"/my/appointments/{one.pk}/change/", {"piece": of.piece(rows.WEDNESDAY)})
    assert rows.fresh(one).day == rows.WEDNESDAY
    client.post(f"/my/appointments/{one.pk}/cancel/", {})
    assert rows.fresh(one).state == "cancelled"
    other = signed_in(builders.applicant(builders.enterprise("别家", uscc=builders.USCCS[1])))
    assert other.get(f"/my/appointments/{one.pk}/").status_code == 404


# THE DESK ---------------------------------------------------------------------------------------
def test_the_clerk_works_through_the_list_of_the_day(of):
    one = rows.booked(of)
    with time_machine.travel(at("08:50"), tick=False):
        client = just_confirmed(of.clerk)
        page = client.get("/desk/appointments/").content.decode()
        assert "金丝雀" in page
        assert "登记到达" in page
        client.post(f"/desk/appointments/{one.pk}/arrive/", {})
    with time_machine.travel(at("09:05"), tick=False):
        there = client.post(f"/desk/appointments/{one.pk}/serve/", {})
        page = client.get(there["Location"]).content.decode()

    assert (rows.fresh(one).state, rows.fresh(one).case.holder) == ("served", of.clerk)
    for address in ("/desk/counter/", "/desk/questions/new/", "/desk/pre-reviews/"):
        assert f'href="{address}"' in page


def test_who_walks_in_gets_a_number_printed_with_the_code(of):
    with time_machine.travel(at("09:00"), tick=False):
        client = just_confirmed(of.clerk)
        typed = {"service": str(of.service.pk), "name": "路人", "phone": ""}
        there = client.post("/desk/appointments/walk-in/", typed)
        page = client.get(there["Location"]).content.decode()

    one = Appointment.objects.get()
    assert (one.state, one.ticket) == ("arrived", 1)
    assert query_code(one.case) in page
    with time_machine.travel(at("09:01"), tick=False):
        assert "前面还有 0 人" in by_code(one)


def test_the_clerk_books_for_who_rings_up(of):
    with time_machine.travel(rows.NOW, tick=False):
        typed = {"piece": of.piece(), "name": "金丝雀", "phone": "13912345678"}
        there = just_confirmed(of.clerk).post(f"/desk/appointments/book/{of.service.pk}/", typed)

    assert there["Location"] == f"/desk/appointments/{Appointment.objects.get().pk}/receipt/"


def test_the_head_sets_services_counters_hours_days_off_and_the_rule(of):
    with time_machine.travel(rows.NOW, tick=False):
        client, page = just_confirmed(of.head), "/desk/appointments/settings/"
        client.post(f"{page}service/", {"name": "领取批复", "bring": "身份证明", "is_open": "on"})
        services = {"services": [str(of.service.pk)]}
        client.post(f"{page}counter/", {"name": "二号窗口", "place": "二楼", "is_open": "on", **services})
        hours = {"starts": "14:00", "ends": "13:00", "minutes": "30", "capacity": "1", "valid_from": "2026-11-03"}
        wrong = client.post(f"{page}hours/", {"counter": str(of.counter.pk), **hours})
        client.post(f"{page}closed/", {"day": "2026-11-05", "counter": "", "why": "盘点"})
        shown = client.get(page).content.decode()

    assert wrong.status_code == 422
    assert "结束的时间要晚于开始的时间" in wrong.content.decode()
    for words in ("领取批复", "二号窗口", "盘点", "法律没有规定，由本局自定"):
        assert words in shown


def test_the_list_asks_the_database_equally_often_for_one_and_for_three(of):
    rows.booked(of)
    client = just_confirmed(of.clerk)
    page = "/desk/appointments/?day=2026-11-03"
    few = queries_of(client, page)
    rows.booked(of, "k2")
    rows.booked(of, "k3", hour="10:00")

    assert queries_of(client, page) == few


def test_another_bureaus_clerk_and_an_inspector_find_nothing(of):
    one = rows.booked(of)
    other = builders.bureau("dongling", "东岭市生态环境局", "东环")
    stranger = just_confirmed(builders.staff(Role.CLERK, at=other))

    assert stranger.get(f"/desk/appointments/{one.pk}/").status_code == 404
    assert stranger.post(f"/desk/appointments/{one.pk}/arrive/", {}).status_code == 404
    assert just_confirmed(builders.staff(Role.INSPECTOR)).get("/desk/appointments/").status_code == 403
