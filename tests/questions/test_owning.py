"""Who is asked first owns a question until it is answered, and hands it on only to somebody who accepts it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from approvals.questions import actions
from approvals.questions.guards import NotPossible, NotTheOwner, OutOfOrder, TellsWho
from approvals.questions.models import Answer, Asker, Handover, Question
from approvals.questions.rules import questions as rules
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests.builders import moment
from tests.questions import rows

pytestmark = pytest.mark.django_db


@pytest.fixture(name="of")
def _of() -> rows.Office:
    return rows.office()


def due(one: Question, matter: Matter = Matter.QUESTION) -> date | None:
    return clocks.due_on(one.case, matter)


def told_of(template: str) -> set[str]:
    return set(Message.objects.filter(template=template).values_list("to_user__name", flat=True))


# ASKED ---------------------------------------------------------------------------------
def test_an_online_question_waits_in_the_advice_section_until_somebody_takes_it(of):
    one = rows.asked(of)

    assert (one.state, one.case.holder, one.case.section) == ("waiting", None, of.advice)
    assert (due(one, Matter.QUESTION_TAKEN), due(one)) == (date(2026, 11, 3), date(2026, 11, 9))
    assert told_of("question_waits") == {"程野", "秦望"}


def test_the_first_who_takes_it_owns_it_and_the_second_is_refused(of):
    one = rows.taken(of)

    with pytest.raises(OutOfOrder):
        actions.take(one.pk, size="other", by=of.clerk, at=rows.TAKEN)
    one = rows.fresh(one)
    assert (one.case.holder, one.first_asked, one.state) == (of.officer, of.officer, "handling")
    assert due(one, Matter.QUESTION_TAKEN) is None


def test_what_turns_out_to_be_simple_is_answered_within_one_working_day(of):
    assert due(rows.taken(of, size="simple")) == date(2026, 11, 3)


def test_what_is_called_simple_late_keeps_the_limit_that_ends_before(of):
    one = rows.asked(of)

    actions.take(one.pk, size="simple", by=of.officer, at=moment("2026-11-09"))

    assert due(one) == date(2026, 11, 9)


def test_the_same_form_twice_makes_one_question(of):
    assert rows.asked(of).pk == actions.ask(of.bureau, rows.told(), key="k1", address="x", at=rows.CAME).pk


def test_whoever_is_asked_at_the_window_owns_it_at_once(of):
    one = actions.register(rows.told(channel="counter", size="simple"), by=of.clerk, at=rows.CAME, key="k2")

    assert (one.case.holder, one.first_asked, one.state) == (of.clerk, of.clerk, "handling")
    assert due(one) == date(2026, 11, 3)


def test_a_hotline_order_comes_in_once_with_its_own_limit(of):
    order = rows.told(channel="hotline", order_number="YX2026110200017")
    one = actions.register(order, by=of.clerk, at=rows.CAME, key="k2")

    assert actions.register(order, by=of.officer, at=rows.CAME, key="k3").pk == one.pk
    assert due(one, Matter.HOTLINE_ORDER) == date(2026, 11, 9)


def test_an_inspector_of_another_kind_of_office_registers_nothing(of):
    with pytest.raises(NotYours):
        actions.register(rows.told(channel="call"), by=of.supervisor, at=rows.CAME, key="k2")


def test_the_title_and_the_words_tell_neither_name_nor_telephone(of):
    one = rows.asked(
        of, what=f"我是{rows.NAME}，电话{rows.CONTACT}，要不要办环评？", name=rows.NAME, contact=rows.CONTACT
    )

    assert rows.NAME not in one.what
    assert rows.CONTACT not in one.what
    assert one.case.title == "环评类别咨询"
    assert Asker.objects.get().contact == rows.CONTACT


def test_the_same_contact_is_known_again_however_it_is_typed(of):
    first = rows.asked(of, contact="139-1234 5678")
    second = rows.asked(of, "k2", contact=rows.CONTACT)
    third = rows.asked(of, "k3", contact="13912345679")

    assert first.asker_key == second.asker_key != third.asker_key
    assert rows.CONTACT not in second.asker_key


# HANDED OVER ----------------------------------------------------------------------------
def offered(of: rows.Office, **to: object) -> Question:
    one = rows.taken(of, name=rows.NAME, contact=rows.CONTACT)
    to = to or {"to_user": of.other}
    return actions.hand_over(one.pk, reason="要审批科答", by=of.officer, at=rows.TAKEN, **to)  # type: ignore[arg-type]


def test_until_it_is_accepted_whoever_gave_it_stays_the_owner(of):
    one = offered(of)

    assert rows.fresh(one).case.holder == of.officer
    assert due(one, Matter.QUESTION_HANDOVER) == date(2026, 11, 2)
    assert told_of("question_offered") == {"陆遥"}
    actions.accept_handover(one.pk, by=of.other, at=rows.TAKEN)
    one = rows.fresh(one)
    assert (one.case.holder, one.case.section, one.first_asked) == (of.other, of.review, of.officer)
    assert (due(one, Matter.QUESTION_HANDOVER), due(one)) == (None, date(2026, 11, 9))


def test_what_is_offered_on_a_rest_day_is_accepted_on_the_next_working_day(of):
    one = rows.taken(of)

    actions.hand_over(one.pk, to_user=of.other, reason="要审批科答", by=of.officer, at=moment("2026-11-07"))

    assert due(one, Matter.QUESTION_HANDOVER) == date(2026, 11, 9)


def test_anybody_of_the_section_it_is_offered_to_may_accept_and_nobody_else(of):
    one = offered(of, to_section=of.review)

    with pytest.raises(NotTheOwner):
        actions.accept_handover(one.pk, by=of.clerk, at=rows.TAKEN)
    with pytest.raises(NotTheOwner):
        actions.accept_handover(one.pk, by=of.officer, at=rows.TAKEN)
    actions.accept_handover(one.pk, by=of.other, at=rows.TAKEN)
    assert rows.fresh(one).case.holder == of.other


def test_who_sends_it_back_says_why_and_the_owner_stays(of):
    one = actions.decline_handover(offered(of).pk, reason="属于窗口的事", by=of.other, at=rows.TAKEN)

    assert rows.fresh(one).case.holder == of.officer
    assert Handover.objects.get().declined_why == "属于窗口的事"
    assert told_of("question_sent_back") == {"程野"}
    with pytest.raises(NotTheOwner):
        actions.answer(one.pk, by=of.other, at=rows.DONE, **rows.SAID)


def test_it_is_offered_to_one_at_a_time_and_never_to_two(of):
    one = offered(of)

    with pytest.raises(OutOfOrder):
        actions.hand_over(one.pk, to_section=of.review, reason="再试", by=of.officer, at=rows.TAKEN)
    actions.decline_handover(one.pk, reason="不归我", by=of.other, at=rows.TAKEN)
    with pytest.raises(NotPossible):
        actions.hand_over(
            one.pk, to_user=of.other, to_section=of.review, reason="都给", by=of.officer, at=rows.TAKEN
        )  # fmt: skip


def test_the_head_may_hand_on_what_somebody_else_owns_and_a_colleague_may_not(of):
    one = rows.taken(of)

    with pytest.raises(NotYours):
        actions.hand_over(one.pk, to_user=of.head, reason="我来", by=of.other, at=rows.TAKEN)
    actions.hand_over(one.pk, to_user=of.other, reason="程野休假", by=of.head, at=rows.TAKEN)
    assert Handover.objects.get().given_by == of.head


def test_an_answer_ends_what_was_offered_and_nobody_decided(of):
    one = actions.answer(offered(of).pk, by=of.officer, at=rows.DONE, **rows.SAID)

    assert Handover.objects.get().lapsed_at == rows.DONE
    with pytest.raises(OutOfOrder):
        actions.accept_handover(one.pk, by=of.other, at=rows.DONE)


# ANSWERED -------------------------------------------------------------------------------
def test_an_answer_ends_every_limit_and_closes_the_case(of):
    one = rows.fresh(rows.answered(of))

    assert (one.state, one.case.closed_on, due(one)) == ("answered", date(2026, 11, 4), None)


def test_an_answer_has_a_way_forward():
    question = rows.answered(rows.office())

    with transaction.atomic(), pytest.raises(IntegrityError, match="answer_says_what_applies_and_a_way_forward"):
        Answer.objects.filter(question=question).update(next_steps="")


def test_an_answer_that_names_the_asker_is_refused(of):
    one = rows.taken(of, name=rows.NAME, contact=rows.CONTACT)

    with pytest.raises(TellsWho):
        actions.answer(one.pk, by=of.officer, at=rows.DONE, **{**rows.SAID, "where": f"请回电 {rows.CONTACT}"})


def test_it_is_rated_once_and_a_bad_rating_reaches_the_head_and_the_supervisor(of):
    one = rows.answered(of)
    actions.rate(one.pk, score=1, said="没说报哪一类", at=rows.DONE)
    actions.rate(one.pk, score=5, at=rows.DONE)

    assert Answer.objects.get().score == 1
    assert told_of("question_rated_badly") == {"秦望", "叶竹"}
    actions.settle(one.pk, reason="已电话说明，补充了类别", by=of.head, at=rows.DONE)
    assert Answer.objects.get().settled_by == of.head
    with pytest.raises(OutOfOrder):
        actions.settle(one.pk, reason="再说明", by=of.head, at=rows.DONE)


def test_a_fair_rating_asks_nothing_of_anybody(of):
    actions.rate(rows.answered(of).pk, score=3, at=rows.DONE)

    assert told_of("question_rated_badly") == set()


def test_it_is_asked_back_once_by_the_same_owner_with_the_whole_limit(of):
    one = actions.ask_back(rows.answered(of).pk, again="那噪声呢？", at=rows.DONE)

    one = rows.fresh(one)
    assert (one.state, one.case.holder, one.case.closed_on, due(one)) == (
        "handling", of.officer, None, date(2026, 11, 11),
    )  # fmt: skip
    actions.answer(one.pk, by=of.officer, at=moment("2026-11-05"), **rows.SAID)
    with pytest.raises(OutOfOrder):
        actions.ask_back(one.pk, again="还有", at=moment("2026-11-05"))
    assert Answer.objects.count() == 2


def test_nobody_asks_back_or_rates_before_the_answer(of):
    one = rows.taken(of)

    with pytest.raises(OutOfOrder):
        actions.ask_back(one.pk, again="快了吗", at=rows.DONE)
    with pytest.raises(NotPossible):
        actions.rate(one.pk, score=5, at=rows.DONE)


def test_another_question_is_linked_by_its_number_and_not_itself(of):
    one, other = rows.taken(of), rows.asked(of, "k2")
    actions.link(one.pk, number=other.case.number or "", by=of.officer, at=rows.DONE)

    assert [found.target for found in one.case.links_from.all()] == [other.case]
    with pytest.raises(NotPossible):
        actions.link(one.pk, number=one.case.number or "", by=of.officer, at=rows.DONE)


# WHO READS THE CONTACT ---------------------------------------------------------------------
def test_only_the_owner_and_heads_read_how_to_reach_the_asker(of):
    one = rows.fresh(rows.taken(of, name=rows.NAME, contact=rows.CONTACT))
    on = date(2026, 11, 2)

    reads = [name for name in ("clerk", "officer", "other", "head", "supervisor")
             if rules.reads_contact(getattr(of, name), one, on)]  # fmt: skip

    assert reads == ["officer", "head"]
