"""Everybody reads that nothing is charged; who was charged tells the supervisor, and reads what was found."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from approvals.applications import actions as applications
from disclosure.charges import actions, queries
from disclosure.charges.models import Complaint
from envportal.accounts.enums import Role
from envportal.audit import log
from envportal.cases.queries import query_code
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.models import Letter
from envportal.documents.queries import legal_basis
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import builders, world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.world import World

pytestmark = pytest.mark.django_db
NOW = moment("2026-09-18", "09:00")
SENTENCE = "本局办理环评审批、备案<strong>不收取任何费用</strong>（生态环境法典第102条）"


@pytest.fixture(autouse=True)
def _friday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def yunxi() -> World:
    return world.world()


def reported(of: World, **more: Any) -> Complaint:
    told = {"charged_by": "三号窗口", "amount": Decimal(500), "about": "", "what": "说是加急费", "contact": "", **more}
    return actions.report(of.bureau, key=told.pop("key", str(uuid4())), address="203.0.113.7", at=NOW, **told)


def answered(of: World, found: Complaint, by: Any = None, **more: Any) -> Complaint:
    told = {"outcome": "founded", "answer": "已责令退还，移交纪检。", "refunded": Decimal(500), **more}
    return actions.answer(found.pk, by=by or of.supervisor, at=NOW, **told)


def test_a_complaint_goes_to_the_supervisor_with_five_working_days(yunxi: World) -> None:
    found = reported(yunxi)

    clock = clocks.open_clock(found.case, Matter.SUPERVISION_COMPLAINT)
    assert (found.case.number, found.case.title) == ("云环费诉〔2026〕1号", "收费投诉")
    # The make-up Sunday before National Day counts, and Monday to Thursday.
    assert clock.due_on == date(2026, 9, 24)
    assert set(Message.objects.values_list("to_user__name", flat=True)) == {"顾怀瑾"}
    assert [event.name for event in log.history(found.case)][-1] == "charge_reported"


def test_where_a_bureau_has_no_supervisor_the_one_above_looks_into_it(yunxi: World) -> None:
    branch = builders.bureau("qing", "青石分局", "青环", parent=yunxi.bureau)
    assert [one.name for one in queries.supervisors(branch)] == ["顾怀瑾"]


def test_nobody_but_a_supervisor_reads_or_answers_it(yunxi: World) -> None:
    found = reported(yunxi)
    for person in (yunxi.leader, yunxi.head, yunxi.officer, yunxi.clerk, yunxi.editor, yunxi.applicant):
        assert not queries.visible(person, NOW.date()).exists()
        with pytest.raises(NotYours):
            answered(yunxi, found, by=person)
    with pytest.raises(NotYours):
        answered(yunxi, found, by=builders.staff(Role.SUPERVISOR, at=builders.bureau("nanpu", "南浦", "南环")))


def test_an_answer_ends_it_once(yunxi: World) -> None:
    found = answered(yunxi, reported(yunxi))

    assert found.case.closed_on == date(2026, 9, 18)
    assert clocks.open_clock(found.case, Matter.SUPERVISION_COMPLAINT) is None
    with pytest.raises(actions.Answered):
        answered(yunxi, found)
    assert queries.figures() == [
        {"year": 2026, "bureau": "云溪市生态环境局", "came": 1, "answered": 1, "founded": 1, "refunded": Decimal(500)}
    ]


def test_money_is_given_back_only_where_a_charge_was_found(yunxi: World) -> None:
    found = reported(yunxi)
    with pytest.raises(actions.NothingToGiveBack):
        answered(yunxi, found, outcome="unfounded")
    answered(yunxi, found, outcome="unfounded", refunded=None)
    with pytest.raises(IntegrityError, match="money_is_given_back"), transaction.atomic():
        Complaint.objects.update(refunded=Decimal(1))


def test_sent_twice_it_is_one_complaint(yunxi: World) -> None:
    key = str(uuid4())
    assert reported(yunxi, key=key) == reported(yunxi, key=key)


def test_without_an_account_it_is_told_followed_by_its_code_and_answered_on_the_desk(yunxi: World) -> None:
    outside, supervisor = Client(), signed_in(yunxi.supervisor)
    form = outside.get("/no-fees/complain/?about=云环收〔2026〕1号").content.decode()
    assert "云环收〔2026〕1号" in form
    token = re.search(r'name="_question" value="([^"]+)"', form)[1]
    first, second = re.search(r"(\d+) 加 (\d+) 等于几", form).groups()
    sum_ = int(first) + int(second)
    typed = {"_question": token, "bureau": yunxi.bureau.pk, "charged_by": "三号窗口", "what": "加急费"}
    typed["amount"] = "五百"
    wrong = outside.post("/no-fees/complain/", {**typed, "answer": str(sum_)})
    assert (wrong.status_code, "三号窗口" in wrong.content.decode()) == (422, True)
    receipt = outside.post("/no-fees/complain/", {**typed, "amount": "500", "answer": str(sum_)}).content.decode()
    found = Complaint.objects.get()
    code = query_code(found.case)
    assert code in receipt
    assert "9月24日" in receipt

    one = f"/desk/charges/{found.pk}/"
    assert "三号窗口" in supervisor.get("/desk/charges/").content.decode()
    assert "加急费" in supervisor.get(one).content.decode()
    assert signed_in(yunxi.leader).get(one).status_code == 403
    refused = supervisor.post(f"{one}answer/", {"_key": str(uuid4()), "outcome": "unfounded"})
    assert "写明怎么查的" in refused.content.decode()
    supervisor.post(f"{one}answer/", {"_key": str(uuid4()), "outcome": "unfounded", "answer": "查无此人。"})
    followed = outside.post("/no-fees/progress/", {"no": found.case.number, "code": code}).content.decode()
    assert "查无此人。" in followed
    assert outside.post("/no-fees/progress/", {"no": found.case.number, "code": "AAAA-AAAA"}).status_code == 404
    counted = outside.get("/no-fees/").content.decode()
    assert "云溪市生态环境局" in counted
    assert "三号窗口" not in counted


@pytest.mark.parametrize("address", ["/", "/board/", "/progress/", "/no-fees/", "/report/", "/key-projects/"])
def test_pages_of_the_public_say_that_nothing_is_charged_and_where_to_complain(yunxi: World, address: str) -> None:
    text = Client().get(address).content.decode()
    assert SENTENCE in text
    assert 'href="/no-fees/complain/"' in text


def test_applicants_and_the_counter_read_it_too(yunxi: World) -> None:
    for person, address in ((yunxi.applicant, "/my/"), (yunxi.clerk, "/desk/counter/")):
        assert SENTENCE in signed_in(person).get(address).content.decode()


@pytest.mark.parametrize(
    ("day", "act"),
    [
        (date(2026, 8, 14), "《中华人民共和国环境影响评价法》第二十二条"),
        (date(2026, 8, 15), "《中华人民共和国生态环境法典》第一百零二条"),
    ],
)
def test_letters_on_the_way_cite_the_law_of_the_day_that_nothing_is_charged(day: date, act: str) -> None:
    for kind in ("correction", "declined", "special_step", "extension", "approval_reply", "refusal", "ended"):
        assert legal_basis(kind, day)["free"] == act


def test_a_letter_says_it_where_it_is_read(yunxi: World) -> None:
    application = world.accepted(yunxi)
    world.commission(yunxi, application, NOW)
    applications.confirm_expert_review(application.pk, by=yunxi.head, at=NOW)
    letter = Letter.objects.get(kind=Letter.Kind.SPECIAL_STEP)
    text = signed_in(yunxi.applicant).get(f"/my/letters/{letter.pk}/").content.decode()
    assert "依照《中华人民共和国生态环境法典》第一百零二条，办理本事项不收取任何费用" in text
