"""Accept reserves, approve commits, an end gives back; a lack is shown and holds up the decision."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from approvals.quotas import actions, ledger, queries
from approvals.quotas.guards import NotEnough, NothingToDo, NotSuitable
from approvals.quotas.models import Account, Entry, Need
from approvals.quotas.states import AccountKind
from envportal.audit import log
from envportal.refusals import NotYours
from tests import world
from tests.builders import moment
from tests.quotas import rows
from tests.quotas.rows import D

pytestmark = pytest.mark.django_db
AT = moment("2026-09-18")


@pytest.fixture
def of() -> world.World:
    found = world.world()
    rows.controlled(found, "cod", "nox")
    return found


def test_acceptance_reserves_what_is_under_control_and_emitted(of):
    book = rows.granted(of, 100)
    case = rows.case(of)

    actions.reserve(case, {"cod": D(12), "nox": D(0), "so2": D(5)}, by=of.clerk, at=AT)

    assert [(row.need.book, row.need.tonnes, row.reserved, row.lack) for row in queries.rows_of(case)] == [
        (book, D(12), D(12), D(0))
    ]
    assert rows.stands(book) == {"grant": D(-100), "available": D(88), "reserved": D(12)}
    assert log.history(case).get().name == "quota_reserved"
    assert rows.proven()


def test_acceptance_told_twice_reserves_once(of):
    book = rows.granted(of, 100)
    case = rows.reserved(of, 12)

    actions.reserve(case, {"cod": D(12)}, by=of.clerk, at=AT)

    assert rows.stands(book)["reserved"] == D(12)


def test_a_need_set_before_acceptance_stands_and_hides_no_other(of):
    book, nitrogen = rows.granted(of, 100), rows.granted(of, 100, "nox")
    case = rows.case(of)
    actions.set_need(case.pk, pollutant="cod", area=book.area, amount=D(3), why="绿色通道", by=of.officer, at=AT)

    actions.reserve(case, {"cod": D(12), "nox": D(5)}, by=of.clerk, at=AT)

    assert (rows.stands(book)["reserved"], rows.stands(nitrogen)["reserved"]) == (D(3), D(5))


def test_what_is_stated_and_under_control_is_not_covered_before_somebody_assessed_it(of):
    book = rows.granted(of, 100)
    case = rows.case(of)
    actions.set_need(case.pk, pollutant="cod", area=book.area, amount=D(3), why="核定", by=of.officer, at=AT)
    stated = {"cod": D(12), "nox": D("0.5"), "so2": D(9)}

    with pytest.raises(ledger.NotCovered) as refused:
        ledger.covers(case, stated, AT.date())
    assert str(refused.value) == "氮氧化物已纳入总量管理：本件申报排放 0.5 吨，还没有核定需要的指标。"
    actions.set_need(case.pk, pollutant="nox", area=book.area, amount=D(0), why="以新带老", by=of.officer, at=AT)
    ledger.covers(case, stated, AT.date())


def test_a_bureau_that_controls_nothing_keeps_no_ledger_of_its_cases():
    of = world.world(code="dongling")
    case = rows.reserved(of, 12)

    assert (queries.rows_of(case), Entry.objects.count(), log.history(case).count()) == ([], 0, 0)


def test_a_lack_stops_no_acceptance_what_is_there_is_held_and_the_rest_is_shown(of):
    book = rows.granted(of, 8)
    case = rows.reserved(of, 12)

    (row,) = queries.rows_of(case)
    assert (row.reserved, row.lack) == (D(8), D(4))
    (waiting,) = queries.waiting(book)
    assert (waiting.case, waiting.held) == (case, D(8))  # type: ignore[attr-defined]
    with pytest.raises(ledger.NotCovered) as refused:
        ledger.covers(case, {}, AT.date())
    assert str(refused.value) == "青石区化学需氧量（COD）总量指标不足：需要 12 吨，已预留 8 吨，还差 4 吨。"
    assert refused.value.article == "环发〔2014〕197号"


def test_without_any_grant_a_case_is_accepted_and_waits(of):
    case = rows.reserved(of, 12)

    assert queries.lacks(case)[0].lack == D(12)
    with pytest.raises(NotEnough):
        actions.top_up(case.pk, by=of.officer, at=AT)


def test_a_grant_and_a_top_up_mend_the_lack(of):
    rows.granted(of, 8)
    case = rows.reserved(of, 12)
    rows.granted(of, 5, document="第2号")

    actions.top_up(case.pk, by=of.officer, at=AT)

    ledger.covers(case, {}, AT.date())
    with pytest.raises(NothingToDo):
        actions.top_up(case.pk, by=of.officer, at=AT)


def test_only_who_decides_draws_on_the_pool(of):
    book = rows.granted(of, 20)
    actions.shift(book.pk, kind="set_aside", amount=D(20), reason="储备", by=of.leader, at=AT)
    case = rows.reserved(of, 12)

    with pytest.raises(NotYours):
        actions.top_up(case.pk, kind=AccountKind.POOL, by=of.officer, at=AT)
    actions.top_up(case.pk, kind=AccountKind.POOL, by=of.leader, at=AT)
    drawn = rows.stands(book)
    actions.release(case, reason="撤回", by=of.applicant, at=AT)

    assert (drawn["pool"], drawn["reserved"]) == (D(8), D(12))
    assert rows.stands(book) == {"grant": D(-20), "pool": D(20)}


def test_approval_commits_what_was_reserved(of):
    book = rows.granted(of, 100)
    case = rows.reserved(of, 12)

    actions.commit(case, by=of.leader, at=AT)
    actions.commit(case, by=of.leader, at=AT)

    assert rows.stands(book) == {"grant": D(-100), "available": D(88), "committed": D(12)}
    ledger.covers(case, {}, AT.date())


def test_nothing_is_committed_while_anything_is_lacking(of):
    book = rows.granted(of, 8)
    case = rows.reserved(of, 12)

    with pytest.raises(ledger.NotCovered):
        actions.commit(case, by=of.leader, at=AT)

    assert rows.stands(book)["reserved"] == D(8)


@pytest.mark.parametrize("committed", [False, True])
def test_an_end_gives_back_all_once(of, *, committed: bool):
    book = rows.granted(of, 100)
    case = rows.reserved(of, 12)
    if committed:
        actions.commit(case, by=of.leader, at=AT)

    actions.release(case, reason="不予批准", by=of.leader, at=AT)
    actions.release(case, reason="不予批准", by=of.leader, at=AT)

    assert rows.stands(book) == {"grant": D(-100), "available": D(100)}
    assert Entry.objects.filter(kind="release").count() == 1 + committed
    assert rows.proven()


def test_an_entry_is_taken_back_by_one_other_at_most(of):
    rows.granted(of, 100)
    case = rows.reserved(of, 12)
    actions.release(case, reason="撤回", by=of.applicant, at=AT)
    again = Entry.objects.get(kind="release")

    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(kind="release", on=again.on, at=AT, reverses=again.reverses)


# THE NEED ---------------------------------------------------------------------------
def test_the_officer_holds_the_need_to_be_less_and_the_rest_goes_back(of):
    book = rows.granted(of, 100)
    case = rows.reserved(of, 12)

    actions.set_need(
        case.pk, pollutant="cod", area=book.area, amount=D("9.5"), why="以新带老 2.5 吨", by=of.officer, at=AT
    )

    assert rows.stands(book) == {"grant": D(-100), "available": D("90.5"), "reserved": D("9.5")}
    need = Need.objects.get(case=case)
    assert (need.stated, need.tonnes, need.why) == (D(12), D("9.5"), "以新带老 2.5 吨")
    assert log.history(case).last().facts["before"] == "12.0000"


def test_a_greater_need_is_held_as_far_as_it_is_there(of):
    book = rows.granted(of, 20)
    case = rows.reserved(of, 12)

    actions.set_need(case.pk, pollutant="cod", area=book.area, amount=D(25), why="漏报", by=of.officer, at=AT)

    assert (rows.stands(book)["reserved"], queries.lacks(case)[0].lack) == (D(20), D(5))


def test_a_need_moved_to_another_area_is_held_there(of):
    book = rows.granted(of, 20)
    other = rows.area(of, "beishan", "北山区")
    theirs = rows.granted(of, 20, where=other)
    case = rows.reserved(of, 12)

    actions.set_need(case.pk, pollutant="cod", area=other, amount=D(12), why="在北山区", by=of.officer, at=AT)

    assert (rows.stands(book)["available"], rows.stands(theirs)["reserved"]) == (D(20), D(12))
    assert Need.objects.get(case=case).book == theirs


def test_a_need_nobody_stated_is_put_in_by_the_officer(of):
    book = rows.granted(of, 20)
    case = rows.case(of)

    actions.set_need(case.pk, pollutant="cod", area=book.area, amount=D(3), why="漏报", by=of.officer, at=AT)

    assert rows.stands(book)["reserved"] == D(3)


def test_only_who_holds_the_open_case_sets_its_need(of):
    book = rows.granted(of, 20)
    case = rows.reserved(of, 12)
    typed: dict[str, Any] = {"pollutant": "cod", "area": book.area, "amount": D(1), "why": "x", "at": AT}

    with pytest.raises(NotYours):
        actions.set_need(case.pk, by=of.clerk, **typed)
    case.closed_on = date(2026, 9, 18)
    case.save()
    with pytest.raises(NotSuitable):
        actions.set_need(case.pk, by=of.officer, **typed)


def test_a_control_that_ended_asks_for_nothing_from_that_day_on(of):
    control = queries.controls_on(of.bureau, date(2026, 9, 1)).get(pollutant="cod")
    actions.end_control(control.pk, valid_to=date(2026, 9, 17), by=of.head, at=AT)

    assert [one.pollutant for one in queries.controls_on(of.bureau, date(2026, 9, 16))] == ["cod", "nox"]
    assert queries.rows_of(rows.reserved(of, 12)) == []


def test_a_case_has_one_account_of_a_kind_in_a_book(of):
    rows.granted(of, 20)
    account = Account.objects.get(case=rows.reserved(of, 12), kind="reserved")

    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(book=account.book, case=account.case, kind=account.kind)


def test_the_plan_of_today_is_not_invented():
    (unknown,) = [row for row in queries.plans() if row["years"] == "2026-2030"]

    assert (unknown["target_change"], unknown["evidence"][:9]) == ("", "NOT FOUND")
