"""A new holiday notice is read from a table, shown, then applied and logged."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from envportal.audit import log
from envportal.deadlines.models import CalendarDay, TermRule
from tests.deadlines import rows

NOTICE = "国务院办公厅关于调整假期安排的通知"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "days.csv"
    path.write_text("date,is_workday,name\n2026-10-13,0,临时放假\n2026-10-17,1,临时放假\n", encoding="utf-8")
    return path


def run(*arguments: object) -> list[str]:
    out = io.StringIO()
    call_command("import_calendar", *(str(argument) for argument in arguments), stdout=out)
    return out.getvalue().splitlines()


def test_what_a_notice_would_move_is_shown_and_nothing_saved(case, table):
    shown = run(table, "--notice", NOTICE)

    assert shown[-1] == "2 days, 0 due days would move; give --apply."
    assert not CalendarDay.objects.exists()


def test_an_applied_notice_moves_open_clocks_and_writes_the_log(case, tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("date,is_workday,name\n2026-10-13,0,临时放假\n", encoding="utf-8")

    shown = run(path, "--notice", NOTICE, "--apply")

    assert shown[0].endswith("2026-10-19 -> 2026-10-20")
    assert rows.due(case) == date(2026, 10, 20)
    event = log.history(case).get(name="due_day_moved")
    assert (event.facts["was"], event.facts["becomes"], event.facts["notice"]) == ("2026-10-19", "2026-10-20", NOTICE)


def test_the_days_of_one_bureau_are_local(case, table):
    run(table, "--notice", NOTICE, "--bureau", "yunxi", "--apply")

    assert set(CalendarDay.objects.values_list("bureau__code", "status")) == {("yunxi", "local")}


@pytest.mark.parametrize("text", ["date,name\n2026-10-13,x\n", "date,is_workday,name\n2026-13-13,0,x\n"])
def test_a_table_that_is_none_is_refused(law, tmp_path, text):
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match="not a table"):
        run(path, "--notice", NOTICE)


def test_an_unknown_bureau_is_refused(law, table):
    with pytest.raises(CommandError, match="nowhere"):
        run(table, "--notice", NOTICE, "--bureau", "nowhere")


def test_the_shipped_rules_are_loaded_by_command(db):
    out = io.StringIO()

    call_command("load_rules", stdout=out)

    assert out.getvalue() == f"{TermRule.objects.count()} rules stand.\n"
