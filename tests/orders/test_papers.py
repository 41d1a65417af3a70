"""Letters and forms of a penalty case, and what becomes of one that was issued wrongly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.orders import actions
from enforcement.orders.models import Penalty
from envportal.accounts.enums import Role
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.documents.models import Letter, Voiding
from envportal.documents.rules.voiding import DecisionStands, NeedsReplacement, SamePerson, StillUnderWay
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import builders
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.orders import builders as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> build.Force:
    return build.force()


def only(penalty: Penalty, kind: str) -> Letter:
    return Letter.objects.get(case=penalty.case, kind=kind)


# FORMS OF THE HOUSE ------------------------------------------------------------------------
def test_filing_a_case_fills_in_the_form_of_approval_that_no_party_gets(of):
    paper = only(build.filed(of), "case_filing")

    assert (paper.to, paper.is_of_the_house) == (None, True)
    assert paper.fields["verdict"] == "同意立案"
    assert (paper.fields["handled_by"], paper.fields["approved_by"]) == (of.inspector.name, of.leader.name)
    assert "2028年9月1日" in paper.fields["limitation"]


def test_a_case_that_is_not_filed_has_its_form_with_the_reason(of):
    penalty = actions.decline(
        build.opened(of, act_until=None).pk, reason="不属于本局管辖", by=of.leader, at=moment("2026-09-03")
    )

    paper = only(penalty, "case_filing")
    assert (paper.fields["verdict"], paper.fields["reasons"]) == ("不予立案", "不属于本局管辖")
    assert "还在继续" in paper.fields["limitation"]


def test_a_discussion_leaves_a_record_of_what_each_leader_said(of):
    penalty = build.notified(of, is_complex=True)
    build.waived(of, penalty)
    build.reviewed(of, penalty)
    actions.call_discussion(penalty.pk, by=of.leader, at=moment("2026-09-14", "10:00"))
    for who, view, words in ((of.leader, "agree", "事实清楚"), (of.deputy, "other", "建议从轻")):
        actions.speak(penalty.pk, view=view, words=words, by=who, at=moment("2026-09-14", "11:00"))
    actions.conclude_discussion(penalty.pk, minutes="意见不一。", by=of.deputy, at=moment("2026-09-14", "12:00"))

    paper = only(penalty, "case_discussion")
    assert [(one["name"], one["view"], one["words"]) for one in paper.fields["views"]] == [
        (of.leader.name, "同意", "事实清楚"), (of.deputy.name, "另有意见", "建议从轻"),
    ]  # fmt: skip
    assert (paper.fields["verdict"], paper.to) == ("不同意", None)
    assert penalty.discussions.get().paper == paper


# LETTERS -----------------------------------------------------------------------------------
def test_who_was_told_of_a_case_gets_a_letter_that_it_is_withdrawn_and_nobody_else(of):
    told, unheard = build.notified(of), build.filed(of, act_from=date(2026, 8, 21))
    for penalty in (told, unheard):
        actions.drop(penalty.pk, reason="监测报告作废", by=of.leader, at=moment("2026-09-14"))

    letter = only(told, "case_dropped")
    assert (letter.to, letter.fields["rests_on"]) == (of.owner, told.notice.number)
    assert only(unheard, "case_dropped").to is None
    build.serve(of, Penalty.objects.get(pk=told.pk), letter, moment("2026-09-16"), date(2026, 9, 15))
    assert only(told, "case_dropped").served_on == date(2026, 9, 15)


def test_more_time_that_is_refused_is_refused_by_letter_with_the_last_day_that_stands(of):
    penalty = build.decided(of)
    actions.ask_time(penalty.pk, reason="流动资金困难。", by=of.applicant, at=moment("2026-09-20"))
    penalty = actions.allow_time(
        penalty.pk, agreed=False, why="账面资金足以缴纳", by=of.leader, at=moment("2026-09-21")
    )

    letter = only(penalty, "payment_refused")
    assert (letter.to, letter.fields["reasons"]) == (of.owner, "账面资金足以缴纳")
    assert letter.fields["pay_by"] == penalty.pay_by.isoformat() == "2026-10-08"
    assert penalty.postponements.get().letter == letter


# ISSUED WRONGLY ----------------------------------------------------------------------------
def void(of: build.Force, letter: Letter | None, at: str, ground: str = "typo", **changes: object) -> Any:
    """Proposed by an inspector, agreed to by the leader who did not issue it."""
    assert letter is not None
    proposed = actions.propose_void(
        letter.pk, ground=ground, reason="写错了", changes=changes or None, by=of.inspector, at=moment(at, "16:00")
    )
    other = of.deputy if letter.issued_by == of.leader else of.leader
    return actions.agree_void(proposed.pk, by=other, at=moment(at, "17:00"))


def test_a_decision_with_a_slip_is_replaced_and_what_began_with_its_service_does_not_begin_again(of):
    penalty = build.decided(of)
    old, clocks = penalty.decision, Clock.objects.filter(case=penalty.case, matter=Matter.FINE_PAYMENT).count()

    void(of, old, "2026-09-22", facts="印刷车间废气超标 1 倍。")

    penalty = Penalty.objects.get(pk=penalty.pk)
    new = penalty.decision
    assert (new.replaces, new.fields["facts"], new.fields["amount"]) == (old, "印刷车间废气超标 1 倍。", "190,000")
    assert Message.objects.filter(template="letter_voided", to_user=of.applicant).exists()
    shown = Notice.objects.filter(case=penalty.case, kind=board.Kind.PENALTY).latest("pk")
    assert shown.document_number == new.number
    build.serve(of, penalty, new, moment("2026-09-25"), date(2026, 9, 24))
    penalty = Penalty.objects.get(pk=penalty.pk)
    assert (penalty.served_on, penalty.pay_by) == (date(2026, 9, 16), date(2026, 10, 8))
    assert Clock.objects.filter(case=penalty.case, matter=Matter.FINE_PAYMENT).count() == clocks


def test_days_that_run_are_not_begun_anew_by_the_second_correction_of_a_letter(of):
    penalty = build.decided(of)
    void(of, penalty.decision, "2026-09-22", facts="印刷车间废气超标 1 倍。")
    penalty = Penalty.objects.get(pk=penalty.pk)
    void(of, penalty.decision, "2026-09-23", facts="印刷车间废气超标一 倍。")

    penalty = Penalty.objects.get(pk=penalty.pk)
    build.serve(of, penalty, penalty.decision, moment("2026-09-25"), date(2026, 9, 24))

    penalty = Penalty.objects.get(pk=penalty.pk)
    assert (penalty.served_on, penalty.pay_by) == (date(2026, 9, 16), date(2026, 10, 8))


def test_everybody_reads_the_corrected_words_and_the_new_number_of_an_order_too(of):
    penalty, order = build.decided(of), build.served(of)
    void(of, penalty.decision, "2026-09-22", facts="印刷车间废气超标 1 倍。")
    void(of, order.letter, "2026-09-22", facts="废气直排。", corrections=["停止直排", "修复活性炭吸附装置"])

    shown = Notice.objects.filter(case=penalty.case, kind=board.Kind.PENALTY).latest("pk")
    assert dict(shown.facts)["违法事实"] == "印刷车间废气超标 1 倍。"
    new = Letter.objects.get(replaces=order.letter)
    shown = Notice.objects.filter(case=order.case).latest("pk")
    said = dict(shown.facts)
    assert (shown.document_number, said["存在问题"]) == (new.number, "废气直排。")
    assert (said["改正要求"], said["完成情况"]) == ("停止直排；修复活性炭吸附装置", "未到期")


def test_what_was_decided_and_served_is_not_altered_by_a_new_print(of):
    penalty = build.decided(of)

    with pytest.raises(DecisionStands):
        void(of, penalty.decision, "2026-09-22", ground="content", facts="印刷车间废气超标两倍。")
    with pytest.raises(NeedsReplacement):
        void(of, penalty.decision, "2026-09-22")


def test_a_notice_replaced_before_its_service_begins_the_days_with_its_own(of):
    penalty = build.filed(of)
    actions.propose(
        penalty.pk, facts=penalty.facts, steps=build.MILD, article=build.ARTICLE, by=of.inspector,
        at=moment("2026-09-08"),
    )  # fmt: skip
    penalty = actions.notify(penalty.pk, by=of.head, at=moment("2026-09-09"))

    void(of, penalty.notice, "2026-09-09", ground="content", facts="印刷车间废气超标一倍半。")

    penalty = Penalty.objects.get(pk=penalty.pk)
    assert penalty.notice.replaces.voided_at is not None
    build.serve(of, penalty, penalty.notice, moment("2026-09-11"), date(2026, 9, 10))
    assert Penalty.objects.get(pk=penalty.pk).defend_until == date(2026, 9, 17)


def test_what_the_lawyer_reviewed_stays_reviewed_when_the_notice_is_replaced(of):
    penalty = build.notified(of)
    build.waived(of, penalty)
    build.reviewed(of, penalty)
    void(of, penalty.notice, "2026-09-14", facts="印刷车间废气超标 1 倍。")

    penalty = Penalty.objects.get(pk=penalty.pk)
    assert build.decide(of, penalty, moment("2026-09-15")).amount == Decimal(190_000)


def test_a_hearing_notice_goes_alone_only_once_its_hearing_is_called_off(of):
    penalty = build.notified(of, steps=build.HARSH)
    actions.record_hearing_request(
        penalty.pk, reason="数额较大", asked_on=date(2026, 9, 14), by=of.inspector, at=moment("2026-09-14")
    )
    arranged: Any = {"held_at": moment("2026-09-29", "09:30").time(), "place": "一楼", "chair": of.lawyer}
    actions.arrange_hearing(
        penalty.pk, held_on=date(2026, 10, 29), by=of.inspector, at=moment("2026-09-15"), **arranged
    )
    letter = only(penalty, "penalty_hearing")
    with pytest.raises(StillUnderWay):
        void(of, letter, "2026-09-16", ground="called_off")

    actions.withdraw_hearing(penalty.pk, by=of.applicant, at=moment("2026-09-16"))
    void(of, letter, "2026-09-16", ground="called_off")
    assert only(penalty, "penalty_hearing").voided_at is not None


def test_two_people_void_a_letter_and_strangers_none(of):
    order = build.served(of)
    told: Any = {"ground": "typo", "reason": "写错了", "changes": {"facts": "直接排放废气。"}}
    with pytest.raises(NotYours):
        actions.propose_void(order.letter.pk, by=of.finance, at=moment("2026-09-04"), **told)
    proposed = actions.propose_void(order.letter.pk, by=of.inspector, at=moment("2026-09-04"), key="k", **told)
    assert actions.propose_void(order.letter.pk, by=of.inspector, at=moment("2026-09-04"), key="k", **told) == proposed
    with pytest.raises((SamePerson, NotYours)):
        actions.agree_void(proposed.pk, by=of.inspector, at=moment("2026-09-04"))

    actions.decline_void(proposed.pk, by=of.leader, at=moment("2026-09-04"))

    assert Letter.objects.get(pk=order.letter.pk).voided_at is None
    assert Message.objects.filter(template="void_declined", to_user=of.inspector).exists()


def test_who_signed_a_decision_does_not_decide_whether_it_is_void(of):
    penalty = build.decided(of)
    proposed = actions.propose_void(
        penalty.decision.pk, ground="typo", reason="写错了", changes={"facts": "超标 1 倍。"}, by=of.inspector,
        at=moment("2026-09-22"),
    )  # fmt: skip

    for decide in (actions.agree_void, actions.decline_void):
        with pytest.raises(SamePerson):
            decide(proposed.pk, by=of.leader, at=moment("2026-09-22"))
    assert actions.agree_void(proposed.pk, by=of.deputy, at=moment("2026-09-22")).is_agreed


def test_the_pages_of_voiding_lead_from_the_case_to_the_new_letter(of):
    order = build.served(of)
    inspector, leader = signed_in(of.inspector), signed_in(of.leader)
    page = reverse("orders:propose_void", args=[order.letter.pk])
    assert page in inspector.get(order.case.at_desk).content.decode()

    said = inspector.get(page).context["form"]
    typed = {name: field.initial for name, field in said.fields.items() if name.startswith("said_")}
    # The day is a sentence of its own kind and not among the words.
    assert "said_within" not in typed
    assert inspector.post(page, {"ground": "typo", "reason": "错", **typed}).status_code == 409
    assert inspector.post(page, {"ground": "typo", "reason": "错", **typed, "said_facts": "直排。"}).status_code == 302
    decide = reverse("orders:agree_void", args=[Voiding.objects.get().pk])
    assert decide in leader.get(order.case.at_desk).content.decode()
    assert "<ins>" in leader.get(decide).content.decode()
    assert leader.post(decide).status_code == 302
    assert Letter.objects.get(replaces=order.letter).fields["facts"] == "直排。"
    assert signed_in(of.applicant).get(page).status_code in {403, 404}


def test_a_form_of_the_house_is_read_by_who_may_read_its_case_and_nobody_else(of):
    paper = only(build.filed(of), "case_filing")
    clerk = builders.staff(Role.CLERK, "窗口", at=of.bureau)
    page = reverse("documents:desk_letter", args=[paper.pk])

    assert signed_in(of.inspector).get(page).status_code == 200
    for name in ("desk_letter", "letter_pdf"):
        assert signed_in(clerk).get(reverse(f"documents:{name}", args=[paper.pk])).status_code in {403, 404}
    assert signed_in(of.applicant).get(reverse("documents:letter", args=[paper.pk])).status_code == 404
