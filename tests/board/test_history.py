"""History on the board: marked, filtered away where nobody wants it, and no part of anything that runs."""

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError, transaction

from disclosure.board import board, rules
from disclosure.board.models import UNDATED, Edition, Notice
from disclosure.board.queries import notices as queries
from envportal.accounts.enums import Role
from envportal.audit.models import Event
from envportal.deadlines.models import Clock
from envportal.supervision.models import Card
from tests import builders
from tests.board import rows
from tests.board.rows import ID_NUMBER, ids, proposed, text
from tests.builders import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-10-16")
PAST = board.Past(
    key="k1", kind=board.Kind.DECISION, publisher="福州市生态环境局", source="n1773", title="宏庆沥青搅拌站项目",
    owner="福州宏庆公司", document_number="榕环评〔2025〕52号", published_on=date(2025, 10, 1),
    opens_on=date(2025, 10, 1), closes_on=date(2025, 10, 7), facts=(("公示期限", "7 日"),),
    wording=(("公示开始", "2025年101"),),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(AT, tick=False):
        yield


def taken(**changed: Any) -> Notice:
    past = replace(PAST, **changed)
    board.take_in([past], at=AT)
    return Notice.objects.get(import_key=past.key)


# TAKING IN ------------------------------------------------------------------------
def test_it_stands_under_the_bureau_that_published_it_and_is_nobodys_act():
    notice = taken()

    assert (notice.state, notice.publisher, notice.source) == ("published", "福州市生态环境局", "n1773")
    assert (notice.case, notice.bureau, notice.submitted_by, notice.published_by) == (None, None, None, None)
    assert (notice.published_at, notice.imported_at) == (moment("2025-10-01", "00:00"), AT)
    assert [model.objects.exists() for model in (Clock, Event, Card)] == [False] * 3


def test_the_same_key_twice_is_one_notice():
    first = taken()

    assert board.take_in([PAST, replace(PAST, key="k2", title="另一个")], at=AT) == {"k2"}
    assert Notice.objects.get(import_key="k1").pk == first.pk
    assert board.known(["k1", "k2", "k3"]) == {"k1", "k2"}


def test_only_what_changes_the_board_changes_its_edition():
    taken()
    edition = Edition.objects.get().number

    board.take_in([PAST], at=AT)

    assert Edition.objects.get().number == edition


def test_personal_data_keeps_all_of_it_off():
    with pytest.raises(board.PersonalData):
        board.take_in([replace(PAST, key="k2"), replace(PAST, facts=(("备注", ID_NUMBER),))], at=AT)

    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"publisher_name": ""}, "notice_of_history_names_its_publisher_and_source"),
        ({"source": ""}, "notice_of_history_names_its_publisher_and_source"),
        ({"published_by": "editor"}, "notice_of_history_is_nobodys_act_here"),
        ({"submitted_by": "editor"}, "notice_of_history_is_nobodys_act_here"),
        ({"bureau": "bureau"}, "notice_of_history_is_nobodys_act_here"),
        ({"case": "case"}, "notice_of_history_is_nobodys_act_here"),
        ({"import_key": None}, "notice_(is_a_bureaus_own_or_historical|published_has_publisher_and_dates)"),
        ({"imported_at": None}, "notice_is_a_bureaus_own_or_historical"),
    ],
)
def test_the_table_holds_what_history_is(changed: dict[str, object], name: str):
    taken()
    made = {"editor": rows.editor(), "bureau": builders.bureau(), "case": rows.case()}
    fields = {field: made.get(str(value), value) for field, value in changed.items()}

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Notice.objects.filter(import_key="k1").update(**fields)


def test_a_notice_of_ones_own_has_its_bureau():
    notice = proposed()

    with pytest.raises(IntegrityError, match="notice_is_a_bureaus_own_or_historical"), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(bureau=None)


# THE PUBLIC LIST --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "hit"),
    [
        ("?t=all", {"own", "past"}), ("?t=all&h=without", {"own"}), ("?t=all&h=only", {"past"}), ("?h=only", {"past"}),
        ("", {"own"}), ("?h=nonsense&t=all", {"own", "past"}), ("?t=all&b=yunxi", {"own"}),
        ("?t=all&q=福州市", {"past"}),
        ("?t=all&k=decision", {"past"}), ("?s=open&t=all", {"own"}),
    ],
)  # fmt: skip
def test_one_filter_for_page_and_files_takes_history_away(client, query: str, hit: set[str]):
    builders.bureau("dongling", "东岭市生态环境局", "东环")
    address = {"own": proposed().public_id, "past": taken().public_id}
    wanted = {address[name] for name in hit}

    page = text(client.get(f"/board/{query}"))
    table = list(csv.reader(io.StringIO(text(client.get(f"/board.csv{query}")))))
    feed = ET.fromstring(text(client.get(f"/board.atom{query}")))
    entries = {str(one.text).rsplit(":", 1)[1] for one in feed.findall(".//{*}entry/{*}id")}

    assert {one for one in address.values() if f"/board/{one}/" in page} == wanted
    assert set(ids(client, query)) == {line[0] for line in table[1:]} == entries == wanted


def test_it_is_marked_wherever_it_is_listed(client):
    notice = taken()

    assert "历史导入" in text(client.get("/board/?h=only"))
    item = client.get("/board.json?h=only").json()["items"][0]
    assert (item["historical"], item["bureau"], item["source"]) == (True, "福州市生态环境局", "n1773")
    table = list(csv.DictReader(io.StringIO(text(client.get("/board.csv?h=only")).removeprefix("\ufeff"))))
    assert (table[0]["历史导入"], table[0]["来源"], table[0]["发布机关"]) == ("是", "n1773", "福州市生态环境局")
    feed = ET.fromstring(text(client.get("/board.atom?h=only")))
    assert "历史导入" in str(feed.findtext(".//{*}entry/{*}summary"))
    assert client.get(f"/api/v1/notices/{notice.public_id}").json()["wording"] == [
        {"label": "公示开始", "text": "2025年101"}
    ]


def test_without_history_there_is_no_chip_for_it(client):
    proposed()

    assert "历史导入 " not in text(client.get("/board/")).split("</form>")[1]
    taken()
    assert "历史导入 1" in text(client.get("/board/"))


def test_what_has_no_day_stands_last_and_tells_no_day(client):
    dated, undated = taken(), taken(key="k2", title="乙", published_on=None, opens_on=None, closes_on=None)

    assert ids(client, "?h=only") == [dated.public_id, undated.public_id]
    assert undated.published_at == UNDATED
    assert [item["published_at"] is None for item in client.get("/board.json?h=only").json()["items"]] == [False, True]
    assert "日期不详" in text(client.get("/board/?h=only"))
    assert "1979" not in text(client.get("/board/?h=only")) + text(client.get(f"/board/{undated.public_id}/"))


def test_a_former_window_never_opens_again(client):
    notice = taken(kind=board.Kind.PROPOSED_DECISION, closes_on=date(2026, 12, 31))

    assert ids(client, "?s=open&t=all") == []
    assert "现在可以提意见" not in text(client.get(f"/board/{notice.public_id}/"))
    assert "还剩" not in text(client.get("/board/?h=only")) + text(client.get("/"))


def test_it_is_counted_nowhere_among_the_bureaus_own(client):
    taken(published_on=date(2026, 10, 1))

    assert "近三个月公示 0 项" in text(client.get("/"))


# ONE NOTICE -----------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["", "/en"])
def test_its_page_says_what_it_is_and_where_it_comes_from(client, path: str):
    notice = taken()

    page = text(client.get(f"{path}/board/{notice.public_id}/"))

    assert ("历史公示，只供查阅" if not path else "A former notice, kept to be read") in page
    assert [word in page for word in ("福州市生态环境局", "n1773", "2025年101", "榕环评〔2025〕52号")] == [True] * 4


def test_a_completion_check_has_its_kind(client):
    notice = taken(kind=board.Kind.COMPLETION)

    assert "竣工验收公示" in text(client.get(f"/board/{notice.public_id}/"))
    assert ids(client, "?k=completion&t=all") == [notice.public_id]


# NOBODY'S DESK ----------------------------------------------------------------------------
@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEADER, Role.SUPERVISOR])
def test_it_lies_on_no_desk(client, role: str):
    notice = taken()
    person = builders.staff(role)
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])

    assert notice.title not in text(client.get("/desk/board/"))
    assert client.get(f"/desk/board/{notice.pk}/").status_code == 404


def test_who_has_no_bureau_has_not_the_notices_of_none():
    taken()
    rover = builders.staff(Role.EDITOR)
    rover.bureau = None
    rover.save()

    assert list(queries.recent_of(rover)) == list(queries.waiting_for(rover)) == []
    notice = Notice.objects.get()
    assert not any(rule(rover, notice) for rule in (rules.may_publish, rules.may_correct, rules.may_withdraw))


def test_a_list_of_three_costs_as_much_as_a_list_of_one(client, django_assert_num_queries):
    taken()
    client.get("/board/?h=only")
    with django_assert_num_queries(2):
        client.get("/board/?h=only")
    taken(key="k2")
    taken(key="k3")
    client.get("/board/?h=only")

    with django_assert_num_queries(2):
        client.get("/board/?h=only")
