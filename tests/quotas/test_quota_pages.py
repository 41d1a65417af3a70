"""The pages of the ledger: found, sorted, paged and taken away; typed, looked at again, posted once."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from approvals.quotas import actions, queries
from approvals.quotas.actions.posting import Where
from approvals.quotas.models import Book, Entry, Request
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.quotas import rows
from tests.quotas.rows import D

pytestmark = pytest.mark.django_db
AT = moment("2026-09-18")
KEY = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def of() -> world.World:
    found = world.world()
    rows.controlled(found, "cod")
    return found


def client(person):
    return signed_in(person)


def text(answer):
    return answer.content.decode()


def grant_form(of: world.World, **more: object) -> dict[str, object]:
    return {
        "area": rows.area(of).pk, "pollutant": "cod", "year": "2026", "amount": "120.5", "on": "2026年3月2日",
        "document": rows.DOCUMENT, "reason": "", "_key": KEY, **more,
    }  # fmt: skip


def test_a_grant_is_looked_at_again_before_it_is_posted(of):
    page = client(of.leader)

    second_look = page.post("/desk/quotas/grant/", grant_form(of))
    posted_before = Entry.objects.count()
    back = page.post("/desk/quotas/grant/", grant_form(of, _switch="1"))
    done = page.post("/desk/quotas/grant/", grant_form(of, _sure="1"))
    again = page.post("/desk/quotas/grant/", grant_form(of, _sure="1"))

    assert ("120.5" in text(second_look), "确认记账" in text(second_look), posted_before) == (True, True, 0)
    assert 'value="120.5"' in text(back)
    assert (done.status_code, again.status_code, Entry.objects.count()) == (302, 302, 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"amount": "0"}, "最小写 0.0001"),
        ({"amount": "-5"}, "最小写 0.0001"),
        ({"amount": "1e400"}, "只写数字"),
        ({"amount": "NaN"}, "只写数字"),
        ({"amount": "1.00001"}, "小数最多写 4 位"),
        ({"amount": "99999999999"}, "整数最多 10 位"),
        ({"year": "1999"}, "2006"),
        ({"on": "2026年2月30日"}, "这一天不存在"),
        ({"area": "999999"}, "区域"),
    ],
)
def test_what_cannot_be_is_said_in_place_and_nothing_typed_is_lost(of, typed: dict[str, str], said: str):
    answer = client(of.leader).post("/desk/quotas/grant/", grant_form(of, **typed))

    assert (answer.status_code, Entry.objects.count()) == (422, 0)
    assert said in text(answer)
    assert rows.DOCUMENT in text(answer)


def test_a_day_to_come_is_refused_with_its_sentence(of):
    answer = client(of.leader).post("/desk/quotas/grant/", grant_form(of, on="2099-01-01", _sure="1"))

    assert (answer.status_code, "日期写今天或者以前的一天" in text(answer)) == (409, True)


@pytest.mark.parametrize(
    "address",
    ["", "movements/", "requests/", "reductions/", "register/", "grant/", "import/", "requests/new/", "reductions/new/",
     "register/area/", "register/control/", "register/standing/"],
)  # fmt: skip
def test_the_pages_open_for_who_may_and_nobody_else(of, address: str):
    rows.granted(of, 100)

    assert client(of.leader).get(f"/desk/quotas/{address}").status_code == 200
    assert client(of.editor).get(f"/desk/quotas/{address}").status_code == 403
    assert client(of.applicant).get(f"/desk/quotas/{address}").status_code == 404


def test_another_bureaus_book_is_not_there(of):
    book = rows.granted(of, 100)
    stranger = world.world(code="dongling").leader

    assert client(stranger).get(f"/desk/quotas/{book.pk}/").status_code == 404
    assert client(stranger).get(f"/desk/quotas/{book.pk}/transfer/").status_code == 404
    assert "青石区" not in text(client(stranger).get("/desk/quotas/"))


def test_a_book_shows_what_stood_on_a_day_and_what_moved_till_then(of):
    book = rows.granted(of, 10)
    rows.granted(of, 5, on=date(2026, 5, 4), at=moment("2026-05-06"), document="第2号")
    page = client(of.head)

    now, then = page.get(f"/desk/quotas/{book.pk}/"), page.get(f"/desk/quotas/{book.pk}/?on=2026-05-03")

    assert [dict(one.context["balances"])["可用"] for one in (now, then)] == [D(15), D(10)]
    assert [one.context["page"].paginator.count for one in (now, then)] == [4, 2]
    assert "截至" in text(then)


@pytest.mark.parametrize("address", ["/desk/quotas/", "/desk/quotas/movements/", "/quotas/balance/"])
def test_a_list_of_three_is_read_with_as_many_queries_as_one_of_one(of, address: str, django_assert_max_num_queries):
    page = client(of.head)
    page.get(address)
    counts = []
    for names in (["甲区"], ["乙区", "丙区"]):
        for name in names:
            rows.granted(of, 10, where=rows.area(of, f"area-{ord(name[0])}", name))
        with django_assert_max_num_queries(60) as counted:
            assert page.get(address).status_code == 200
        counts.append(len(counted))

    assert counts[0] == counts[1]


def test_lists_sort_filter_and_are_taken_away(of):
    rows.granted(of, 10)
    rows.granted(of, 20, where=rows.area(of, "beishan", "北山区"))
    page = client(of.head)

    sorted_ = page.get("/desk/quotas/?sort=-whole").context["rows"]
    found = page.get("/desk/quotas/?q=北山").context["rows"]
    table = text(page.get("/desk/quotas/?q=北山&format=csv"))

    assert [one.whole for one in sorted_] == [D(20), D(10)]
    assert [one.area.name for one in found] == ["北山区"]
    assert table.splitlines()[1].split(",")[:5] == ["2026", "北山区", "化学需氧量（COD）", "20", "0"]
    assert page.get("/desk/quotas/movements/?format=xlsx&kind=grant").status_code == 200


def test_everybody_reads_what_is_left_as_a_page_and_as_data(of, client):
    rows.granted(of, 100)
    rows.reserved(of, 12)

    page, table, data = (client.get(f"/quotas/balance{end}") for end in ("/", ".csv", ".json?pollutant=cod"))

    assert ("青石区" in text(page), page.status_code) == (True, 200)
    assert text(table).splitlines()[1].split(",")[3:8] == ["100", "12", "0", "0", "88"]
    assert data.json()["items"] == [
        {
            "bureau": of.bureau.name, "area": "青石区", "pollutant": "cod", "year": 2026, "total": "100",
            "reserved": "12", "committed": "0", "retired": "0", "left": "88",
        }
    ]  # fmt: skip
    assert client.get("/quotas/balance.json?on=2026-03-01").json()["count"] == 0


def test_a_request_is_answered_and_its_rank_stands_beside_the_target(of):
    page = client(of.leader)
    where = {"area": rows.area(of).pk, "pollutant": "cod", "year": "2026", "_sure": "1"}
    page.post(
        "/desk/quotas/requests/new/",
        {**where, "amount": "50", "number": "云环请〔2026〕3号", "reason": "园区项目", "asked_on": "2026-05-06"},
    )
    found = Request.objects.get()
    reply = {"replied_on": "2026-06-08", "reply": "省环函〔2026〕9号", "given": "40", "_sure": "1"}

    alone = page.post(f"/desk/quotas/requests/{found.pk}/reply/", {**reply, "rank": "2"})
    huge = page.post(f"/desk/quotas/requests/{found.pk}/reply/", {**reply, "rank": "2", "peers": "40000"})
    assert (huge.status_code, Request.objects.get(pk=found.pk).replied_on) == (422, None)
    page.post(f"/desk/quotas/requests/{found.pk}/reply/", {**reply, "rank": "2", "peers": "12"})
    late = page.post(f"/desk/quotas/requests/{found.pk}/reply/", reply)

    assert (alone.status_code, "位次和家数一起写" in text(alone)) == (422, True)
    assert late.status_code == 409
    assert rows.stands(Book.objects.get())["available"] == D(40)
    assert "第 2 名，共 12 家" in text(page.get("/desk/quotas/requests/"))
    assert Request.objects.get().meets_target


def test_the_rank_of_the_fourth_misses_the_target(of):
    assert [Request(rank=n, peers=9).meets_target for n in (3, 4, None)] == [True, False, None]


# CASES --------------------------------------------------------------------------------
def test_the_page_of_a_case_says_what_is_lacking_and_the_officer_mends_it(of):
    rows.granted(of, 8)
    case = rows.reserved(of, 12)
    rows.granted(of, 50, document="第2号")
    page = client(of.officer)

    before = page.get(f"/desk/quotas/cases/{case.pk}/")
    page.post(f"/desk/quotas/cases/{case.pk}/hold/", {"kind": "available"})
    after = page.get(f"/desk/quotas/cases/{case.pk}/")

    assert ("差 4 吨" in text(before), "差 4 吨" in text(after)) == (True, False)
    assert "补足预留" not in text(after)


def test_the_need_is_typed_with_what_stands_and_set_after_a_second_look(of):
    book = rows.granted(of, 100)
    case = rows.reserved(of, 12)
    page, address = client(of.officer), f"/desk/quotas/cases/{case.pk}/need/"

    shown = page.get(f"{address}?pollutant=cod")
    typed = {"pollutant": "cod", "area": book.area_id, "amount": "9.5", "why": "以新带老"}
    page.post(address, typed)
    unchanged = rows.stands(book)["reserved"]
    page.post(address, {**typed, "_sure": "1"})

    assert 'value="12"' in text(shown)
    assert (unchanged, rows.stands(book)["reserved"]) == (D(12), D("9.5"))


def test_a_case_of_others_is_theirs(of):
    case = rows.reserved(of, 12)
    stranger = world.world(code="dongling").officer

    assert client(stranger).get(f"/desk/quotas/cases/{case.pk}/").status_code == 404
    assert client(of.clerk).get(f"/desk/quotas/cases/{case.pk}/").status_code == 403
    assert client(of.head).get(f"/desk/quotas/cases/{case.pk}/need/").status_code == 200
    assert client(of.supervisor).get(f"/desk/quotas/cases/{case.pk}/need/").status_code == 403


def test_a_reduction_is_chosen_with_what_is_left_of_it(of):
    case = rows.reserved(of, 12)
    found = actions.verify_reduction(
        rows_where(of), amount=D(30), source="云溪造纸厂", measure="关停", evidence="核定",
        verified_on=date(2026, 9, 1), by=of.head, at=AT,
    )  # fmt: skip
    page, address = client(of.officer), f"/desk/quotas/cases/{case.pk}/replace/"

    shown = page.get(address)
    page.post(address, {"supply": found.account.pk})

    assert "还有 30 吨" in text(shown)
    assert not queries.lacks(case)


def rows_where(of: world.World) -> Where:
    return Where(rows.area(of), "cod", 2026)


@pytest.mark.parametrize(
    ("column", "ledger"), [("/quotas/", "/quotas/balance/"), ("/green-channel/", "/green-channel/projects/")]
)
def test_a_column_and_its_ledger_lead_to_each_other_by_the_words_of_their_headings(column: str, ledger: str):
    for here, there in ((column, ledger), (ledger, column)):
        page, heading = text(Client().get(here)), re.search(r"<h1[^>]*>([^<]+)</h1>", text(Client().get(there)))

        assert heading is not None
        assert re.search(rf'<a [^>]*href="{there}"[^>]*>{heading[1]}</a>', page), (here, heading[1])
