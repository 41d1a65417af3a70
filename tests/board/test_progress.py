"""Where a case stands, for whoever holds its number and code, and for nobody else."""

from datetime import date

import pytest
import time_machine

from approvals.applications import actions
from disclosure.board.models import Notice, ProgressTry
from disclosure.board.queries.course import course
from disclosure.board.queries.hands import hands
from envportal.cases.queries import hash_query_code, query_code
from tests import world
from tests.board import rows
from tests.builders import moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    of = rows.case(number="云环收〔2026〕137号")
    of.query_code_hash = hash_query_code(query_code(of))
    of.save()
    return of


def ask(client, number, code, **more):
    return client.post("/progress/", {"no": number, "code": code}, **more)


@pytest.mark.parametrize(
    "typed",
    [
        "云环收〔2026〕137号",
        "云环收[2026]137",
        " 云环收（2026） 137 号",
        "云环收【２０２６】１３７号",
        "云环收〔2O26〕I37号",
    ],
)
def test_a_number_is_understood_however_it_was_typed(client, known, typed):
    response = ask(client, typed, query_code(known).lower().replace("-", " "))

    assert response.status_code == 200
    assert known.title in response.content.decode()


def test_every_wrong_answer_is_the_same(client, known):
    code = query_code(known)
    wrong = [("云环收〔2026〕999号", code), (known.number, "AAAA-BBBB"), (known.number, ""), ("", ""), ("x" * 400, "y")]

    answers = [ask(client, number, entered) for number, entered in wrong]
    errors = [str(answer.context["form"].non_field_errors()) for answer in answers]

    assert {answer.status_code for answer in answers} == {404}
    assert len(set(errors)) == 1


def test_a_draft_cannot_be_asked_for(client):
    of = rows.case(number=None, opened_on=None)

    assert ask(client, "", query_code(of)).status_code == 404


def test_ten_wrong_answers_in_five_minutes_are_enough(client, known):
    with time_machine.travel(moment("2026-10-16", "10:00"), tick=False):
        for _n in range(10):
            ask(client, known.number, "AAAA-BBBB")
        blocked = ask(client, known.number, query_code(known))
        elsewhere = ask(client, known.number, query_code(known), REMOTE_ADDR="192.0.2.7")
    with time_machine.travel(moment("2026-10-16", "10:06"), tick=False):
        later = ask(client, known.number, query_code(known))

    assert [blocked.status_code, elsewhere.status_code, later.status_code] == [429, 200, 200]


def test_neither_address_nor_code_of_a_try_is_kept(client, known):
    ask(client, known.number, "AAAA-BBBB")

    kept = ProgressTry.objects.get()

    assert kept.address != "127.0.0.1"
    assert "AAAA" not in str(vars(kept))


def test_the_answer_is_kept_by_nobody_and_sets_no_cookie(client, known):
    response = ask(client, known.number, query_code(known))

    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store, private", "no-referrer")
    assert response.cookies == {}


def test_the_way_of_a_case_and_whose_hands_it_lay_in(client):
    yunxi = world.world()
    application = world.accepted(yunxi)
    case = application.case
    world.publish(yunxi, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    actions.commission_expert_review(
        application.pk, reason="新增印刷线", experts="评审专家组", planned_days=7, by=yunxi.officer,
        at=moment("2026-09-23", "09:00"),
    )  # fmt: skip
    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-23", "15:12"))
    actions.file_expert_opinion(application.pk, opinion="可行", by=yunxi.officer, at=moment("2026-09-30", "16:40"))
    actions.write_opinion(
        application.pk, conclusion="approve", text="同意。", conditions=(), by=yunxi.officer, at=moment("2026-10-09")
    )
    actions.propose(application.pk, by=yunxi.head, at=moment("2026-10-12", "08:00"))
    world.publish(yunxi, application, Notice.Kind.PROPOSED_DECISION, moment("2026-10-12", "08:31"))

    found = hands(course(case), date(2026, 10, 16))

    assert found is not None
    assert [(hand.key, hand.days) for hand in found.bar] == [
        ("window", 3), ("bureau", 6), ("third", 7), ("bureau", 12), ("public", 4)
    ]  # fmt: skip
    assert found.days == 32

    with time_machine.travel(moment("2026-10-16", "08:40"), tick=False):
        page = ask(client, "云环受〔2026〕1号", query_code(case)).content.decode()

    assert '正在公示，最迟 <time datetime="2026-10-21">2026年10月21日（周三）</time> 作出决定' in page
    assert "32 天都在谁手里" in page
    assert "依法不计 7 天" in page
    assert "10月13日—19日" in page
