"""The pages of planning, at the desk and for everybody."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enforcement.inspections import visiting
from enforcement.planning import actions, queries, tasks
from enforcement.planning.models import Cap, Draw, Plan, PlannedVisit, RiskClass, Target
from envportal.cases.models import Project
from tests import builders
from tests.accounts.conftest import signed_in
from tests.builders import USCCS, moment
from tests.inspections.rows import squad
from tests.planning import rows
from tests.planning.rows import PLANNED

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return squad()


@pytest.fixture
def at_three(time_machine_at):
    return time_machine_at(moment("2026-11-03", "15:00"))


@pytest.fixture
def time_machine_at():
    travels = []

    def go(to):
        travel = time_machine.travel(to, tick=True)
        travel.start()
        travels.append(travel)

    yield go
    for travel in travels:
        travel.stop()


def post(browser, address, **typed):
    return browser.post(address, {"_key": str(uuid4()), **typed})


def test_a_plan_from_the_form_to_its_visits(of, at_three):
    for name in ("大气科", "水科"):
        rows.asked(of, name)
    browser = signed_in(of.lead)
    assert "还有 2 项" in browser.get(reverse("planning:plans")).content.decode()
    wrong = post(browser, reverse("planning:new_plan"), first="2026-11-04", last="")
    assert wrong.status_code == 422
    over = post(browser, reverse("planning:new_plan"), first="2026-11-04", last="2027-01-04")
    assert (over.status_code, "不能跨年" in over.content.decode()) == (409, True)

    asked = post(browser, reverse("planning:new_plan"), first="2026-11-04", last="2026-11-30")
    plan = Plan.objects.get()
    assert asked.url == reverse("planning:plan", args=[plan.pk])
    assert "正在计算" in browser.get(asked.url).content.decode()
    tasks.carry_on()
    page = browser.get(asked.url).content.decode()
    assert "2 项需求合成 1 次检查，比各查各的少去 1 次" in page
    assert "已证明不可能少于 1 次" in page

    [visit] = PlannedVisit.objects.all()
    moved = post(browser, reverse("planning:move", args=[visit.pk]), day="2026年11月12日", begins_at="14:00")
    assert moved.status_code == 302
    people = {"people": [of.lead.pk, of.third.pk], "lead": of.third.pk}
    assert post(browser, reverse("planning:restaff", args=[visit.pk]), **people).status_code == 302
    assert post(browser, reverse("planning:explain", args=[visit.pk]), why="另一时段").status_code == 302
    assert browser.get(reverse("planning:split", args=[visit.pk])).status_code == 200
    assert post(browser, reverse("planning:confirm", args=[plan.pk])).status_code == 302

    [made] = visiting.visits_of(of.world.owner, 2026)
    assert (made.day, made.people.first().user) == (date(2026, 11, 12), of.third)
    assert made.case.number in browser.get(asked.url).content.decode()


def test_another_bureau_sees_neither_plan_nor_draw(of):
    rows.asked(of, "大气科")
    plan = rows.draft(of)
    there = builders.bureau("dongling", "东岭市生态环境局", "东环")
    stranger = signed_in(builders.staff("inspector", at=there))

    assert stranger.get(reverse("planning:plan", args=[plan.pk])).status_code == 404
    assert signed_in(of.world.applicant).get(reverse("planning:plans")).status_code in {403, 404}


def test_a_draw_through_its_pages(of, at_three, time_machine_at, client):
    browser, head = signed_in(of.lead), signed_in(of.head)
    typed = {
        "name": "第四季度双随机", "what": "在线监测", "earliest": "2026-11-04", "latest": "2026-11-20", "minutes": "60",
        "seed_source": "11月4日双色球开奖号", "seed_on": "2026-11-04",
    }  # fmt: skip
    assert post(browser, reverse("planning:freeze"), **typed).status_code == 422
    assert post(browser, reverse("planning:freeze"), share_general="50", **typed).status_code == 302
    draw = Draw.objects.get()
    assert draw.list_hash in client.get(reverse("planning:public_draw", args=[draw.pk])).content.decode()

    lots = reverse("planning:draw_lots", args=[draw.pk])
    assert post(head, lots, number="3 9 0 7 2").status_code == 409
    time_machine_at(moment("2026-11-04", "22:00"))
    browser, head = signed_in(of.lead), signed_in(of.head)
    assert post(browser, lots, number="3 9 0 7 2").status_code == 409
    assert post(head, lots, number="3 9 0 7 2").status_code == 302

    draw = Draw.objects.get()
    assert (draw.state, len(draw.seed)) == ("drawn", 64)
    assert of.world.owner.name in browser.get(reverse("planning:draw", args=[draw.pk])).content.decode()
    assert draw.seed in client.get(reverse("planning:public_draws") + "?format=csv").content.decode()


def test_a_cap_is_public_once_the_leader_agrees(of, client):
    typed = {"year": "2026", "risk": "key", "visits": "3", "basis": "云环〔2026〕15号"}
    assert post(signed_in(of.lead), reverse("planning:propose_cap"), **typed).status_code == 302
    cap, public = Cap.objects.get(), reverse("planning:public_caps")
    assert "云环〔2026〕15号" not in client.get(public).content.decode()

    leader = signed_in(of.world.leader)
    assert "同意并公布" in leader.get(reverse("planning:caps")).content.decode()
    assert post(leader, reverse("planning:agree_cap", args=[cap.pk])).status_code == 302

    assert "云环〔2026〕15号" in client.get(public).content.decode()


def test_classes_days_off_and_target_are_typed(of):
    head = signed_in(of.head)
    typed = {"enterprise": of.world.owner.pk, "risk": "special", "since": "2026-01-01", "why": "重点排污单位"}

    assert post(head, reverse("planning:classify"), **typed).status_code == 302
    assert post(head, reverse("planning:set_target"), days="90").status_code == 302
    away = {"inspector": of.third.pk, "first": "2026-11-04", "last": "2026-11-03"}
    assert post(head, reverse("planning:away"), **away).status_code == 409

    assert (RiskClass.objects.get().risk, Target.objects.get().days) == ("special", 90)
    assert "特殊监管对象 1" in head.get(reverse("planning:classes")).content.decode()


# LEDGER AND COVERAGE ----------------------------------------------------------------------
def test_the_ledger_shares_a_saved_visit_out_to_who_came_second(of, client):
    for name in ("大气科", "水科", "固废科"):
        rows.asked(of, name)
    rows.asked(of, "监测科", earliest=date(2026, 12, 1), latest=date(2026, 12, 31))
    actions.confirm(rows.draft(of).pk, by=of.lead, at=PLANNED)

    found = {row["section"]: row for row in queries.ledger(of.world.bureau)}

    assert [found[name]["saved"] for name in ("大气科", "水科", "固废科", "监测科")] == [0, 1, 1, 0]
    assert [found[name]["planned"] for name in ("大气科", "水科", "固废科", "监测科")] == [1, 0, 0, 0]
    page = client.get(reverse("planning:ledger")).content.decode()
    assert "各科室提出 4 项检查需求，排成 1 次检查，少去企业 2 次" in page


def test_townships_stand_never_visited_first_then_the_longest_unvisited(of):
    def at(name, uscc, place):
        found = builders.enterprise(name, uscc=uscc)
        Project.objects.create(enterprise=found, name=name, division=place)
        return found

    seen = at("甲", USCCS[1], "白云镇")
    at("乙", USCCS[2], "青石镇")
    case = builders.case(kind="inspection", enterprise=seen)
    visiting.Visit.objects.create(
        case=case, day=date(2026, 3, 2), begins_at="09:00", state="under_way", written_by=of.lead, written_at=PLANNED,
        approved_by=of.head, noticed_at=PLANNED, entry_seed="x", entry_code_hash="x",
    )  # fmt: skip

    browser, address = signed_in(of.head), reverse("planning:coverage")
    page = browser.get(address).content.decode()

    assert page.index("青石镇") < page.index("白云镇")
    assert page.index("从来没有") < page.index("白云镇")
    Target.objects.create(bureau=of.world.bureau, days=10_000, set_by=of.head, set_at=PLANNED)
    assert "白云镇" not in browser.get(address + "?over=on").content.decode()


@pytest.mark.parametrize(
    "name", ["ledger", "public_caps", "public_draws", "plans", "caps", "classes", "coverage", "draws"]
)
def test_every_list_is_there_when_empty_and_as_a_table(of, name):
    browser = signed_in(of.head)

    assert browser.get(reverse(f"planning:{name}")).status_code == 200
    assert browser.get(reverse(f"planning:{name}") + "?format=csv").status_code == 200


def test_a_plan_costs_the_same_for_more_visits(of):
    rows.asked(of, "大气科")
    first = rows.draft(of)
    for n, uscc in enumerate(USCCS[1:]):
        rows.asked(of, "水科", enterprise=builders.enterprise(f"企业{n}", uscc=uscc))
    second, browser = rows.draft(of), signed_in(of.lead)

    def cost(plan):
        page = reverse("planning:plan", args=[plan.pk])
        browser.get(page)
        with CaptureQueriesContext(connection) as asked:
            browser.get(page)
        return len(asked)

    assert (first.visits, second.visits) == (1, 3)
    assert cost(first) == cost(second)
