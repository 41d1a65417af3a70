"""A smell is reported by two people, looked at in one visit, answered twice, published once each, and not believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.inspections import visiting
from enforcement.petitions.models import Petition
from envportal.accounts.enums import Role
from envportal.cases.queries import query_code
from envportal.deadlines.models import Clock
from tests import builders
from tests.accounts.conftest import just_confirmed
from tests.builders import moment
from tests.petitions import rows

if TYPE_CHECKING:
    from envportal.accounts.models import User

pytestmark = pytest.mark.django_db


def by_code(one: Petition, address: str = "/report/progress/", **typed: str) -> str:
    told = {"no": one.case.number or "", "code": query_code(one.case), **typed}
    return str(Client().post(address, told).content.decode())


def do(person: User, one: Petition, verb: str, **typed: Any) -> None:
    """Signed in on the day: sessions end with it."""
    page = f"/desk/petitions/{one.pk}/"
    answer = just_confirmed(person).post(f"{page}{verb}/", typed)
    assert (verb, answer.status_code, answer["Location"]) == (verb, 302, page)


def test_a_smell_is_reported_twice_and_each_reporter_gets_an_answer_of_their_own() -> None:
    of = rows.office()
    company = builders.enterprise()
    clerk, officer, head, other = of.clerk, of.officer, of.head, of.other

    # Monday the 2nd: one by name, online; on Tuesday another by telephone.
    with time_machine.travel(rows.CAME, tick=False):
        rows.send_report(Client(), of.bureau, name=rows.NAME, contact=rows.CONTACT)
        first = Petition.objects.get()
    with time_machine.travel(rows.ROUTED, tick=False):
        call = {
            "channel": "call", "received_at": "2026-11-03 09:00", "kind": "tip_off", "what": "胶水味",
            "division": "青石镇", "place": "公交站", "pollution": ["odour"],
        }  # fmt: skip
        just_confirmed(clerk).post("/desk/petitions/new/", call)
        second = Petition.objects.exclude(pk=first.pk).get()
        corrected = {"kind": "tip_off", "division": "青石镇", "pollution": ["odour"], "enterprise": company.pk}
        do(clerk, first, "correct", **corrected, reason="厂名已核实")
        do(clerk, first, "route", section=of.section.pk, holder=of.officer.pk)
        do(clerk, second, "merge", into=first.pk, reason="同一股气味")
    with time_machine.travel(rows.TAKEN, tick=False):
        do(officer, first, "accept")
        do(officer, first, "visit", what="傍晚的异味", latest="2026-11-10")
        assert "最迟 2027年1月4日（周一） 查清楚并答复" in by_code(first)

    demand = visiting.Demand.objects.get()
    assert (demand.purpose, demand.unannounced, demand.told) == (visiting.Purpose.COMPLAINT, True, "")

    with time_machine.travel(rows.DONE, tick=False):
        do(officer, first, "answer", **rows.SAID)
        for one in (first, second):
            page = by_code(one)
            assert rows.SAID["done"] in page
            assert rows.NAME not in page
            do(officer, one, "result", problem="胶水味", found="属实", done="已改", responsible="无")
            notice = Notice.objects.get(case=one.pk)
            board.publish(notice.pk, by=builders.staff(Role.EDITOR), at=moment("2026-11-20", "11:00"))
        assert (
            second.case.number
            in Client().get(f"/board/{Notice.objects.get(case=first.pk).public_id}/").content.decode()
        )

    # The first does not believe it; another officer looks again.
    with time_machine.travel(moment("2026-11-23"), tick=False):
        by_code(first, "/report/rate/", satisfied="no", said="昨晚还有味道")
        do(head, first, "reopen", holder=of.other.pk, reason="夜间复核")
    with time_machine.travel(moment("2026-11-27"), tick=False):
        do(other, first, "answer", **{**rows.SAID, "finding": "partly"})
        assert "第 2 次答复" in by_code(first)

    first = Petition.objects.get(pk=first.pk)
    assert [one.answered_by for one in first.answers.order_by("round")] == [of.officer, of.other]
    late = Clock.objects.filter(case__petition__isnull=False).exclude(state="stopped")
    assert {clock.matter for clock in late} == set()
