"""Grants out of a spreadsheet: told line by line, and the same again brings nothing twice."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from approvals.quotas import queries
from approvals.quotas.models import Book, Line, Run
from disclosure.board.models import Notice
from envportal.documents.guards import store
from tests import world
from tests.accounts.conftest import signed_in
from tests.quotas import rows
from tests.quotas.rows import D

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> world.World:
    found = world.world()
    rows.controlled(found, "cod")
    return found


def text(answer):
    return answer.content.decode()


HEAD = "区域,污染物,年度,下达量（吨）,下达日期,文号,说明"
LINES = (
    '青石区,化学需氧量（COD）,2026,"1,200.5",2026年3月2日,甲号,首批', "qingshi,vocs,2026年,3,2026-03-02,甲号,",
    "西区,cod,2026,3,2026-03-02,甲号,", "青石区,汞,2026,3,2026-03-02,甲号,", "青石区,cod,26,3,2026-03-02,甲号,",
    "青石区,cod,2026,-3,2026-03-02,甲号,", "青石区,cod,2026,3,2026-02-30,甲号,", "青石区,cod,2026,3,2099-01-01,甲号,",
    "青石区,cod,2026,3,2026-03-02,,", "青石区,cod,2026,1200.5,2026-03-02,甲号,同一笔",
)  # fmt: skip


def upload(person, content: bytes, name: str = "下达.csv"):
    file = SimpleUploadedFile(name, content)
    return signed_in(person).post("/desk/quotas/import/", {"file": file})


def test_a_spreadsheet_is_told_line_by_line_and_twice_brings_nothing_twice(of):
    content = "\n".join((HEAD, *LINES)).encode("gb18030")

    first = upload(of.leader, content)
    upload(of.leader, content)

    runs = [list(run.lines.order_by("number").values_list("result", flat=True)) for run in Run.objects.order_by("pk")]
    assert first.url == f"/desk/quotas/import/{Run.objects.order_by('pk')[0].pk}/"
    assert runs[0] == ["taken", "taken", *["refused"] * 7, "repeated"]
    assert runs[1] == ["repeated", "repeated", *["refused"] * 7, "repeated"]
    assert [line.why for line in Line.objects.filter(run=Run.objects.order_by("pk")[0], result="refused")] == [
        "区域“西区”没有登记", "污染物“汞”不认识", "年度“26”不对，例如 2026",
        "数量“-3”不对：写大于 0 的吨数，小数最多四位", "2026-02-30 这一天不存在，请核对，例如 2027年3月1日",
        "日期 2099-01-01 还没有到", "没有写文号",
    ]  # fmt: skip
    wholes = {book.pollutant: book.whole for book in queries.by_book()}  # type: ignore[attr-defined]
    assert wholes == {"cod": D("1200.5"), "vocs": D(3)}
    waiting = Notice.objects.filter(kind="quota", state="pending").order_by("pk")
    assert [dict(one.facts)["可用总量（吨）"] for one in waiting] == ["1200.5", "3"]
    assert not list((store.root() / "quota-tables").rglob("*.csv"))
    assert rows.proven()


def test_a_workbook_is_read_like_a_csv(of):
    book, out = Workbook(), BytesIO()
    for cells in (HEAD.split(","), ["青石区", "cod", 2026, 12.5, "2026-03-02", "甲号", ""]):
        book.active.append(cells)
    book.save(out)

    upload(of.leader, out.getvalue(), "下达.xlsx")

    assert rows.stands(Book.objects.get())["available"] == D("12.5")


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "空的"), (b"\0\1\2" * 9, "不是表格"), (b"a,b\n1,2\n", "没有认出这些列")]
)
def test_what_is_no_table_of_grants_is_said_in_one_sentence(of, content: bytes, said: str):
    answer = upload(of.leader, content)

    assert answer.status_code in {409, 422}
    assert said in text(answer)
    assert Run.objects.count() == 0
