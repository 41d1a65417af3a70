"""Tables of fees, incidents, inspections and petitions: what is certain is mended, what is not is refused."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from disclosure.board.models import Notice
from disclosure.imports import tasks
from disclosure.imports.actions.sample import DATA, load_sample
from disclosure.imports.models import Line, Run
from envportal.accounts.enums import Role
from tests import builders
from tests.accounts.conftest import signed_in
from tests.board.rows import ID_NUMBER, text
from tests.builders import moment
from tests.imports.desk import SOURCE, columns

pytestmark = pytest.mark.django_db


def read(table: Path, kind: str, *options: str) -> str:
    out = io.StringIO()
    call_command("import_notices", str(table), "--kind", kind, "--source", "试", *options, stdout=out)
    return out.getvalue()


def written(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "table.csv"
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, names)
        table.writeheader()
        table.writerows(rows)
    return path


def fee(**changes: str) -> dict[str, str]:
    return {"enterprise": "某厂", "period": "2016.1-2016.3", "assessed_amount": "22810", "unit": "元",
            "bureau": "沈阳市环保局", **changes}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("fees", "fee", "42 lines: 0 taken, 42 mended, 0 already there, 0 refused."),
        ("incidents", "incident", "11 lines: 0 taken, 11 mended, 0 already there, 0 refused."),
        ("inspections", "inspection", "15 lines: 15 taken, 0 mended, 0 already there, 0 refused."),
        ("petitions", "petition", "12 lines: 0 taken, 12 mended, 0 already there, 0 refused."),
    ],
)
def test_the_real_tables_are_taken_and_twice_is_once(name: str, kind: str, said: str):
    table = DATA / f"{name}.csv"
    options = ("--publisher", "未写明（沈阳）") if kind == "fee" else ()

    first = read(table, kind, *options)
    n = Notice.objects.count()
    second = read(table, kind, *options, "--quiet")

    assert first.strip().splitlines()[-1] == said
    assert second.strip().splitlines()[-1].split(": ")[1] == f"0 taken, 0 mended, {n} already there, 0 refused."
    assert Notice.objects.count() == n
    assert {one.kind for one in Notice.objects.all()} == {"petition_result" if kind == "petition" else kind}


def test_the_sample_of_the_demo_holds_all_of_them():
    load_sample(at=moment("2026-09-18"))
    load_sample(at=moment("2026-09-18"))

    kinds = set(Notice.objects.values_list("kind", flat=True))
    assert {"fee", "incident", "inspection", "petition_result", "decision"} <= kinds
    assert Notice.objects.count() == 90 + 42 + 11 + 15 + 12


@pytest.mark.parametrize(
    ("printed", "unit", "amount"),
    [("22810", "元", "22810 元"), ("22,810.5", "元", "22810.5 元"), ("２２８１０", "元", "22810 元"),
     ("2.3万元", "", "2.3 万元"), ("1,234,567", "万元", "1234567 万元")],
)  # fmt: skip
def test_an_amount_with_one_reading_is_taken(tmp_path: Path, printed: str, unit: str, amount: str):
    read(written(tmp_path, fee(assessed_amount=printed, unit=unit)), "fee")

    assert dict(Notice.objects.get().facts)["核定金额"] == amount


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"assessed_amount": "约2万"}, "不是一个能认定的金额"), ({"assessed_amount": "1,23,4"}, "不是一个能认定的金额"),
        ({"assessed_amount": "-5"}, "不是一个能认定的金额"), ({"unit": ""}, "没有写元还是万元"),
        ({"assessed_amount": "5万元"}, "不一样"), ({"assessed_amount": ""}, "都没有写"),
        ({"enterprise": "/"}, "企业名称"),
        ({"period": ""}, "没有写时段"), ({"period": "2016.13"}, "认不出"), ({"period": "一季度"}, "认不出"),
        ({"period": "2016.3-2016.1"}, "截止早于开始"), ({"period": "2018.1"}, "环境保护税"),
        ({"bureau": ""}, "不知道是谁发布的"), ({"enterprise": f"王某 {ID_NUMBER}"}, "有个人信息"),
    ],
)  # fmt: skip
def test_what_nobody_can_place_is_refused_with_its_reason(tmp_path: Path, changes: dict[str, str], why: str):
    said = read(written(tmp_path, fee(**changes)), "fee")

    assert why in said
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("printed", "told"),
    [("2014.11-2015.3", "2014年11月至2015年3月"), ("2016.2、2016.3", "2016年2月、2016年3月"),
     ("2016年1月", "2016年1月"),
     ("2016年1月至2016年3月", "2016年1月至2016年3月")],
)  # fmt: skip
def test_a_span_of_months_reads_alike(tmp_path: Path, printed: str, told: str):
    read(written(tmp_path, fee(period=printed)), "fee")

    notice = Notice.objects.get()
    assert dict(notice.facts)["核定时段"] == told
    assert (["核定时段", printed] in notice.wording) == (printed != told)


@pytest.mark.parametrize(
    ("printed", "day"),
    [("2020年3月28日13时30分左右", date(2020, 3, 28)), ("2014年8月13日上午", date(2014, 8, 13)), ("2022年11月", None),
     ("2022年928", date(2022, 9, 28)), ("202年4月27日", None), ("2025-09-31", None)],
)  # fmt: skip
def test_the_day_of_an_incident_is_certain_or_nobodys(tmp_path: Path, printed: str, day: date | None):
    read(written(tmp_path, {"date": printed, "place": "某河", "level": "重大"}), "incident")

    notice = Notice.objects.get()
    assert notice.is_undated == (day is None)
    assert dict(notice.facts)["级别"] == "重大（Ⅱ级）"
    assert dict(notice.facts)["发生时间"] == printed


def test_a_petition_gives_its_day_its_ninth_column_and_its_twin(tmp_path: Path):
    row = {"number": "D3HA202312150062", "problem_summary": "噪音", "region": "南阳市",
           "finding": "与D410000201806040089为同一工地",
           "handling": "已办结；责任人被处理情况：无"}  # fmt: skip
    read(written(tmp_path, row), "petition")

    notice = Notice.objects.get()
    facts = dict(notice.facts)
    assert notice.published_at.date() <= date(2023, 12, 15)
    assert (facts["责任人被处理情况"], facts["处理和整改情况"]) == ("无", "已办结")
    assert facts["与哪件重复"] == "D410000201806040089"


def test_totals_of_a_batch_say_that_they_are_no_matter_of_their_own(tmp_path: Path):
    said = read(written(tmp_path, {"number": "第二批(9件)", "region": "某县", "substantiated": "属实4"}), "petition")

    assert "不是一件" in said
    assert "是否属实" not in dict(Notice.objects.get().facts)


def test_a_table_of_another_kind_is_not_read_as_fees(tmp_path: Path):
    with pytest.raises(CommandError, match="没有这些列"):
        read(written(tmp_path, {"a": "1", "b": "2"}), "fee")


def test_the_page_of_such_an_import_names_its_columns():
    load_sample(at=moment("2026-09-18"))
    client = signed_in(builders.staff(Role.EDITOR))
    run = Line.objects.filter(title__contains="排污费").first().run

    page = text(client.get(f"/desk/imports/{run.pk}/"))

    assert "核定时段" in page


def test_a_table_of_another_kind_goes_by_the_screen_too(desk: Client, second: Client):
    with (DATA / "petitions.csv").open("rb") as file:
        desk.post("/desk/imports/new/", {"file": file, "kind": "petition", "source": SOURCE})
    run = Run.objects.get()
    page = text(desk.get(f"/desk/imports/{run.pk}/columns/"))
    desk.post(f"/desk/imports/{run.pk}/columns/", columns(run))
    tasks.carry_on()
    second.post(f"/desk/imports/{run.pk}/publish/")
    tasks.carry_on()

    assert ("受理编号" in page, "整张表都是哪一类公示" in page) == (True, False)
    assert set(Notice.objects.values_list("kind", flat=True)) == {"petition_result"}
    assert Notice.objects.count() == 12
    assert "受理编号" in text(desk.get(f"/desk/imports/{run.pk}/"))
