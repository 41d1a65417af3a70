"""What a case of enforcement must not do: owe what was spared, tell what is not told yet, decide what was not heard."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from enforcement.orders import actions, rules
from enforcement.orders.guards import NoDailyPenalty, NoLaw, NotPossible, NotYet, SamePerson
from enforcement.orders.models import Order, Penalty
from enforcement.orders.rules import law
from enforcement.orders.states import PenaltyState
from envportal.accounts.models import User
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.deadlines.rules.grounds import PauseNeedsLetter
from envportal.duties import register
from envportal.messaging.models import Message
from tests.accounts.conftest import signed_in
from tests.builders import moment, one_time_code
from tests.orders import builders as build
from tests.orders.test_measures import told
from tests.orders.test_pages import at as on_the

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> build.Force:
    return build.force()


def spare(of: build.Force, penalty: Penalty, day: str = "2026-09-14") -> Penalty:
    at = moment(day)
    return actions.spare(penalty.pk, reason="轻微并及时改正。", code=one_time_code(at), by=of.leader, at=at)


def again(of: build.Force, penalty: Penalty, steps: dict[str, str] = build.MILD, day: str = "2026-09-18") -> Penalty:
    """Proposed and told anew, served the same day."""
    actions.propose(
        penalty.pk, facts="重新认定的事实。", steps=steps, article=build.ARTICLE, by=of.inspector,
        at=moment(day, "09:10"),
    )  # fmt: skip
    penalty = actions.notify(penalty.pk, by=of.head, at=moment(day, "10:00"))
    build.serve(of, penalty, penalty.notice, moment(day, "16:00"), date.fromisoformat(day))
    return Penalty.objects.get(pk=penalty.pk)


def test_a_letter_that_spares_its_party_brings_no_fine(of):
    penalty = spare(of, build.notified(of))

    build.serve(of, penalty, penalty.decision, moment("2026-09-15"), date(2026, 9, 15))

    penalty = Penalty.objects.get(pk=penalty.pk)
    assert (penalty.amount, penalty.pay_by, penalty.served_on) == (None, None, None)
    assert not register.of(penalty.case).exists()
    assert not Clock.objects.filter(case=penalty.case, matter=Matter.FINE_PAYMENT).exists()
    with on_the("2026-09-16"):
        assert "未缴" not in signed_in(of.applicant).get(f"/my/penalties/{penalty.pk}/").content.decode()


def ask(of: build.Force, penalty: Penalty, ground: str, since: str, until: str | None = None) -> Any:
    return actions.ask_wait(
        penalty.pk, ground=ground, paper="委托书", since=date.fromisoformat(since),
        until=date.fromisoformat(until) if until else None, by=of.inspector, at=moment("2026-09-08"),
    )  # fmt: skip


def test_days_are_confirmed_or_declined_one_by_one_and_within_a_year(of):
    penalty = build.filed(of)
    with pytest.raises(NotPossible, match="一年"):
        ask(of, penalty, "monitoring", "2026-09-07", "2999-01-01")
    heard, seen = ask(of, penalty, "hearing", "2026-09-07"), ask(of, penalty, "monitoring", "2026-09-07", "2026-09-11")

    with pytest.raises(PauseNeedsLetter):
        actions.confirm_wait(penalty.pk, waiting=heard, by=of.head, at=moment("2026-09-14"))
    actions.confirm_wait(penalty.pk, waiting=seen, by=of.head, at=moment("2026-09-14"))
    actions.decline_wait(penalty.pk, waiting=heard, reason="还没有听证", by=of.head, at=moment("2026-09-14", "11:00"))

    heard.refresh_from_db()
    assert (heard.declined_by, heard.confirmed_by) == (of.head, None)
    assert "confirm_wait" not in rules.available(of.head, Penalty.objects.get(pk=penalty.pk), date(2026, 9, 15))


def test_nobody_confirms_the_days_they_asked_for(of):
    of.second.grants.create(role="section_head")
    penalty = build.filed(of)
    waiting = actions.ask_wait(
        penalty.pk, ground="monitoring", paper="委托书", since=date(2026, 9, 7), by=of.second, at=moment("2026-09-08")
    )

    with pytest.raises(SamePerson):
        actions.confirm_wait(penalty.pk, waiting=waiting, by=of.second, at=moment("2026-09-09"))


def test_a_hearing_stops_the_days_by_its_served_notice(of):
    penalty = build.notified(of)
    actions.ask_hearing(penalty.pk, reason="数额过高", by=of.applicant, at=moment("2026-09-11"))
    penalty = actions.arrange_hearing(
        penalty.pk, held_on=date(2026, 10, 15), held_at=time(9), place="三楼", chair=of.lawyer, by=of.inspector,
        at=moment("2026-09-14"),
    )  # fmt: skip
    assert penalty.hearing is not None
    build.serve(of, penalty, penalty.hearing.letter, moment("2026-09-15"), date(2026, 9, 15))
    waiting = ask(of, penalty, "hearing", "2026-09-15", "2026-10-15")

    actions.confirm_wait(penalty.pk, waiting=waiting, by=of.head, at=moment("2026-09-16"))
    assert Clock.objects.get(case=penalty.case, matter=Matter.PENALTY_DECISION).due_on > date(2027, 1, 20)


def test_a_party_reads_what_it_was_told_and_nothing_that_is_thought_about_since(of):
    penalty = build.notified(of, steps=build.HARSH)
    actions.propose(
        penalty.pk, facts="尚未告知的新认定。", steps=build.MILD, article=build.ARTICLE, by=of.inspector,
        at=moment("2026-09-14"),
    )  # fmt: skip
    with on_the("2026-09-15"):
        client = signed_in(of.applicant)
        page, rows = (client.get(f"/my/penalties/{tail}").content.decode() for tail in (f"{penalty.pk}/", ""))

    assert "处理中" in page
    assert "待告知" not in page
    assert "1,000,000" in page
    assert "190,000" not in page
    assert "尚未告知的新认定" not in page
    assert "处理中" in rows
    assert "190,000" not in rows


def test_a_reply_answers_the_transfer_it_names_and_none_that_was_sent_later(of):
    penalty = build.filed(of)
    actions.transfer(penalty.pk, kind="detention", **told(of, "2026-09-10"))
    actions.transfer(penalty.pk, kind="crime", **told(of, "2026-09-17"))
    first, crime = penalty.transfers.order_by("pk")
    reply = {"accepted": True, "reply": "已受理", "by": of.inspector, "at": moment("2026-09-21")}

    with pytest.raises(NotPossible, match="早于移送"):
        actions.record_reply(penalty.pk, sent=crime, replied_on=date(2026, 9, 16), **reply)
    actions.record_reply(penalty.pk, sent=first, replied_on=date(2026, 9, 20), **reply)

    assert Penalty.objects.get(pk=penalty.pk).state == PenaltyState.TRANSFERRED
    crime.refresh_from_db()
    assert crime.replied_on is None


def test_whoever_added_to_the_investigation_neither_reviews_nor_speaks_nor_decides(of):
    for one in (of.deputy, of.lawyer):
        one.grants.create(role="inspector")
    of.deputy.section = of.inspector.section
    penalty = build.notified(of)
    build.waived(of, penalty)
    for one in (of.deputy, of.lawyer):
        actions.add_evidence(
            penalty.pk, kind="site", what="照片", taken_on=date(2026, 9, 1), by=one, at=moment("2026-09-11", "12:00")
        )
    at = moment("2026-09-14")

    with pytest.raises(SamePerson):
        build.reviewed(of, penalty)
    with pytest.raises(SamePerson):
        actions.call_discussion(penalty.pk, by=of.deputy, at=at)
    with pytest.raises(SamePerson):
        actions.decide(penalty.pk, code=one_time_code(at), by=of.deputy, at=at)


def test_review_and_discussion_wait_for_the_party_and_fall_with_their_notice(of):
    penalty = build.notified(of)
    with pytest.raises(NotYet, match="听证结束"):
        build.reviewed(of, penalty, moment("2026-09-11"))
    build.waived(of, penalty)
    build.reviewed(of, penalty)
    actions.call_discussion(penalty.pk, by=of.leader, at=moment("2026-09-14", "11:00"))

    penalty = again(of, penalty)

    assert penalty.discussions.get().agreed is False
    with pytest.raises(NotYet, match="法制审核"):
        build.decide(of, penalty, moment("2026-09-30"))


def test_a_second_notice_brings_a_second_right_to_be_heard(of):
    penalty = build.notified(of)
    build.waived(of, penalty)
    penalty = again(of, penalty)
    with pytest.raises(NotYet, match="陈述申辩"):
        build.decide(of, penalty, moment("2026-09-21"))
    actions.ask_hearing(penalty.pk, reason="数额过高", by=of.applicant, at=moment("2026-09-21"))
    actions.withdraw_hearing(penalty.pk, by=of.applicant, at=moment("2026-09-22"))

    penalty = again(of, penalty, day="2026-09-28")
    actions.ask_hearing(penalty.pk, reason="仍然过高", by=of.applicant, at=moment("2026-09-29"))
    assert penalty.hearings.count() == 2


def failed(of: build.Force) -> Order:
    order = build.served(of)
    return actions.reinspected(
        order.pk, visit_case=None, on=date(2026, 9, 23), outcome="continued", facts="直排。", by=of.inspector,
        at=moment("2026-09-23"),
    )  # fmt: skip


def test_a_daily_penalty_repeats_the_fine_of_its_order_or_says_why_another(of):
    order, penalty = failed(of), build.decided(of)
    at = moment("2026-09-24")
    with pytest.raises(NoDailyPenalty, match="为什么是同一违法行为"):
        actions.open_daily(order.pk, repeats=penalty, by=of.inspector, at=at)

    first = actions.open_daily(order.pk, repeats=penalty, why="同一排口。", by=of.inspector, at=at)
    actions.decline(first.pk, reason="材料不全", by=of.leader, at=moment("2026-09-25"))
    # What was not filed stands in the way of none.
    assert actions.open_daily(order.pk, repeats=penalty, why="同一排口。", by=of.second, at=moment("2026-09-26")).pk


def test_a_daily_penalty_goes_by_the_law_of_its_days():
    assert law.of_daily(date(2026, 7, 21), date(2026, 8, 14))[0] == "《环境保护法》第59条"
    assert law.of_daily(date(2026, 7, 21), date(2026, 8, 15))[0] == "《生态环境法典》第1060条"


def test_an_act_that_goes_on_is_judged_by_its_last_day_or_by_today(of):
    lead = {"violation": "measures_missing", "act_from": date(2026, 6, 1), "act_until": None}
    penalty = build.filed(of, discovered_on=date(2026, 8, 10), **lead)
    propose = {"facts": "事实", "steps": build.MILD, "by": of.inspector}

    found = actions.propose(penalty.pk, at=moment("2026-09-08"), **propose)
    assert "法典" in found.law
    assert "同一规定" in found.choice
    actions.send_back(penalty.pk, reason="已停止", by=of.head, at=moment("2026-09-09"))
    found = actions.propose(penalty.pk, act_until=date(2026, 8, 12), at=moment("2026-09-10"), **propose)
    assert (found.act_until, "同一规定" in found.choice) == (date(2026, 8, 12), False)


def test_no_letter_cites_a_law_without_its_article_or_an_order_without_evidence(of):
    with pytest.raises(NotPossible, match="证据"):
        build.drafted(of, evidence=[])
    order, penalty = build.drafted(of), build.filed(of)
    with pytest.raises(NoLaw, match="条号"):
        actions.sign_order(order.pk, by=of.head, at=moment("2026-09-02"))
    with pytest.raises(NoLaw, match="条号"):
        actions.propose(penalty.pk, facts="事实", steps=build.MILD, by=of.inspector, at=moment("2026-09-08"))

    order = actions.sign_order(order.pk, article="第九条", by=of.head, at=moment("2026-09-02"))
    assert order.law == "《生态环境法典》第九条"
    assert order.letter is not None
    assert "现场检查笔录" in str(order.letter.fields["evidence"])


def last() -> int:
    return Message.objects.order_by("pk").values_list("pk", flat=True).last() or 0


def told_since(pk: int) -> set[User]:
    return {one.to_user for one in Message.objects.filter(pk__gt=pk).select_related("to_user")}


def test_a_case_does_not_end_with_goods_kept_and_its_people_hear_of_its_end(of):
    penalty = build.notified(of)
    kept = actions.add_evidence(
        penalty.pk, kind="object", what="采样泵", taken_on=date(2026, 9, 10), preserved_on=date(2026, 9, 10),
        by=of.inspector, at=moment("2026-09-11"),
    )  # fmt: skip
    with pytest.raises(NotYet, match="登记保存"):
        spare(of, penalty)
    with pytest.raises(NotYet, match="登记保存"):
        actions.drop(penalty.pk, reason="没有违法", by=of.leader, at=moment("2026-09-14"))
    actions.settle_evidence(penalty.pk, evidence=kept, how="发还", by=of.inspector, at=moment("2026-09-14"))

    before = last()
    actions.drop(penalty.pk, reason="没有违法", by=of.leader, at=moment("2026-09-14", "12:00"))
    assert told_since(before) == {of.inspector, of.applicant}


def test_the_lawyer_hears_that_it_is_time_to_review_and_the_leader_that_all_is_there(of):
    penalty = build.notified(of)
    before = last()
    build.waived(of, penalty)
    assert of.lawyer in told_since(before)
    assert of.leader not in told_since(before)
    build.reviewed(of, penalty)
    assert of.leader in told_since(before)


def test_the_list_says_what_waits_for_review_or_decision(of):
    build.notified(of)
    for day, shown in (("2026-09-17", False), ("2026-09-18", True)):
        with on_the(day):
            assert ("陈述申辩期满" in signed_in(of.lawyer).get("/desk/penalties/").content.decode()) is shown
