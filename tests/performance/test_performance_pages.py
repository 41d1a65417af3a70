"""承诺兑现 as anybody reads it: the answer, its lists, and nothing the public does not know of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from disclosure.performance import actions
from disclosure.performance.models import PledgeRecord
from tests import world
from tests.accounts.conftest import just_confirmed
from tests.board.rows import text
from tests.builders import moment

pytestmark = pytest.mark.django_db
NOW = moment("2026-10-23", "09:00")


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def late(of: world.World) -> PledgeRecord:
    application = world.proposed(of)
    world.sign(of, application, moment("2026-10-22", "09:00"))
    actions.keep(at=NOW)
    return PledgeRecord.objects.get(case=application.case)


def test_an_empty_record_says_so(client: Client) -> None:
    world.world()

    assert "这段时间没有办结的案件" in text(client.get("/performance/"))


def test_the_answer_counts_kept_and_missed_and_lists_each(client: Client) -> None:
    late(world.world())

    page = text(client.get("/performance/"))

    assert "办结 1 件，0 件按承诺日期办结：0.0%" in page
    assert "误期 1 件" in page
    assert "不足 5 件，不显示" in page
    assert client.get("/performance/cases/?k=missed").content.decode().count('class="is-late"') == 1
    assert "这段时间没有办结的案件" in text(client.get("/performance/cases/?k=kept"))


def test_a_case_without_a_public_notice_is_counted_and_not_named(client: Client) -> None:
    of = world.world()
    application = world.submitted(of)

    page = text(client.get("/performance/"))

    assert "在办，最久的一件" in page
    assert application.project.name not in page


def test_the_files_say_what_the_page_says(client: Client) -> None:
    record = late(world.world())

    items = json.loads(client.get("/performance/cases.json").content)["items"]

    assert [(one["late_days"], one["kept"], one["elapsed_days"]) for one in items] == [(8, False, record.elapsed_days)]
    assert "误期" in b"".join(client.get("/performance/cases.csv")).decode("utf-8-sig")
    assert client.get("/performance/cases.xlsx").status_code == 200


def test_a_long_list_comes_in_pages_that_lead_on_and_a_cut_workbook_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    late(world.world())
    for code in ("dongling", "nanpu"):
        late(world.world(code=code))
    monkeypatch.setattr("disclosure.performance.views.pages.A_PAGE", 2)
    monkeypatch.setattr("disclosure.performance.views.pages.MOST_IN_A_WORKBOOK", 2)

    first = json.loads(client.get("/performance/cases.json?t=all").content)
    rest = json.loads(client.get(first["next"].removeprefix("http://testserver")).content)

    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [2, 1, None]
    assert len({one["notice"] for one in (*first["items"], *rest["items"])}) == 3
    book = load_workbook(BytesIO(client.get("/performance/cases.xlsx?t=all").content)).active
    assert book["A4"].value == "只含前 2 项，其余请下载 CSV。"
    assert client.get("/performance/cases.json?after=x~y").status_code == 200


def test_a_leader_explains_on_a_page_and_everybody_reads_it(client: Client) -> None:
    of = world.world()
    record = late(of)
    before = client.get("/performance/")["ETag"]
    leader = just_confirmed(of.leader)

    answer = leader.post(f"/desk/performance/{record.pk}/explain/", {"text": "签发人外出，未及时代签"}, follow=True)

    assert "说明已经公开" in text(answer)
    assert "签发人外出，未及时代签" in text(client.get("/performance/"))
    assert client.get("/performance/")["ETag"] != before


@pytest.mark.parametrize("query", ["t=zzz", "v=%00", "b=nowhere", "k=' OR 1", "page=99999999999999999999"])
def test_bad_filters_are_as_good_as_none(client: Client, query: str) -> None:
    late(world.world())

    assert client.get(f"/performance/cases/?{query}").status_code == 200
    assert client.get(f"/performance/?{query}").status_code == 200
