"""The columns of the board as pages: what they are, why they are empty, their lists and files; enterprises; desk."""

import re
from datetime import date
from urllib.parse import unquote

import pytest
import time_machine
from django.conf import settings

from disclosure.board import board
from disclosure.board.actions import catalogue as actions_of
from disclosure.board.models import DisclosureItem, NilReturn, Notice
from disclosure.board.queries import fields as lists_of
from disclosure.board.views.columns import PLACES
from envportal.accounts.enums import Role
from tests import builders
from tests.board import rows
from tests.board.rows import text
from tests.board.test_writing import CODE, PENALTY, drafted
from tests.builders import moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(moment("2026-09-18"), tick=False):
        yield


def sign_in(client, user):
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return user


def second():
    return builders.staff(Role.EDITOR, "另一位")


def fee(amount: str = "53145 元", **more: object) -> board.Past:
    known = {"key": f"k{amount}", "kind": "fee", "publisher": "沈阳市环保局", "source": "f6093", "title": "某厂排污费",
             "owner": "某厂", "facts": (("企业名称", "某厂"), ("征收金额", amount))}  # fmt: skip
    return board.Past(**{**known, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["", "/en"])
@pytest.mark.parametrize("place", PLACES)
def test_every_column_opens_empty_and_says_why(client, place: str, path: str):
    actions_of.load_catalogue()
    builders.bureau()

    answer = client.get(f"{path}/{place}/")

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    if not path:
        assert "这一栏现在是空的" in text(answer)


def test_a_column_cites_its_law_and_its_last_update(client):
    board.publish(drafted().pk, by=second(), at=moment("2026-09-15"))

    page = text(client.get("/penalties/"))

    assert "双公示" in page
    assert "2026年9月15日" in page
    assert "罚款金额" in page


def test_a_nil_return_stands_on_its_column(client):
    actions_of.load_catalogue()
    item = DisclosureItem.objects.get(code="incident")
    nil = actions_of.say_nil(
        item.pk, first_day=date(2026, 4, 1), last_day=date(2026, 6, 30), by=rows.editor(), at=moment("2026-07-02")
    )
    actions_of.publish_nil(nil.pk, by=second(), at=moment("2026-07-03"))

    page = text(client.get("/incidents/"))

    assert "0 起" in page
    assert "按期作过零报告" in page


def test_sums_say_what_they_left_out(client):
    board.take_in([fee(), fee("100 元"), fee("约 5 元")], at=moment("2026-09-17"))

    page = text(client.get("/fees/"))

    assert "53,245.00 元" in page
    assert "1 份没有写，不计入，也不当作 0" in page
    assert "其中历史导入 3 份" in page


@pytest.mark.parametrize("kind", ["csv", "json", "atom", "xlsx"])
def test_a_column_is_taken_away_by_its_own_fields(client, kind: str):
    board.publish(drafted().pk, by=second(), at=moment("2026-09-15"))

    answer = client.get(f"/penalties.{kind}")

    assert answer.status_code == 200
    if kind == "csv":
        lines = text(answer).splitlines()
        assert "罚款金额" in lines[0]
        assert "120,000.00 元" in lines[1]
    if kind == "json":
        assert answer.json()["items"][0]["facts"]["执行情况"] == "已缴清"


def test_files_of_a_column_do_not_ask_the_database_for_each_row(client, django_assert_max_num_queries):
    board.take_in([fee(f"{n} 元") for n in range(30)], at=moment("2026-09-17"))

    with django_assert_max_num_queries(12):
        assert len(client.get("/fees.json").json()["items"]) == 30


def test_a_withdrawn_penalty_tells_nothing_but_why(client):
    notice = board.publish(drafted().pk, by=second(), at=moment("2026-09-15"))
    board.withdraw(notice.pk, reason="信用修复", by=builders.staff(Role.LEADER), at=moment("2026-09-17"))

    page, found = text(client.get(f"/board/{notice.public_id}/")), client.get(f"/enterprises/{CODE}.json").json()

    assert "信用修复" in page
    assert "外排废水" not in page
    assert (found["items"][0]["state"], "外排废水" in str(found)) == ("withdrawn", False)


def test_one_enterprise_has_one_timeline_of_all_kinds(client):
    case = rows.case()
    case.enterprise.uscc = CODE
    case.enterprise.save()
    rows.published(case)
    board.publish(drafted().pk, by=second(), at=moment("2026-09-15"))

    page, one = text(client.get(f"/enterprises/{CODE}/")), text(client.get(f"/enterprises/{CODE}/?k=penalty"))
    ask = re.search(r'href="(/subscribe/\?e=[^"]*)"', page)
    assert ask is not None
    assert unquote(ask[1]).partition("=")[2] in text(client.get(ask[1]))

    assert page.count('class="ep-time__at"') == 2
    assert one.count('class="ep-time__at"') == 1
    assert len(client.get(f"/enterprises/{CODE}.json").json()["items"]) == 2
    assert (
        client.get(f"/enterprises/{CODE}.csv").status_code == client.get(f"/enterprises/{CODE}.atom").status_code == 200
    )


def test_a_search_in_a_column_can_be_subscribed_to(client):
    page = text(client.get("/penalties/?q=纸"))

    ask = re.search(r'href="(/subscribe/[^"]*)"', page)
    assert ask is not None
    asked = text(client.get(ask[1].replace("&amp;", "&")))
    assert (str(PLACES["penalties"][0].label) in asked, "纸" in asked) == (True, True)


@pytest.mark.parametrize(("code", "status"), [(CODE, 200), (CODE[:-1] + "4", 404), ("x", 404), ("9" * 40, 404)])
def test_a_code_whose_check_character_is_wrong_is_no_enterprise(client, code: str, status: int):
    assert client.get(f"/enterprises/{code}/").status_code == status


def test_the_notice_links_to_its_enterprise(client):
    notice = board.publish(drafted().pk, by=second(), at=moment("2026-09-15"))

    page = text(client.get(f"/board/{notice.public_id}/"))

    assert f'href="/enterprises/{CODE}/"' in page
    assert "公示到" in page


@pytest.mark.parametrize("path", ["", "/en"])
def test_the_catalogue_shows_what_was_not_done(client, path: str):
    drafted()

    with time_machine.travel(moment("2026-09-21"), tick=False):
        page = text(client.get(f"{path}/board/catalogue/"))

    if not path:
        assert "逾期未公开 1 份" in page
        assert "1 份过了期限还没有公开" in page
    assert client.get("/board/catalogue.csv").status_code == client.get("/board/catalogue.xlsx").status_code == 200
    assert len(client.get("/board/catalogue.json").json()["items"]) == DisclosureItem.objects.count() > 15


def test_the_page_is_new_once_something_is_overdue(client):
    drafted()
    with time_machine.travel(moment("2026-09-18", "10:00"), tick=False):
        first = client.get("/board/catalogue/")["ETag"]
        Notice.objects.update(due_on=date(2026, 9, 17))
        assert client.get("/board/catalogue/")["ETag"] != first


# DESK -------------------------------------------------------------------------
def typed_in(form: str = "penalty", known: dict[str, object] | None = None, **changes: object) -> dict[str, object]:
    fields = lists_of.forms()[form].fields
    whole = {**(PENALTY if known is None else known), **changes}
    return {f"f{n}": whole.get(field.label, "") for n, field in enumerate(fields)}


def test_an_editor_chooses_looks_and_hands_in(client):
    actions_of.load_catalogue()
    sign_in(client, rows.editor())
    assert 'href="/desk/board/write/penalty/"' in text(client.get("/desk/board/write/"))

    looked = client.post("/desk/board/write/penalty/", {**typed_in(), "_look": "1"})
    assert (looked.status_code, Notice.objects.count()) == (200, 0)
    assert "云环罚〔2026〕3号" in text(looked)
    assert "最迟应在" in text(looked)

    answer = client.post("/desk/board/write/penalty/", typed_in())
    notice = Notice.objects.get()
    assert answer.url == f"/desk/board/{notice.pk}/"
    assert "待另一位编辑发布" in text(client.get(answer.url)) or "您提交了这份公示" in text(client.get(answer.url))


@pytest.mark.parametrize("button", [{}, {"_look": "1"}])
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"违法事实": ""}, "“违法事实”没有写，不能提交。"),
        ({"统一社会信用代码": ""}, "当事人是单位的，写明统一社会信用代码。"),
        ({"统一社会信用代码": CODE[:-1] + "4"}, "校验码对不上"),
        ({"公示到哪天": "2026-9-1"}, "公示到的那一天已经过去了。"),
        ({"决定日期": "2026-12-1"}, "形成日期写今天或者以前的一天。"),
        ({"罚款金额": "1e9"}, "只写数字"),
        ({"决定日期": "0000-00-00"}, "这一天不存在"),
        ({"当事人": "\x00"}, "“当事人”没有写，不能提交。"),
        ({"当事人类别": "x"}, "选择"),
    ],
)
def test_what_is_wrong_is_said_in_place_and_nothing_typed_is_lost(client, change, sentence: str, button):
    actions_of.load_catalogue()
    sign_in(client, rows.editor())

    answer = client.post("/desk/board/write/penalty/", {**typed_in(**change), **button})

    assert answer.status_code in {409, 422}
    assert Notice.objects.count() == 0
    assert "云环罚〔2026〕3号" in text(answer)
    assert sentence in text(answer) or sentence == "选择"


def test_what_was_written_is_corrected_in_its_form_with_what_stands_in_it(client):
    notice = board.publish(drafted().pk, by=second(), at=moment("2026-09-15"))
    sign_in(client, rows.editor())

    assert client.get(f"/desk/board/{notice.pk}/correct/").url == f"/desk/board/{notice.pk}/rewrite/"
    page = text(client.get(f"/desk/board/{notice.pk}/rewrite/"))
    assert 'value="120000.00"' in page
    assert 'value="2026年9月10日"' in page
    answer = client.post(f"/desk/board/{notice.pk}/rewrite/", {**typed_in(执行情况="分期"), "reason": "写错"})

    assert answer.status_code == 302
    assert dict(Notice.objects.latest("pk").facts)["执行情况"] == "分期"


def test_the_desk_says_nothing_happened_and_another_publishes(client):
    actions_of.load_catalogue()
    sign_in(client, rows.editor())
    item = DisclosureItem.objects.get(code="incident")
    assert "零报告" in text(client.get("/desk/board/catalogue/"))
    assert 'value="2026年6月30日"' in text(client.get(f"/desk/board/catalogue/{item.pk}/nil/"))

    client.post(f"/desk/board/catalogue/{item.pk}/nil/", {"first_day": "2026-4-1", "last_day": "2026-6-30"})
    nil = NilReturn.objects.get()
    own = client.post(f"/desk/board/nils/{nil.pk}/publish/")
    sign_in(client, second())
    other = client.post(f"/desk/board/nils/{nil.pk}/publish/")

    assert (own.status_code, other.status_code) == (409, 302)
    nil.refresh_from_db()
    assert nil.published_at


def test_a_version_of_the_catalogue_goes_over_two_desks(client):
    actions_of.load_catalogue()
    sign_in(client, rows.editor())
    item = DisclosureItem.objects.get(code="news")
    form = {"amount": "10", "unit": "working_day", "frequency": "monthly", "section": "办公室", "act": item.act,
            "article": item.article, "valid_from": "2026-10-1", "reason": "承诺"}  # fmt: skip

    assert client.post(f"/desk/board/catalogue/{item.pk}/propose/", form).status_code == 302
    proposal = item.proposals.get()
    assert client.get(f"/desk/board/proposals/{proposal.pk}/agree/").status_code == 403
    sign_in(client, builders.staff(Role.LEADER))
    assert "承诺" in text(client.get(f"/desk/board/proposals/{proposal.pk}/agree/"))
    assert client.post(f"/desk/board/proposals/{proposal.pk}/agree/").status_code == 302

    proposal.refresh_from_db()
    assert proposal.became.amount == 10


@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.INSPECTOR, Role.SECTION_HEAD])
def test_who_is_no_editor_sees_nothing_that_waits_and_no_form(client, role: str):
    notice = drafted()
    sign_in(client, builders.staff(role))

    assert client.get(f"/desk/board/{notice.pk}/").status_code in {403, 404}
    assert client.get("/desk/board/write/").status_code == 403
    assert client.get("/desk/board/write/penalty/").status_code == 403
