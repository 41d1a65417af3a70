"""Money for the environment: a published programme, a named officer, a second pair of eyes, and every yuan proved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from approvals.funds import actions, queries, rules
from approvals.funds.models import Application, Programme
from approvals.funds.states import State
from envportal.accounts.models import User
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import world
from tests.accounts.conftest import queries_of, signed_in
from tests.builders import moment
from tests.documents import corpus
from tests.world import World

pytestmark = pytest.mark.django_db
NOW = moment("2026-09-21", "09:00")
FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
TOLD: dict[str, Any] = {
    "name": "大气污染防治资金", "source": "临财环〔2026〕5号", "decided_by": "省财政厅", "criteria": "锅炉超低排放改造",
    "budget": Decimal(20_000_000), "opens_on": FIRST, "closes_on": LAST,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def yunxi() -> World:
    return world.world()


def published(of: World) -> Programme:
    made = actions.set_up(by=of.head, at=moment("2026-08-31"), **TOLD)
    return actions.publish(made.pk, by=of.editor, at=moment("2026-08-31"))


def asked(of: World, programme: Programme | None = None, name: str = "锅炉改造") -> Application:
    programme = programme or published(of)
    return actions.ask(of.owner, programme, project_name=name, words="改造两台", by=of.applicant, at=NOW)


def drafting(of: World) -> Application:
    return actions.take(asked(of).pk, advice="先做能效测试", by=of.officer, at=NOW)


def handed_in(of: World, at: Any = NOW) -> Application:
    file = corpus.upload(corpus.pdf(3), "申请书.pdf")
    return actions.hand_in(drafting(of).pk, wanted=Decimal(800_000), file=file, by=of.applicant, at=at)


def recommended(of: World) -> Application:
    return actions.recommend(handed_in(of).pk, opinion="符合条件", sent_number="云环函〔2026〕8号", by=of.head, at=NOW)


def granted(of: World) -> Application:
    return actions.note_decision(
        recommended(of).pk, granted=Decimal(500_000), decided_on=date(2026, 9, 21), decision_number="临财环〔2026〕9号",
        by=of.officer, at=NOW,
    )  # fmt: skip


def pay(of: World, found: Application, amount: int, on: date = date(2026, 9, 21)) -> Application:
    proof = corpus.upload(corpus.pdf(1 + amount // 100_000), "凭证.pdf")
    return actions.note_payment(found.pk, amount=Decimal(amount), on=on, file=proof, by=of.officer, at=NOW)


def test_a_programme_is_published_by_somebody_who_did_not_write_it(yunxi: World) -> None:
    made = actions.set_up(by=yunxi.leader, at=NOW, **TOLD)
    assert not queries.open_on(date(2026, 9, 21)).exists()
    with pytest.raises(rules.HelpedOneself):
        actions.publish(made.pk, by=yunxi.leader, at=NOW)
    with pytest.raises(NotYours):
        actions.publish(made.pk, by=yunxi.head, at=NOW)
    actions.publish(made.pk, by=yunxi.editor, at=NOW)
    assert queries.open_on(date(2026, 9, 21)).get() == made


@pytest.mark.parametrize(
    ("day", "open_"), [("2026-08-31", False), ("2026-09-01", True), ("2026-09-30", True), ("2026-10-01", False)]
)
def test_one_asks_from_the_first_day_of_the_window_to_its_last(yunxi: World, day: str, open_: bool) -> None:
    programme, told = published(yunxi), {"project_name": "锅炉改造", "words": "改造"}
    if open_:
        found = actions.ask(yunxi.owner, programme, by=yunxi.applicant, at=moment(day, "23:00"), **told)
        assert found.state == State.ASKED
    else:
        with pytest.raises(rules.WindowClosed):
            actions.ask(yunxi.owner, programme, by=yunxi.applicant, at=moment(day, "23:00"), **told)


def test_nobody_asks_for_another_enterprise_nor_twice_for_one_project(yunxi: World) -> None:
    programme = published(yunxi)
    with pytest.raises(rules.MayNotAsk):
        actions.ask(yunxi.owner, programme, project_name="别人", words="", by=world.other_applicant(yunxi), at=NOW)
    asked(yunxi, programme)
    with pytest.raises(rules.AskedAlready):
        asked(yunxi, programme)


def test_a_named_officer_helps_and_does_not_review_what_they_helped_with(yunxi: World) -> None:
    helped = actions.take(asked(yunxi).pk, advice="先测能效", by=yunxi.head, at=NOW)
    assert helped.case.holder == yunxi.head
    assert "许望舒" in Message.objects.get(template="fund_moved").body
    file = corpus.upload(corpus.pdf(1), "书.pdf")
    found = actions.hand_in(helped.pk, wanted=Decimal(1), file=file, by=yunxi.applicant, at=NOW)
    with pytest.raises(rules.HelpedOneself):
        actions.recommend(found.pk, opinion="好", sent_number="1", by=yunxi.head, at=NOW)
    assert (
        actions.recommend(found.pk, opinion="好", sent_number="1", by=yunxi.leader, at=NOW).state == State.RECOMMENDED
    )


def test_after_the_window_nothing_is_handed_in(yunxi: World) -> None:
    with pytest.raises(rules.WindowClosed):
        handed_in(yunxi, at=moment("2026-10-08"))


def test_what_is_sent_back_is_handed_in_again_and_what_is_declined_is_over(yunxi: World) -> None:
    found = actions.send_back(handed_in(yunxi).pk, reason="补预算表", by=yunxi.head, at=NOW)
    assert (found.state, found.advice) == (State.DRAFTING, "补预算表")
    file = corpus.upload(corpus.pdf(4), "新申请书.pdf")
    actions.hand_in(found.pk, wanted=Decimal(700_000), file=file, by=yunxi.applicant, at=NOW)
    found = actions.decline(found.pk, reason="不在支持范围", by=yunxi.head, at=NOW)
    assert (found.state, found.case.closed_on) == (State.DECLINED, date(2026, 9, 21))


def test_money_is_followed_to_the_last_yuan_and_never_beyond(yunxi: World) -> None:
    found = granted(yunxi)
    with pytest.raises(rules.SumsDoNotFit):
        pay(yunxi, found, 100_000, date(2026, 9, 20))
    assert pay(yunxi, found, 300_000).state == State.GRANTED
    with pytest.raises(rules.SumsDoNotFit, match="200000"):
        pay(yunxi, found, 200_001)
    assert pay(yunxi, found, 200_000).state == State.PAID
    done = actions.check_result(found.pk, result="两台锅炉已改造并达标", by=yunxi.head, at=NOW)
    assert (done.state, done.case.closed_on) == (State.CHECKED, date(2026, 9, 21))


def test_a_refusal_ends_it_and_no_money_is_granted_without_a_document(yunxi: World) -> None:
    found = recommended(yunxi)
    day, number = date(2026, 9, 21), "不予支持函"
    with pytest.raises(rules.SumsDoNotFit):
        actions.note_decision(
            found.pk, granted=None, decided_on=date(2026, 9, 20), decision_number=number, by=yunxi.officer, at=NOW
        )
    found = actions.note_decision(
        found.pk, granted=None, decided_on=day, decision_number=number, by=yunxi.officer, at=NOW
    )
    assert (found.state, found.granted) == (State.REFUSED, None)
    with pytest.raises(IntegrityError, match="money_is_granted_by_a_document"), transaction.atomic():
        Application.objects.create(
            case=asked(yunxi, found.programme, "另一个").case, programme=found.programme, words="", asked_at=NOW,
            state=State.GRANTED, opinion="好", reviewed_by=yunxi.head,
        )  # fmt: skip


def test_the_enterprise_withdraws_before_the_decision_alone(yunxi: World) -> None:
    assert actions.withdraw(asked(yunxi).pk, reason="不做了", by=yunxi.applicant, at=NOW).state == State.WITHDRAWN
    with pytest.raises(rules.OutOfOrder):
        actions.withdraw(granted(yunxi).pk, reason="不做了", by=yunxi.applicant, at=NOW)


def key(**typed: object) -> dict[str, object]:
    return {"_key": str(uuid4()), **typed}


def page(person: User | None, address: str) -> str:
    answer = (signed_in(person) if person else Client()).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_the_public_reads_programmes_and_after_the_window_who_got_how_much(yunxi: World) -> None:
    found = granted(yunxi)
    pay(yunxi, found, 300_000)
    address = f"/desk/funds/programmes/{found.programme_id}/results/"
    text = page(None, "/funds/")
    for words in ("大气污染防治资金", "临财环〔2026〕5号", "锅炉超低排放改造"):
        assert words in text
    assert yunxi.owner.name not in text
    assert signed_in(yunxi.editor).post(address, key()).status_code == 409
    with time_machine.travel(moment("2026-10-09"), tick=False):
        signed_in(yunxi.editor).post(address, key())
        text = page(None, "/funds/")
    for words in (yunxi.owner.name, "锅炉改造", "500,000", "300,000"):
        assert words in text


def test_from_the_programme_to_the_money_in_the_browser(yunxi: World) -> None:
    head, officer, mine = signed_in(yunxi.head), signed_in(yunxi.officer), signed_in(yunxi.applicant)
    typed = {**TOLD, "budget": "2000万", "opens_on": "2026-9-30", "closes_on": "2026-9-1"}
    wrong = head.post("/desk/funds/programmes/new/", key(**typed)).content.decode()
    assert "最后一天不能早于第一天" in wrong
    assert "临财环〔2026〕5号" in wrong
    head.post(
        "/desk/funds/programmes/new/",
        key(**{**typed, "budget": "20000000", "opens_on": "2026-9-1", "closes_on": "2026-9-30"}),
    )
    programme = Programme.objects.get()
    assert "等另一人公布" in page(yunxi.editor, "/desk/funds/programmes/")
    signed_in(yunxi.editor).post(f"/desk/funds/programmes/{programme.pk}/publish/", key())
    mine.post(
        "/my/funds/new/", key(enterprise=yunxi.owner.pk, programme=programme.pk, project_name="锅炉改造", words="改")
    )
    one = Application.objects.get().pk
    assert "锅炉改造" in page(yunxi.head, "/desk/funds/?state=asked&q=锅炉")
    officer.post(f"/desk/funds/{one}/take/", key(advice="先做能效测试"))
    assert "先做能效测试" in page(yunxi.applicant, f"/my/funds/{one}/")
    mine.post(f"/my/funds/{one}/hand-in/", key(wanted="80万", file=corpus.upload(corpus.pdf(1), "书.pdf")))
    assert Application.objects.get().state == State.DRAFTING
    mine.post(f"/my/funds/{one}/hand-in/", key(wanted="800000", file=corpus.upload(corpus.pdf(1), "书.pdf")))
    head.post(f"/desk/funds/{one}/recommend/", key(opinion="符合", sent_number="8号"))
    officer.post(f"/desk/funds/{one}/decision/", key(granted="500000", decided_on="2026-9-21", decision_number="9号"))
    proof = corpus.upload(corpus.pdf(2), "凭证.pdf")
    officer.post(f"/desk/funds/{one}/payment/", key(amount="500000", on="2026-9-21", file=proof))
    head.post(f"/desk/funds/{one}/result/", key(result="已改造"))
    assert Application.objects.get().state == State.CHECKED
    assert "已改造" in page(yunxi.applicant, f"/my/funds/{one}/")
    assert "500,000" in page(yunxi.leader, f"/desk/funds/{one}/")
    assert "锅炉改造" in page(yunxi.applicant, "/my/funds/")
    assert signed_in(world.other_applicant(yunxi)).get(f"/my/funds/{one}/").status_code == 404


def test_a_list_of_three_costs_as_much_as_a_list_of_one(yunxi: World) -> None:
    officer, programme = signed_in(yunxi.officer), published(yunxi)
    asked(yunxi, programme)
    before = queries_of(officer, "/desk/funds/"), queries_of(Client(), "/funds/")
    for n in (2, 3):
        asked(yunxi, programme, f"项目{n}")
        published(yunxi)

    assert (queries_of(officer, "/desk/funds/"), queries_of(Client(), "/funds/")) == before
