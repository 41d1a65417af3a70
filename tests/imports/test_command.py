"""`import_notices`: twice is once, a kill leaves whole rows, and what became of every line is told."""

import csv
import io
import os
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from disclosure.board.models import Notice
from disclosure.imports.actions.sample import SAMPLE
from disclosure.imports.models import Line, Run
from envportal.audit.models import Event
from tests.board.rows import ID_NUMBER
from tests.imports import tables
from tests.imports.tables import many, written


def command(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("import_notices", str(path), *options, stdout=out)
    return out.getvalue()


def last(said: str) -> str:
    return said.strip().splitlines()[-1]


# THE REAL SAMPLE ------------------------------------------------------------------
@pytest.mark.django_db
def test_the_real_sample_is_taken_but_for_what_nobody_could_place():
    said = command(SAMPLE)

    assert last(said) == "92 lines: 36 taken, 54 mended, 0 already there, 2 refused."
    assert Notice.objects.count() == 90
    kinds = dict.fromkeys(Notice.objects.values_list("kind", flat=True).order_by("kind"))
    assert list(kinds) == ["acceptance", "completion", "decision", "filing", "proposed_decision"]
    assert "2022年928" in said


@pytest.mark.django_db
def test_every_damaged_day_of_the_real_sample_is_mended_or_left_empty():
    command(SAMPLE)

    told = {
        (remark[2], remark[3])
        for remarks in Line.objects.values_list("remarks", flat=True)
        for remark in remarks
        if remark[1] in {"window_start", "window_end", "accepted_on", "decided_on"}
    }

    assert told == {
        ("20241112日", "2024-11-12"), ("20241118日", "2024-11-18"), ("2022年928", "2022-09-28"),
        ("2022年1010日", "2022-10-10"), ("2009年2月11", "2009-02-11"), ("17日", "2009-02-17"), ("202016", "2020-01-06"),
        ("1月15日", "2026-01-15"), ("11日", "2024-07-11"), ("2024年月28日", ""),
    }  # fmt: skip
    damaged = Notice.objects.get(title__contains="泰景环境审报告表")
    assert (damaged.opens_on.isoformat(), damaged.closes_on) == ("2024-02-22", None)
    assert ["公示截止", "2024年月28日"] in damaged.wording


@pytest.mark.django_db
def test_twice_is_the_same_as_once_and_says_so():
    command(SAMPLE)
    before = list(Notice.objects.order_by("pk").values_list("pk", "public_id", "imported_at"))

    said = command(SAMPLE, "--quiet")

    assert last(said) == "92 lines: 0 taken, 0 mended, 90 already there, 2 refused."
    assert list(Notice.objects.order_by("pk").values_list("pk", "public_id", "imported_at")) == before


@pytest.mark.django_db
def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path: Path):
    told = command(SAMPLE, "--dry-run", "--report", str(tmp_path / "dry.csv"))

    assert last(told) == "92 lines: 36 taken, 54 mended, 0 already there, 2 refused. Nothing was written."
    assert [model.objects.exists() for model in (Notice, Run, Event)] == [False] * 3
    command(SAMPLE, "--report", str(tmp_path / "real.csv"))
    assert (tmp_path / "dry.csv").read_text() == (tmp_path / "real.csv").read_text()


@pytest.mark.django_db
def test_the_report_tells_of_every_line_and_holds_no_formula(tmp_path: Path):
    table = written(tmp_path / "t.csv", {"项目名称": "=HYPERLINK(1)"}, {"公示类别": "招标"})

    command(table, "--report", str(tmp_path / "report.csv"))

    rows = list(csv.reader(io.StringIO((tmp_path / "report.csv").read_text(encoding="utf-8-sig"))))
    assert [row[:3] for row in rows[1:]] == [["2", "照录", "'=HYPERLINK(1)"], ["3", "不收", "宏庆沥青搅拌站项目"]]


@pytest.mark.django_db
def test_the_run_and_the_record_say_what_was_taken():
    command(SAMPLE, "--quiet")

    run = Run.objects.get()
    event = Event.objects.get(name="history_taken_in")
    assert (run.state, run.position, run.taken, run.mended, run.refused) == ("done", 93, 36, 54, 2)
    assert (event.actor, event.facts["sha256"], event.facts["mended"]) == (None, run.sha256, 54)
    assert run.lines.count() == 92


# TABLES AS THEY COME ----------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_every_usual_encoding_is_read(tmp_path: Path, encoding: str):
    command(written(tmp_path / "t.csv", {}, encoding=encoding))

    assert Notice.objects.get().publisher == "福州市生态环境局"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "没有内容"), (b"  \n ", "没有内容"), (b"PK\x03\x04\x00\x00", "不是表格"),
        (b"\xff\x00\x81", "不是表格"),
        (b"\xff" * 40, "编码"), ("甲,乙\n1,2\n".encode(), "项目名称或文号"),
        (b"id,kind\n1,decision\n", "项目名称或文号"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path: Path, content: bytes, why: str):
    path = tmp_path / "t.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=why):
        command(path)
    assert not Run.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path):
    with pytest.raises(CommandError, match="No such file"):
        command(tmp_path / "none.csv")


@pytest.mark.django_db
def test_of_half_a_file_the_whole_rows_are_taken(tmp_path: Path):
    whole = tables.text({"文号": "榕环评〔2025〕1号"}, {"文号": "榕环评〔2025〕2号"}).encode()
    path = tmp_path / "t.csv"
    path.write_bytes(whole[: len(whole) - 60])

    said = command(path)

    assert last(said) == "2 lines: 1 taken, 0 mended, 0 already there, 1 refused."
    assert Notice.objects.get().document_number == "榕环评〔2025〕1号"


@pytest.mark.django_db
def test_a_file_that_ends_in_the_middle_of_a_sign_loses_that_row_alone(tmp_path: Path):
    head = ("序号", "公示类别", "发布机关", "文号", "项目名称")
    whole = tables.text({"项目名称": "第一个项目"}, {"项目名称": "第二个项目"}, head=head).encode()
    path = tmp_path / "t.csv"
    path.write_bytes(whole[:-3])

    said = command(path)

    assert "文件在这一行中间断了" in said
    assert Notice.objects.get().title == "第一个项目"


@pytest.mark.django_db
def test_a_quotation_mark_that_is_never_closed_takes_nothing_with_it_unsaid(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text(tables.text({}) + '2,审批决定,"没有合上,' + "甲" * 200_000 + "\n", encoding="utf-8")

    said = command(path)

    assert "引号没有合上" in said
    assert last(said) == "2 lines: 1 taken, 0 mended, 0 already there, 1 refused."


@pytest.mark.django_db
def test_the_same_row_twice_in_a_table_is_taken_once(tmp_path: Path):
    said = command(written(tmp_path / "t.csv", {}, {"序号": "2"}, {"项目名称": "另一个项目"}), "--batch", "1")

    assert "与第 2 行相同" in said
    assert Notice.objects.count() == 2


@pytest.mark.django_db
def test_personal_data_never_reaches_board_or_report(tmp_path: Path):
    said = command(written(tmp_path / "t.csv", {"建设单位": f"张三 {ID_NUMBER}"}, {"建设单位": "李四 13912345678"}))

    assert ID_NUMBER not in said
    assert [ID_NUMBER in str(list(model.objects.values())) for model in (Notice, Line, Run)] == [False] * 3
    assert Notice.objects.get().owner_name == "李四 139…78"


# MANY LINES ---------------------------------------------------------------------------
@pytest.mark.django_db
def test_memory_does_not_grow_with_the_table(tmp_path: Path):
    def most(n: int) -> int:
        path = many(tmp_path / f"{n}.csv", n)
        tracemalloc.start()
        command(path, "--quiet", "--batch", "20")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(40)
    small, large = most(100), most(400)

    assert large < small * 1.5


@pytest.mark.django_db
def test_a_batch_of_many_costs_as_many_statements_as_one_of_few(tmp_path: Path):
    def asked(n: int) -> int:
        path = many(tmp_path / f"{n}.csv", n, since=100 * n)
        with CaptureQueriesContext(connection) as queries:
            command(path, "--quiet")
        return len(queries)

    asked(1)

    assert asked(20) == asked(5)


@pytest.mark.django_db(transaction=True)
def test_a_reading_that_is_killed_leaves_whole_rows_and_goes_on_where_it_was(tmp_path: Path):
    path = many(tmp_path / "many.csv", 300)
    name = str(connection.settings_dict["NAME"])
    env = {**os.environ, "VAR_DIR": str(settings.VAR_DIR), "DJANGO_SETTINGS_MODULE": "envportal.settings"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.imports.killed", name, str(path)], env=env, stdout=subprocess.PIPE, text=True
    )
    while not Notice.objects.exists():
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.communicate()

    run = Run.objects.get()
    assert 0 < run.position < 301
    assert run.lines.count() == run.position - 1 == run.taken + run.mended + run.refused
    assert Notice.objects.count() == run.taken + run.mended
    command(path, "--quiet")
    run.refresh_from_db()
    assert (Run.objects.count(), run.state, run.lines.count()) == (1, "done", 300)
    assert Notice.objects.count() == run.taken + run.mended
    assert run.repeated == 0
