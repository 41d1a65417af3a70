"""Many visits of a plan approved and announced in one go, and what became of the enterprises a lot drew."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.inspections import actions as inspections
from enforcement.inspections import visiting
from enforcement.planning import actions
from enforcement.planning.models import DrawObject
from envportal.audit import log
from tests import builders
from tests.accounts.conftest import just_confirmed, signed_in
from tests.builders import moment
from tests.documents import corpus
from tests.inspections import rows as visits
from tests.inspections.rows import squad
from tests.planning import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return squad()


def post(browser, address, **typed):
    return browser.post(address, {"_key": str(uuid4()), **typed})


@pytest.fixture
def plan(of):
    """Two enterprises, two visits, planned by the lead on 3 November."""
    rows.asked(of, "大气科")
    rows.asked(of, "水科", builders.enterprise("云溪青石建材有限公司", uscc=builders.USCCS[1]))
    made = rows.draft(of)
    actions.confirm(made.pk, by=of.lead, at=moment("2026-11-03", "10:00"))
    assert visiting.Visit.objects.count() == 2
    return made


def test_chosen_visits_are_approved_one_by_one_and_each_says_what_became_of_it(of, plan):
    first, second = visiting.Visit.objects.order_by("day", "begins_at", "pk")
    with time_machine.travel(moment("2026-11-03", "15:00"), tick=True):
        head = just_confirmed(of.head)
        address = reverse("planning:approve_all", args=[plan.pk])
        assert address in head.get(reverse("planning:plan", args=[plan.pk])).content.decode()
        assert head.get(address).context["form"].fields["visits"].initial == [first.pk, second.pk]
        inspections.cancel(second.pk, reason="停产", by=of.head, at=moment("2026-11-03", "14:00"))
        key = str(uuid4())

        answer = head.post(address, {"_key": key, "visits": [first.pk, second.pk]}).content.decode()
        again = head.post(address, {"_key": key, "visits": [first.pk, second.pk]})

    assert "选定 2 次，办成 1 次" in answer
    assert "检查处在“已取消”" in answer
    assert again.status_code == 200
    assert visiting.Visit.objects.get(pk=first.pk).state == visiting.State.APPROVED
    assert [one.name for one in log.history(first.case)].count("visit_approved") == 1


def test_nobody_approves_in_bulk_what_they_planned(of, plan):
    assert signed_in(of.lead).get(reverse("planning:approve_all", args=[plan.pk])).status_code == 403
    with time_machine.travel(moment("2026-11-03", "15:00"), tick=True):
        nothing = post(just_confirmed(of.head), reverse("planning:approve_all", args=[plan.pk]))
    assert (nothing.status_code, "至少选一次检查" in nothing.content.decode()) == (422, True)


def test_enterprises_are_told_in_bulk_and_who_has_no_account_needs_a_word_on_how(of, plan):
    first, second = visiting.Visit.objects.order_by("pk")
    for one in (first, second):
        inspections.approve(one.pk, by=of.head, at=moment("2026-11-03", "11:00"))
    has, none = (first, second) if first.case.enterprise == of.world.owner else (second, first)
    with time_machine.travel(moment("2026-11-03", "15:00"), tick=True):
        lead, address = just_confirmed(of.head), reverse("planning:notice_all", args=[plan.pk])
        answer = post(lead, address, visits=[first.pk, second.pk]).content.decode()
        assert "选定 2 次，办成 1 次" in answer
        assert "没有门户账号" in answer
        assert "选定 1 次，办成 1 次" in post(lead, address, visits=[none.pk], told_how="电话告知厂长").content.decode()
        assert "没有等这一步的检查" in lead.get(address).content.decode()

    assert {one.state for one in visiting.Visit.objects.all()} == {visiting.State.NOTICED}
    assert visiting.Visit.objects.get(pk=has.pk).notice_letter.served_on == date(2026, 11, 3)


# WHAT BECAME OF A DRAW ---------------------------------------------------------------------
def drawn(of) -> tuple[str, visiting.Demand]:
    """The public page of a draw of all, and what it asks for at one enterprise."""
    draw = actions.freeze(
        name="第四季度双随机", what="在线监测", earliest=date(2026, 11, 5), latest=date(2026, 11, 20), minutes=60,
        seed_source="11月4日双色球开奖号", seed_on=date(2026, 11, 4), shares={"general": 100}, by=of.lead,
        at=moment("2026-11-03"),
    )  # fmt: skip
    actions.draw_lots(draw.pk, number="3 9 0 7 2", by=of.head, at=moment("2026-11-04", "22:00"))
    demand = DrawObject.objects.get(is_drawn=True, enterprise=of.world.owner).demand
    assert demand is not None
    return reverse("planning:public_draw", args=[draw.pk]), demand


def test_the_public_reads_what_became_of_each_drawn_enterprise_and_of_none_before_it_was_visited(of, client):
    page, demand = drawn(of)

    def shown() -> str:
        return str(client.get(page).content.decode())

    people = list(demand.drawn.all())
    visit = visits.plan(of, demand, people=people, lead=people[0], by=of.head, at=moment("2026-11-05"))
    assert ("还没有检查" in shown(), "11月10日" in shown()) == (True, False)
    inspections.approve(visit.pk, by=of.world.leader, at=moment("2026-11-05", "10:00"))
    inspections.notice(visit.pk, by=people[0], at=moment("2026-11-05", "11:00"))
    assert "还没有检查" in shown()

    visit = visiting.Visit.objects.get(pk=visit.pk)
    inspections.enter(visit.pk, why="入企码没有收到", by=people[0], at=visits.GATE)
    inspections.look_at(visit.pk, found=visits.all_ok(visit), by=people[0], at=visits.OUT)
    sheet = corpus.upload(corpus.pdf(1), "签字页.pdf")
    inspections.leave(visit.pk, left=visits.leaving(), signature=sheet, by=people[0], at=visits.OUT)
    assert ("已检查" in shown(), "结果还没有公布" in shown()) == (True, True)
    notice = Notice.objects.get(case=visit.case, kind=board.Kind.INSPECTION)
    board.publish(notice.pk, by=of.world.editor, at=moment("2026-11-11"))
    assert reverse("board:notice", args=[notice.public_id]) in shown()


def test_a_drawn_enterprise_that_is_not_visited_has_its_reason_in_public(of, client):
    page, demand = drawn(of)

    visiting.withdraw(demand.pk, reason="已注销", by=of.world.leader, at=moment("2026-11-05"))

    shown = client.get(page).content.decode()
    assert ("不再检查" in shown, "已注销" in shown) == (True, True)
