"""Files as they come: bombs, halves, other encodings, formulas."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl.worksheet.worksheet import Worksheet

from disclosure.imports.models import Run
from envportal.documents.guards import tables as guards
from tests.board.rows import text
from tests.imports import tables
from tests.imports.desk import SOURCE, checked, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


# BAD INPUT ----------------------------------------------------------------------------
def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (300 << 20))
    return out.getvalue()


def half_a_workbook() -> bytes:
    whole: bytes = tables.workbook().read()
    return whole[: len(whole) // 2]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("表.xlsx", bomb, "展开后太大"), ("表.xlsx", half_a_workbook, "打不开"),
        ("表.xlsx", lambda: b"PK\x03\x04", "打不开"),
        ("表.csv", lambda: b"%PDF-1.4\x00", "不是表格"), ("表.xls", lambda: b"\xd0\xcf\x11\xe0abc", "设有密码"),
        ("表.csv", lambda: b"\xff" * 30, "编码"), ("表.csv", lambda: b" \n ", "没有内容"),
        ("表.csv", lambda: b"", "空的"),
    ],
)  # fmt: skip
def test_a_file_we_cannot_read_is_one_sentence(desk: Client, name: str, content: Callable[[], bytes], sentence: str):
    answer = desk.post("/desk/imports/new/", {"file": SimpleUploadedFile(name, content()), "source": SOURCE})

    assert (answer.status_code, sentence in text(answer), SOURCE in text(answer)) == (422, True, True)
    assert not Run.objects.exists()
    assert [path for path in guards.place("").rglob("*") if path.is_file() and path.suffix == ".part"] == []


def test_gb18030_a_mark_and_tabs_are_read(desk: Client):
    gb = send(desk, SimpleUploadedFile("a.csv", tables.text({}).encode("gb18030")))
    tabs = send(desk, SimpleUploadedFile("a.txt", ("\ufeff" + tables.text({}).replace(",", "\t")).encode()))

    assert (gb.encoding, tabs.encoding) == ("gb18030", "utf-8-sig")
    assert gb.mapping == tabs.mapping
    assert gb.mapping["3"] == "project_name"


def test_a_file_without_its_last_line_break_may_be_half_and_says_so(desk: Client):
    run = checked(desk, tables.upload(tables.text({}).rstrip()))

    assert "可能只是半个文件" in text(desk.get(f"/desk/imports/{run.pk}/"))


def test_formulas_are_taken_as_the_text_that_was_kept_and_exported_as_text(desk: Client):
    def fill(sheet: Worksheet) -> None:
        sheet.append(["项目名称", "文号"])
        sheet.append(["'=cmd|calc", "+1"])
        sheet.append(["@SUM(1)", "=1+1"])

    run = checked(desk, tables.workbook(fill), kind="decision")
    report = b"".join(desk.get(f"/desk/imports/{run.pk}/report.csv")).decode()

    assert "'@SUM(1)" in report
    assert ",@SUM" not in report
    assert run.lines.get(number=3).title == "@SUM(1)"
