"""The board, its lists, a card and its steps, as a browser gets them."""

import re
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from envportal.accounts.models import User
from envportal.deadlines.enums import ClockState, EventKind, Ground, Matter
from envportal.deadlines.models import ClockEvent
from envportal.messaging.models import Message
from envportal.supervision import actions
from envportal.supervision.models import Card
from tests import builders
from tests.builders import moment, one_time_code
from tests.supervision.rows import clock, opened_case, team

pytestmark = pytest.mark.django_db
NOW = moment("2026-10-22", "08:12")


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def people() -> dict[str, User]:
    return team()


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text(client: Client, path: str) -> str:
    """The words of a page, without its marks."""
    response = client.get(path)
    assert response.status_code == 200, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def late_case(people: dict[str, User]) -> Card:
    """A case whose statutory limit was missed yesterday, with its cards."""
    clock(opened_case("春水河畔汽车钣喷中心", holder=people["officer"], section=people["officer"].section))
    actions.sweep(at=NOW)
    return Card.objects.get(colour="red")


def test_the_board_says_in_one_sentence_what_is_late_soon_and_paused_too_long(people):
    late_case(people)
    clock(due_on=date(2026, 10, 22))
    paused = clock(state=ClockState.PAUSED)
    ClockEvent.objects.create(
        clock=paused, kind=EventKind.PAUSED, on=date(2026, 10, 8), planned_until=date(2026, 10, 20),
        ground=Ground.TECHNICAL_ASSESSMENT, waiting_for="市环科院", at=NOW,
    )  # fmt: skip

    page = text(browser(people["supervisor"]), "/desk/supervision/")

    assert "1 件超期，1 件两日内到期，1 件暂停过久。" in page
    assert "15 天 原定 13 天" in page
    assert "市环科院" in page


def test_every_number_of_the_board_opens_a_list_of_as_many_rows(people):
    for _ in range(2):
        late_section = people["officer"].section
        clock(opened_case(holder=people["officer"], section=late_section))
    clock(opened_case(), due_on=date(2026, 10, 23), warn_on=date(2026, 10, 22))
    clock(state=ClockState.PAUSED)
    actions.sweep(at=NOW)
    client = browser(people["supervisor"])

    html = client.get("/desk/supervision/").content.decode()

    links = re.findall(r'<a class="govuk-link" href="(/desk/supervision/(?:clocks|cards)/[^"]*)">(\d+)', html)
    wrong = []
    for url, number in links:
        found = re.search(r"共 (\d+) 条", client.get(url.replace("&amp;", "&")).content.decode())
        if found is None or found[1] != number:
            wrong.append((url, number, found))
    assert (len(links) > 8, wrong) == (True, [])


def test_an_empty_board_says_so_and_no_sweep_ran_yet(people):
    page = text(browser(people["leader"]), "/desk/supervision/")

    assert "0 件超期，0 件两日内到期，0 件暂停过久。" in page
    assert "现在没有在走的时钟。" in page
    assert "还没有巡查过时限" in page


def test_the_board_names_when_the_last_sweep_ran(people):
    actions.sweep(at=moment("2026-10-22", "08:05"))

    assert "上次巡查时限： 10月22日 08:05" in text(browser(people["leader"]), "/desk/supervision/")


def test_what_ended_is_counted_by_month_as_kept_or_missed(people):
    for stopped_on in (date(2026, 10, 20), date(2026, 10, 21), date(2026, 10, 22)):
        case = opened_case()
        case.closed_on = stopped_on
        case.save()
        clock(case, state=ClockState.STOPPED, stopped_on=stopped_on)

    page = text(browser(people["leader"]), "/desk/supervision/")

    assert re.search("按期 2 件 ?， ?误期 1 件", page)
    assert "66.7%" in page


def test_a_superior_bureau_sees_its_subordinates_and_a_subordinate_sees_no_other(people):
    superior = builders.bureau("jiangyuan", "江原省生态环境厅", "江环")
    own = builders.bureau()
    own.parent = superior
    own.save()
    other = builders.bureau("dongling", "东岭市生态环境局", "东环", parent=superior)
    clock(opened_case("云溪的项目"))
    clock(opened_case("东岭的项目", bureau=other))
    above = builders.staff("supervisor", at=superior)

    pages = [text(browser(person), "/desk/supervision/clocks/") for person in (above, people["supervisor"])]

    assert [("云溪的项目" in page, "东岭的项目" in page) for page in pages] == [(True, True), (True, False)]


def test_a_section_head_sees_the_own_section_only(people):
    clock(opened_case("本科的项目", section=people["head"].section))
    clock(opened_case("别科的项目", section=builders.section(name="大气科")))

    page = text(browser(people["head"]), "/desk/supervision/clocks/")

    assert ("本科的项目" in page, "别科的项目" in page) == (True, False)


@pytest.mark.parametrize("role", ["officer", "clerk", "editor", "sysop", "auditor"])
def test_nobody_else_watches_over_the_clocks(role):
    client = browser(builders.staff(role))

    assert [client.get(f"/desk/supervision/{path}").status_code for path in ("", "clocks/", "cards/")] == [403] * 3


def test_an_enterprise_finds_no_such_page():
    client = browser(builders.applicant())

    assert client.get("/desk/supervision/").status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"甲", "乙", "丙", "丁"}), ("state=late", {"甲"}), ("state=soon", {"乙"}), ("state=paused", {"丙"}),
        ("state=running", {"甲", "乙", "丁"}), ("q=丁项", {"丁"}), ("matter=pledged", {"丁"}),
        ("section=0", {"甲", "乙", "丙", "丁"}), ("state=nonsense", {"甲", "乙", "丙", "丁"}),
        ("page=999", {"甲", "乙", "丙", "丁"}),
    ],
)  # fmt: skip
def test_clocks_are_found_by_state_matter_and_words(people, query, expected):
    clock(opened_case("甲项目"))
    clock(opened_case("乙项目"), due_on=date(2026, 10, 24))
    clock(opened_case("丙项目"), state=ClockState.PAUSED)
    clock(opened_case("丁项目"), matter=Matter.PLEDGED, due_on=date(2026, 10, 25))

    page = text(browser(people["supervisor"]), f"/desk/supervision/clocks/?{query}")

    assert {name for name in "甲乙丙丁" if f"{name}项目" in page} == expected


def test_lists_are_taken_away_as_csv_with_the_same_filter(people):
    late_case(people)

    client = browser(people["supervisor"])
    clocks = client.get("/desk/supervision/clocks/?state=late&format=csv").content.decode()
    cards = client.get("/desk/supervision/cards/?colour=red&format=csv").content.decode()

    assert clocks.splitlines()[1].startswith("2026-10-21,春水河畔汽车钣喷中心,")
    assert cards.splitlines()[1].startswith("红牌,春水河畔汽车钣喷中心,")


@pytest.mark.parametrize("path", ["", "clocks/", "cards/"])
def test_a_page_asks_the_same_number_of_questions_for_one_row_as_for_three(people, path):
    client = browser(people["supervisor"])
    client.get("/desk/supervision/")
    counts = []
    for more in (1, 2):
        for _ in range(more):
            clock(
                opened_case(section=people["officer"].section, holder=people["officer"], closed_on=date(2026, 10, 22))
            )
        actions.sweep(at=NOW)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/desk/supervision/{path}")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_holder_explains_a_red_card_once(people):
    card = late_case(people)
    client = browser(people["officer"])
    path = f"/desk/supervision/cards/{card.pk}/explain/"

    done = client.post(path, {"_key": str(uuid4()), "explanation": "专家意见晚到三天。"}, follow=True)
    again = client.post(path, {"_key": str(uuid4()), "explanation": "另一种说法"})

    card.refresh_from_db()
    assert card.explanation == "专家意见晚到三天。"
    assert "说明已写入" in done.content.decode()
    assert (again.status_code, "只说明一次" in again.content.decode()) == (409, True)


def test_an_officer_the_card_does_not_concern_neither_sees_nor_explains_it(people):
    card = late_case(people)
    stranger = browser(builders.staff("officer"))

    assert stranger.get(f"/desk/supervision/cards/{card.pk}/").status_code == 404
    assert stranger.post(f"/desk/supervision/cards/{card.pk}/explain/", {"explanation": "x"}).status_code == 404


def test_an_editor_sees_and_explains_the_card_of_a_notice_nobody_published(people):
    editor = builders.staff("editor", "林小满")
    clock(opened_case(holder=people["officer"]), matter=Matter.PUBLISH)
    actions.sweep(at=NOW)
    card = Card.objects.get(colour="red")
    at, client = f"/desk/supervision/cards/{card.pk}", browser(editor)

    client.post(f"{at}/explain/", {"_key": str(uuid4()), "explanation": "当日系统维护。"})

    assert "当日系统维护。" in text(client, f"{at}/")


def test_whoever_is_told_of_a_card_can_open_it(people):
    builders.staff("clerk", "罗静")
    builders.staff("editor", "林小满")
    for matter in (Matter.INTAKE, Matter.PUBLISH, Matter.STATUTORY):
        assigned = {"holder": people["officer"], "section": people["head"].section}
        clock(opened_case(**({} if matter == Matter.INTAKE else assigned)), matter=matter)
    actions.sweep(at=NOW)

    closed = [
        (message.to_user.name, message.subject)
        for message in Message.objects.select_related("to_user")
        if browser(message.to_user).get(message.link).status_code != 200
    ]

    assert closed == []


def test_a_card_is_removed_by_two_people_and_stays_to_be_seen(people):
    card = late_case(people)
    at = f"/desk/supervision/cards/{card.pk}"
    supervisor, leader = browser(people["supervisor"]), browser(people["leader"])

    supervisor.post(f"{at}/ask-removal/", {"_key": str(uuid4()), "why": "日历更正", "code": one_time_code(NOW)})
    alone = supervisor.post(f"{at}/remove/", {"_key": str(uuid4()), "code": one_time_code(NOW)})
    seen = text(supervisor, f"{at}/")
    leader.post(f"{at}/remove/", {"_key": str(uuid4()), "code": one_time_code(NOW)})

    card.refresh_from_db()
    assert (alone.status_code, "须由另一位" in seen) == (409, True)
    assert (card.removal_asked_by, card.removed_by) == (people["supervisor"], people["leader"])
    assert "日历更正" in text(supervisor, "/desk/supervision/cards/?show=removed")
    assert "ep-card--removed" in supervisor.get("/desk/supervision/cards/").content.decode()


def test_a_wrong_code_removes_nothing_and_what_was_typed_stays(people):
    card = late_case(people)

    response = browser(people["supervisor"]).post(
        f"/desk/supervision/cards/{card.pk}/ask-removal/", {"_key": str(uuid4()), "why": "日历更正", "code": "000000"}
    )

    card.refresh_from_db()
    assert (response.status_code, card.removal_asked_by) == (409, None)
    assert "日历更正" in response.content.decode()


def test_a_card_page_tells_what_happened_to_the_card(people):
    card = late_case(people)
    actions.explain(card.pk, explanation="专家意见晚到三天。", by=people["officer"], at=NOW)

    page = text(browser(people["officer"]), f"/desk/supervision/cards/{card.pk}/")

    assert page.index("开出红牌") < page.index("说明超期原因")
    assert "周明远" in page
