"""The list taken away: files, feeds and pages of the API, whole or cut at a stated place."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from disclosure.board import board
from disclosure.board.models import Notice
from disclosure.board.queries import open_data
from envportal.accounts.enums import Role
from tests import builders
from tests.board import rows
from tests.board.rows import proposed, text
from tests.builders import moment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 16)
ADDRESS = re.compile(r'<a class="govuk-link" href="/board/([\w-]+)/" lang')


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(moment("2026-10-16"), tick=False):
        yield


def on_page(client: Client, query: str) -> list[str]:
    return ADDRESS.findall(text(client.get(f"/board/{query}")))


def decided(title: str, at: str, outcome: str = "approved", **fields: str) -> Notice:
    return rows.published(rows.case(title, **fields), Notice.Kind.DECISION, moment(at), outcome=outcome)


def past(n: int, title: str = "旧项目", on: date | None = None, facts: tuple[tuple[str, str], ...] = ()) -> str:
    """A notice of history, which needs no case."""
    one = board.Past(
        key=f"k{n}", kind=board.Kind.DECISION, publisher="福州市生态环境局", source="n1773", title=f"{title}{n}",
        published_on=on or date(2025, 1, 1) + timedelta(n), facts=facts,
    )  # fmt: skip
    board.take_in([one], at=moment("2026-10-16"))
    return Notice.objects.get(import_key=f"k{n}").public_id


def test_a_workbook_has_a_limit_and_says_so_the_csv_has_none(client, monkeypatch):
    monkeypatch.setattr("disclosure.board.views.feeds.MOST_IN_A_WORKBOOK", 3)
    monkeypatch.setattr("envportal.web.views.export.A_PIECE", 2)
    for n in range(5):
        past(n)

    sheet = list(load_workbook(io.BytesIO(client.get("/board.xlsx?h=only").content)).active.values)
    answer = client.get("/board.csv?h=only")

    assert (len(sheet), sheet[-1][0]) == (5, "只含前 3 项，其余请下载 CSV。")
    assert answer.streaming
    assert len(text(answer).splitlines()) == 6


def test_json_made_by_the_engine_says_what_the_portal_says_of_a_notice(client):
    proposed('引号"与\\反斜杠项目')
    past(1)
    board.take_in(
        [board.Past("k2", board.Kind.DECISION, "福州市生态环境局", "n1", "无日期项目")], at=moment("2026-10-16")
    )

    listed = client.get("/api/v1/notices?t=all").json()["items"]

    for item in listed:
        notice = Notice.objects.get(public_id=item["id"])
        expected = open_data.row(notice)
        assert list(item) == list(expected)
        assert item == {name: _as_json(value) for name, value in expected.items()}


def _as_json(value: object) -> object:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else value


def test_the_api_gives_pages_of_the_size_asked_for(client):
    for n in range(3):
        past(n)

    first = client.get("/api/v1/notices?h=only&limit=2").json()
    rest = client.get(f"/api/v1/notices?h=only&limit=2&after={first['after']}").json()

    assert [len(first["items"]), len(rest["items"]), rest["after"]] == [2, 1, ""]
    assert client.get("/api/v1/notices?limit=101").status_code == 422


def test_the_list_of_another_bureau_names_it(client):
    dongling = builders.bureau("dongling", "东岭市生态环境局", "东环")
    of = rows.case("丁项目", bureau=dongling)
    board.publish(rows.pending(of).pk, by=builders.staff(Role.EDITOR, at=dongling), at=moment("2026-10-12"))

    assert "东岭市生态环境局</span></p>" in text(client.get("/board/"))
