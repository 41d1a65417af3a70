"""Why this date, for machines: with the code of the receipt, or signed in as somebody who may see the case."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest
import time_machine

from approvals.applications import actions
from disclosure.board.models import Notice
from envportal.cases.queries import query_code
from tests import builders, world
from tests.accounts.conftest import signed_in
from tests.builders import moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def yunxi():
    return world.world()


@pytest.fixture
def case(yunxi):
    """The case of the picture: seven days of expert review, its intended decision on the board since 13 October."""
    application = world.accepted(yunxi)
    world.publish(yunxi, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    actions.commission_expert_review(
        application.pk, reason="新增印刷线", experts="评审专家组", planned_days=7, by=yunxi.officer,
        at=moment("2026-09-23", "09:00"),
    )  # fmt: skip
    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-23", "15:12"))
    actions.file_expert_opinion(application.pk, opinion="可行", by=yunxi.officer, at=moment("2026-09-30", "16:40"))
    actions.write_opinion(
        application.pk, conclusion="approve", text="同意。", conditions=(), by=yunxi.officer, at=moment("2026-10-09")
    )
    actions.propose(application.pk, by=yunxi.head, at=moment("2026-10-12", "08:00"))
    world.publish(yunxi, application, Notice.Kind.PROPOSED_DECISION, moment("2026-10-12", "08:31"))
    application.case.refresh_from_db()
    return application.case


def address(of) -> str:
    return f"/api/v1/cases/{quote(of.number)}/why"


def ask(client, of, **headers):
    with time_machine.travel(moment("2026-10-16", "08:40"), tick=False):
        return client.get(address(of), headers=headers)


def test_both_clocks_with_their_days_the_one_that_binds_and_the_hands(client, case):
    found = ask(client, case, **{"X-Query-Code": query_code(case)}).json()

    assert found["promised"] == {"due_on": "2026-10-21", "bound_by": "statutory", "provisional": False}
    law, pledge = found["clocks"]
    assert [(one["matter"], one["due_on"], one["binds"]) for one in (law, pledge)] == [
        ("statutory", "2026-10-21", True), ("pledged", "2026-10-30", False),
    ]  # fmt: skip
    assert (law["elapsed_days"], law["counted"], pledge["elapsed_days"], pledge["counted"]) == (32, 25, 29, 9)
    assert [(p["ground"], p["from"], p["to"], p["days"], p["article"]) for p in law["pauses"]] == [
        ("expert_review", "2026-09-24", "2026-09-30", 7, "行政许可法第45条"),
    ]  # fmt: skip
    assert found["hands"]["elapsed_days"] == 32
    assert [found["hands"][f"{who}_days"] for who in ("bureau", "applicant", "third_parties")] == [21, 0, 11]


def test_every_day_says_whether_it_counts_and_why(client, case):
    found = ask(client, case, **{"X-Query-Code": query_code(case)}).json()
    days = {day["date"]: day for day in found["clocks"][1]["strip"]}

    assert (days["2026-09-17"]["counted"], days["2026-09-18"]["n"]) == (False, 1)
    assert days["2026-09-20"]["notice"].startswith("国务院办公厅关于2026年部分节假日安排的通知")
    assert (days["2026-10-01"]["counted"], days["2026-10-01"]["why"]) == (False, "法定节假日（国庆节），不计入")
    assert sum(day["counted"] for day in days.values()) == 18
    for clock in found["clocks"]:
        assert sum(day["counted"] for day in clock["strip"]) == clock["amount"]


def test_the_page_of_progress_hands_out_the_same(client, case):
    with time_machine.travel(moment("2026-10-16", "08:40"), tick=False):
        asked = {"no": case.number, "code": query_code(case), "format": "json"}
        posted = client.post("/progress/", asked)

    assert posted.json() == ask(client, case, **{"X-Query-Code": query_code(case)}).json()
    assert posted["Cache-Control"] == "no-store, private"


def test_an_enterprise_learns_nothing_here_of_a_lead_against_it(client, yunxi):
    lead = builders.case(
        kind="penalty",
        enterprise=yunxi.owner,
        bureau=yunxi.bureau,
        number="云环罚立〔2026〕3号",
        opened_on=date(2026, 9, 14),
    )
    client.force_login(yunxi.applicant)

    assert ask(client, lead).status_code == 404


def test_without_its_code_a_case_is_nobodys_business(client, case):
    wrong = [ask(client, case), ask(client, case, **{"X-Query-Code": "AAAA-BBBB"})]
    nowhere = client.get("/api/v1/cases/云环收〔2026〕999号/why", headers={"X-Query-Code": query_code(case)})

    assert [answer.status_code for answer in (*wrong, nowhere)] == [404, 404, 404]
    assert {answer.json()["error"] for answer in (*wrong, nowhere)} == {
        "没有找到。请核对编号和查询码，两样都印在收件回执上。"
    }
    assert {answer["Cache-Control"] for answer in (*wrong, nowhere)} == {"no-store, private"}


def test_a_code_in_the_address_opens_nothing(client, case):
    assert client.get(f"{address(case)}?code={query_code(case)}").status_code == 404


def test_ten_wrong_codes_are_enough(client, case):
    for _n in range(10):
        ask(client, case, **{"X-Query-Code": "AAAA-BBBB"})

    assert ask(client, case, **{"X-Query-Code": query_code(case)}).status_code == 429


def test_applicant_and_officer_need_no_code_and_strangers_do(case, yunxi):
    strangers = [world.other_applicant(yunxi), builders.staff("officer", "外局人", at=builders.bureau("dongling"))]

    assert [ask(signed_in(person), case).status_code for person in (yunxi.applicant, yunxi.officer)] == [200, 200]
    assert [ask(signed_in(person), case).status_code for person in strangers] == [404, 404]


def test_before_acceptance_the_answer_is_bound_by_intake_and_after_the_end_by_nothing(client, yunxi):
    of = world.submitted(yunxi).case
    with time_machine.travel(moment("2026-09-15"), tick=False):
        found = client.get(address(of), headers={"X-Query-Code": query_code(of)}).json()

    assert found["promised"]["bound_by"] == "intake"
    assert date.fromisoformat(found["promised"]["due_on"]) == date(2026, 9, 20)


def test_the_open_api_names_every_field(client):
    described = client.get("/api/v1/openapi.json").json()

    assert "/api/v1/cases/{number}/why" in described["paths"]
    assert {"from", "to", "ground", "article"} <= set(described["components"]["schemas"]["Pause"]["properties"])
