"""A table on screen: uploaded, its columns confirmed, checked, and put on the board by a second person."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from disclosure.board.models import Notice
from disclosure.imports import tasks
from disclosure.imports.models import Line, Run
from disclosure.runs import queries
from disclosure.runs.actions.work import MOST_TRIES
from envportal.accounts.enums import Role
from envportal.audit.models import Event
from envportal.documents.guards import tables as guards
from tests import builders
from tests.accounts.conftest import queries_of, signed_in
from tests.board.rows import text
from tests.imports import tables
from tests.imports.desk import SOURCE, a_table, checked, columns, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


# THE WHOLE WAY ----------------------------------------------------------------------
def test_a_table_goes_from_upload_to_board_by_two_people(
    desk: Client, second: Client, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
):
    run = checked(desk, a_table({}, {"文号": "榕环评[2025]53号"}, {"公示类别": "招标"}, {}))

    assert (run.state, run.taken, run.mended, run.repeated, run.refused) == ("checked", 1, 1, 1, 1)
    assert not Notice.objects.exists()
    answer = second.post(f"/desk/imports/{run.pk}/publish/")
    assert answer.status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        tasks.carry_on()
    run.refresh_from_db()
    assert (run.state, run.taken, run.mended, run.applied_by.name) == ("done", 1, 1, "韩松年")
    assert Notice.objects.count() == 2
    names = list(Event.objects.filter(name__startswith="import_").order_by("pk").values_list("name", flat=True))
    assert names == ["import_uploaded", "import_mapped", "import_applied"]
    assert not queries.has_table(run)


def test_who_uploaded_or_confirmed_does_not_publish(desk: Client):
    run = checked(desk, a_table())

    page = text(desk.get(f"/desk/imports/{run.pk}/"))
    answer = desk.post(f"/desk/imports/{run.pk}/publish/")

    assert "您上传或确认了这张表" in page
    assert (answer.status_code, "请另一位编辑或局领导确认" in text(answer)) == (409, True)
    run.refresh_from_db()
    assert run.state == "checked"


def test_who_confirmed_anothers_upload_does_not_publish_either(desk: Client):
    run = send(desk, a_table())
    other = signed_in(builders.staff(Role.EDITOR, "苏打"))
    other.post(f"/desk/imports/{run.pk}/columns/", columns(run))
    tasks.carry_on()

    assert other.post(f"/desk/imports/{run.pk}/publish/").status_code == 409


def test_applying_twice_is_applying_once(desk: Client, second: Client):
    run = checked(desk, a_table())
    key = {"_key": "4fbcbbf8-58c3-4d26-a8a5-111111111111"}

    second.post(f"/desk/imports/{run.pk}/publish/", key)
    tasks.carry_on()
    again = second.post(f"/desk/imports/{run.pk}/publish/", key)
    tasks.carry_on()

    assert again.status_code == 302
    assert (Notice.objects.count(), Event.objects.filter(name="import_applied").count()) == (1, 1)


def test_the_same_upload_sent_twice_is_one_table(desk: Client):
    key = {"_key": "4fbcbbf8-58c3-4d26-a8a5-222222222222", "source": SOURCE}

    answers = [desk.post("/desk/imports/new/", {**key, "file": a_table()}).status_code for _click in range(2)]

    assert (answers, Run.objects.count()) == ([302, 302], 1)


def test_the_page_says_how_far_it_is(desk: Client, second: Client):
    run = checked(desk, a_table(*({"项目名称": f"项目{n}"} for n in range(5))))
    second.post(f"/desk/imports/{run.pk}/publish/")
    Run.objects.update(position=3)

    page = text(second.get(f"/desk/imports/{run.pk}/"))

    assert "办到第 3 行，共 6 行" in page
    assert f'href="/desk/imports/{run.pk}/">看现在到哪了' in page
    tasks.carry_on()
    assert Notice.objects.count() == 3  # the rows before were said to be done


def test_dropping_leaves_nothing(desk: Client):
    run = checked(desk, a_table())

    assert desk.post(f"/desk/imports/{run.pk}/drop/").status_code == 302

    run.refresh_from_db()
    assert (run.state, Line.objects.exists(), Notice.objects.exists()) == ("dropped", False, False)


def test_a_table_that_went_from_the_disk_ends_the_import_with_a_word(desk: Client):
    run = send(desk, a_table())
    desk.post(f"/desk/imports/{run.pk}/columns/", columns(run))
    guards.place(run.path).unlink()

    tasks.carry_on()

    assert "请重新上传" in text(desk.get(f"/desk/imports/{run.pk}/"))


def test_a_table_that_goes_nowhere_keeps_none_behind_it_and_stops_with_a_word(desk: Client):
    bad, good = (send(desk, a_table({"项目名称": name})) for name in ("坏表", "好表"))
    for run in (bad, good):
        desk.post(f"/desk/imports/{run.pk}/columns/", columns(run))
    Run.objects.filter(pk=bad.pk).update(mapping={"no number": "title"})  # as a fault of ours would stop it

    for _look in range(MOST_TRIES):
        tasks.carry_on()
    states = set(Run.objects.values_list("state", "tries"))
    tasks.carry_on()

    assert states == {("checking", MOST_TRIES), ("checked", 0)}
    Run.objects.filter(pk=bad.pk).update(mapping=bad.mapping)
    bad.refresh_from_db()
    assert (bad.state, Event.objects.filter(name="import_failed").count()) == ("failed", 1)
    assert f"试了 {MOST_TRIES} 次都办不下去" in text(desk.get(f"/desk/imports/{bad.pk}/"))
    assert desk.post(f"/desk/imports/{bad.pk}/drop/").status_code == 302
    bad.refresh_from_db()
    assert bad.state == "dropped"


def test_a_leader_takes_one_row_off_again_and_no_import_brings_it_back(desk: Client, second: Client):
    run = checked(desk, a_table({}, {"项目名称": "另一个项目"}))
    second.post(f"/desk/imports/{run.pk}/publish/")
    tasks.carry_on()
    line = run.lines.get(title="另一个项目")
    address = f"/desk/imports/lines/{line.pk}/withdraw/"

    assert address in text(second.get(f"/desk/imports/{run.pk}/?r=taken"))
    assert address not in text(desk.get(f"/desk/imports/{run.pk}/?r=taken"))
    assert desk.post(address, {"reason": "有误"}).status_code == 403
    assert second.post(address, {"reason": ""}).status_code == 422
    assert second.post(address, {"reason": "有个人信息"}).status_code == 302
    assert second.post(address, {"reason": "再来"}).status_code == 409

    notice = Notice.objects.get(title="另一个项目")
    page = text(Client().get(f"/board/{notice.public_id}/"))
    assert ("有个人信息" in page, "福州宏庆公司" in page.split("</h1>")[1]) == (True, False)
    assert "另一个项目" not in text(Client().get("/board/?h=only"))
    assert checked(desk, a_table({"项目名称": "另一个项目"})).repeated == 1


# COLUMNS ----------------------------------------------------------------------------
def test_a_workbook_with_a_title_a_double_heading_and_merged_cells_is_understood(desk: Client, second: Client):
    run = checked(desk, tables.workbook(), kind="acceptance")

    assert (run.head_rows, run.sheet, run.hints) == (3, "Sheet", ["formulas:1"])
    assert [run.taken, run.mended, run.refused] == [0, 2, 1]
    second.post(f"/desk/imports/{run.pk}/publish/")
    tasks.carry_on()
    assert set(Notice.objects.values_list("place", flat=True)) == {"青石镇"}
    assert {str(day) for day in Notice.objects.values_list("closes_on", flat=True)} == {"2019-03-11"}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"c1": ""}, "没有一列是公示类别"), ({"c4": "project_name"}, "选了两次"),
        ({"c3": "", "c8": ""}, "项目名称或文号"),
        ({"c2": "", "publisher": ""}, "哪个机关发布"), ({"source": ""}, "写明这张表从哪里来"),
        ({"c3": "nonsense"}, "nonsense"), ({"kind": "nonsense"}, "nonsense"), ({"head_rows": "99"}, "10"),
    ],
)  # fmt: skip
def test_a_wrong_choice_is_said_in_place_and_loses_nothing(desk: Client, changed: dict[str, str], sentence: str):
    run = send(desk, a_table())

    answer = desk.post(f"/desk/imports/{run.pk}/columns/", columns(run, **changed))

    assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert "已填的内容都还在" in text(answer)
    run.refresh_from_db()
    assert (run.state, queries.has_table(run)) == ("mapping", True)


def test_another_heading_may_be_chosen(desk: Client):
    run = send(desk, a_table({}, {"项目名称": "第二个"}))

    page = text(desk.get(f"/desk/imports/{run.pk}/columns/?head=2"))

    assert 'name="head_rows" value="2"' in page
    assert "第 4 列：项目名称 宏庆沥青搅拌站项目" in page
    assert desk.get(f"/desk/imports/{run.pk}/columns/?head=99").status_code == 200


def test_columns_may_be_changed_after_the_check_and_it_starts_anew(desk: Client):
    run = checked(desk, a_table(), c3="")
    desk.post(f"/desk/imports/{run.pk}/columns/", columns(run, c3="project_name"))
    tasks.carry_on()

    run.refresh_from_db()
    assert (run.state, run.taken, run.lines.get().title) == ("checked", 1, "宏庆沥青搅拌站项目")


# WHO MAY --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "sees", "uploads", "publishes"),
    [
        (Role.EDITOR, 200, 200, 302), (Role.LEADER, 200, 403, 302), (Role.SUPERVISOR, 200, 403, 403),
        (Role.CLERK, 403, 403, 403), (Role.OFFICER, 403, 403, 403), (Role.SYSOP, 403, 403, 403),
    ],
)  # fmt: skip
def test_who_may_see_bring_and_publish(desk: Client, role: str, sees: int, uploads: int, publishes: int):
    run = checked(desk, a_table())
    client = signed_in(builders.staff(role))

    assert client.get("/desk/imports/").status_code == sees
    assert client.get(f"/desk/imports/{run.pk}/report.csv").status_code == sees
    assert client.get("/desk/imports/new/").status_code == uploads
    assert client.post(f"/desk/imports/{run.pk}/publish/").status_code == publishes


def test_another_bureau_sees_nothing_of_it(desk: Client):
    run = checked(desk, a_table())
    dongling = builders.bureau("dongling", "东岭市生态环境局", "东环")
    client = signed_in(builders.staff(Role.EDITOR, at=dongling))

    paths = ("", "columns/", "publish/", "drop/", "report.csv")
    assert [client.get(f"/desk/imports/{run.pk}/{path}").status_code for path in paths] == [404] * 5
    assert run.name not in text(client.get("/desk/imports/"))


@pytest.mark.parametrize("path", ["", "new/", "{pk}/", "{pk}/columns/", "{pk}/drop/"])
def test_every_page_speaks_english_too(desk: Client, path: str):
    run = checked(desk, a_table({}, {"公示类别": "招标"}))

    page = text(desk.get(f"/en/desk/imports/{path.format(pk=run.pk)}"))

    assert 'lang="en"' in page
    assert "Imported history" in page


def test_a_report_of_three_lines_costs_as_much_as_one_of_one(desk: Client):
    one = checked(desk, a_table({"公示类别": "招标"}))
    three = checked(desk, a_table(*({"公示类别": "招标", "文号": str(n)} for n in range(3))))

    assert queries_of(desk, f"/desk/imports/{one.pk}/") == queries_of(desk, f"/desk/imports/{three.pk}/")
    assert queries_of(desk, "/desk/imports/") < 15
