"""A record: who is in it, who answers, who decides, who reviews, when it ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from envportal.accountability import actions, queries, responsibility
from envportal.accountability.enums import Cause, Finding, PartState, Review, State
from envportal.accountability.guards import InTheChain, NotPossible, OutOfOrder, TooEarly, TooLate
from envportal.accountability.models import Part
from envportal.accounts.models import Delegation
from envportal.audit import log
from envportal.audit.models import Event
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests.accountability.conftest import AFTER, LAST, OPENED, Office, code
from tests.builders import moment

pytestmark = pytest.mark.django_db
DECIDED = moment("2026-10-28")


def answered(office: Office) -> Part:
    office.opened()
    part = office.part(office.officer)
    return actions.answer(part.pk, words="当时材料齐全，按承诺时限办理。", by=office.officer, at=moment("2026-10-13"))


def decided(office: Office, finding: str = Finding.DIRECT, grade: str = "warning") -> Part:
    part = answered(office)
    return actions.decide(
        part.pk,
        finding=finding,
        grade=grade,
        reasons="没有核对监测数据",
        code=code(DECIDED),
        by=office.other,
        at=DECIDED,
    )


def appealed(office: Office) -> Part:
    part = decided(office)
    return actions.appeal(part.pk, words="数据由第三方提供", by=office.officer, at=moment("2026-11-02"))


# OPENING ----------------------------------------------------------------------------------
def test_a_record_gathers_by_itself_everybody_who_acted_and_nobody_else(office):
    record = office.opened()

    found = {part.person.name: part.acts for part in record.parts.all()}

    assert found == {"罗静": [2], "周明远": [3], "韩松年": [5]}


def test_who_had_the_duty_and_did_nothing_is_in_the_chain_without_an_act(office):
    record = office.opened(also=[office.head])

    assert record.parts.get(person=office.head).acts == []


def test_who_delegated_a_step_stands_behind_it(office):
    log.record(
        office.case, "opinion_approved", by=office.officer, at=moment("2026-09-22"),
        facts={"delegated_by": office.head.pk}, acting_for="许望舒",
    )  # fmt: skip

    record = office.opened()

    assert record.parts.get(person=office.head).acts == [6]


def test_the_same_cause_opens_one_record_and_another_cause_another(office):
    first = office.opened()

    assert office.opened() == first
    assert office.opened(ref="changed-7") != first
    assert Message.objects.filter(template="accountability_opened", to_user=office.officer).count() == 2


def test_the_log_read_again_gives_the_same_people_whatever_happened_since(office):
    record = office.opened()

    log.record(office.case, "handed_over", by=office.head, at=AFTER)

    assert queries.replayed(record) == {part.person_id: part.acts for part in record.parts.all()}


def test_the_log_of_the_case_tells_nothing_of_the_record(office):
    before = Event.objects.filter(case=office.case).count()

    answered(office)

    assert Event.objects.filter(case=office.case).count() == before
    assert [event.name for event in Event.objects.filter(chain__name__startswith="accountability:")] == [
        "accountability_opened", "accountability_answered",
    ]  # fmt: skip
    assert Message.objects.filter(template__startswith="accountability").exclude(case=None).count() == 0


def test_limits_come_from_dated_rules(office):
    record = office.opened()

    assert (record.answer_by, record.decide_by) == (date(2026, 10, 26), date(2026, 12, 7))


def test_without_rules_a_record_is_opened_all_the_same(office):
    own = office.case.bureau
    responsibility.Responsibility.objects.all().delete()
    record = responsibility.open_record(office.case, Cause.WRONG, ref="old", what="旧案", at=moment("2004-01-05"))

    assert (record.case.bureau, record.answer_by) == (own, None)


def test_a_supervisor_opens_one_with_a_reason_and_nobody_else_does(office):
    told: Any = {"number": "云环收[2026]137", "reason": "企业反映同样材料要了两次", "at": OPENED}

    record = actions.open_by_hand(by=office.supervisor, key="k", **told)

    assert (record.cause, record.opened_by, record.parts.count()) == (Cause.ASKED, office.supervisor, 3)
    assert actions.open_by_hand(by=office.supervisor, key="k", **told) == record
    with pytest.raises(NotYours):
        actions.open_by_hand(by=office.leader, **told)
    with pytest.raises(NotPossible):
        actions.open_by_hand(by=office.outsider, **told)


def test_record_without_a_rule_is_opened_by_somebody(office):
    with pytest.raises(IntegrityError, match="record_without_a_rule_is_opened_by_somebody"), transaction.atomic():
        office.opened(cause=Cause.ASKED, ref="x")


# ANSWERING AND DECIDING -------------------------------------------------------------------
def test_only_the_person_answers_and_once(office):
    part = answered(office)

    assert part.state == PartState.ANSWERED
    with pytest.raises(OutOfOrder):
        actions.answer(part.pk, words="再说一次", by=office.officer, at=OPENED)
    with pytest.raises(NotYours):
        actions.answer(office.part(office.clerk).pk, words="替他说", by=office.officer, at=OPENED)


def test_without_an_answer_nothing_is_decided_until_its_last_day_is_over(office):
    office.opened()
    part = office.part(office.clerk)
    told: Any = {"finding": Finding.NONE, "reasons": "材料齐全", "by": office.other}

    with pytest.raises(TooEarly):
        actions.decide(part.pk, code=code(LAST), at=LAST, **told)

    assert actions.decide(part.pk, code=code(AFTER), at=AFTER, **told).state == PartState.DECIDED


def test_nobody_in_the_chain_decides(office):
    part = answered(office)

    with pytest.raises(InTheChain):
        actions.decide(
            part.pk, finding=Finding.NONE, reasons="没有问题", code=code(DECIDED), by=office.leader, at=DECIDED
        )


def test_nobody_decides_who_stands_in_for_somebody_in_the_chain(office):
    part = answered(office)
    granted = office.other.grants.create(role="officer")
    Delegation.objects.create(
        bureau=office.case.bureau, giver=office.leader, holder=office.other, power="sign", basis="云环委〔2026〕3号",
        why="出差", kinds="table", valid_from=date(2026, 10, 20), valid_to=date(2026, 11, 10),
        given_at=moment("2026-10-19"),
    )  # fmt: skip
    told: Any = {"finding": Finding.NONE, "reasons": "没有问题", "by": office.other}

    with pytest.raises(InTheChain):
        actions.decide(part.pk, code=code(DECIDED), at=DECIDED, **told)

    later = moment("2026-11-11")
    assert granted.pk
    assert actions.decide(part.pk, code=code(later), at=later, **told).decided_by == office.other


def test_the_leader_of_the_bureau_above_decides_where_the_own_one_was_in_it(office):
    part = answered(office)

    done = actions.decide(
        part.pk, finding=Finding.NONE, reasons="没有问题", code=code(DECIDED), by=office.superior, at=DECIDED
    )

    assert done.decided_by == office.superior


def test_a_measure_lies_in_the_lawful_range_of_the_cause(office):
    office.opened(cause=Cause.CORRECTION)
    part = office.part(office.clerk)
    told: Any = {"reasons": "没有一次告知", "by": office.other, "at": AFTER}

    with pytest.raises(NotPossible):
        actions.decide(part.pk, finding=Finding.DIRECT, grade="dismissal", code=code(AFTER), **told)
    with pytest.raises(NotPossible):
        actions.decide(part.pk, finding=Finding.NONE, grade="talk", code=code(AFTER), **told)

    assert actions.decide(part.pk, finding=Finding.DIRECT, grade="warning", code=code(AFTER), **told).grade == "warning"


def test_a_decision_may_take_no_measure_and_none_is_taken_by_itself(office):
    part = decided(office, grade="")

    assert (part.grade, part.finding) == ("", Finding.DIRECT)


# APPEAL, REVIEW, END ----------------------------------------------------------------------
def test_an_appeal_comes_until_the_last_day_of_its_month(office):
    part = decided(office)
    last = moment("2026-11-30")  # the month ends on a Saturday
    assert part.appeal_by == date(2026, 11, 30)

    with pytest.raises(TooLate):
        actions.appeal(part.pk, words="不服", by=office.officer, at=last + timedelta(days=1))

    assert actions.appeal(part.pk, words="不服", by=office.officer, at=last).review_by == date(2026, 12, 30)


def test_an_appeal_goes_to_another_decider_and_never_makes_it_heavier(office):
    part, at = appealed(office), moment("2026-11-03")
    told: Any = {"reasons": "情节较轻", "at": at}

    with pytest.raises(InTheChain):
        actions.review(part.pk, review=Review.UPHELD, code=code(at), by=office.other, **told)
    with pytest.raises(NotPossible):
        actions.review(part.pk, review=Review.LIGHTER, grade="demerit", code=code(at), by=office.superior, **told)

    done = actions.review(part.pk, review=Review.LIGHTER, grade="talk", code=code(at), by=office.superior, **told)

    assert (done.state, done.review_grade, done.grade) == (PartState.REVIEWED, "talk", "warning")


def test_who_decided_and_who_is_in_the_chain_are_not_asked_to_review(office):
    appealed(office)

    told = Message.objects.filter(template="accountability_appealed").values_list("to_user__name", flat=True)

    assert list(told) == ["沈知远"]


def test_a_record_is_closed_once_everybody_is_decided_on_and_no_appeal_can_come(office):
    part = decided(office)
    for person in (office.clerk, office.leader):
        actions.decide(
            office.part(person).pk, finding=Finding.NONE, reasons="没有责任",
            code=code(DECIDED + timedelta(minutes=person.pk % 9 + 1)), by=office.other,
            at=DECIDED + timedelta(minutes=person.pk % 9 + 1),
        )  # fmt: skip
    record = part.responsibility
    told: Any = {"closure": "以后先核对监测数据", "by": office.supervisor}

    with pytest.raises(OutOfOrder):
        actions.close(record.pk, at=moment("2026-11-30"), **told)

    assert actions.close(record.pk, at=moment("2026-12-01"), **told).state == State.CLOSED


def test_only_a_supervisor_of_the_bureau_without_a_part_in_it_closes(office):
    record = decided(office).responsibility

    Part.objects.create(responsibility=record, person=office.second)
    for person in (office.other, office.outsider, office.officer, office.second):
        with pytest.raises(NotYours):
            actions.close(record.pk, closure="办结", by=person, at=moment("2026-12-30"))
