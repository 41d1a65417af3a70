"""Tonnes move between accounts, never out of nothing, and what stands is what was posted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction

from approvals.quotas import actions, queries
from approvals.quotas.actions.posting import Draft, Where, lock_books, post
from approvals.quotas.guards import NotBalanced, NotEnough, NotSuitable
from approvals.quotas.models import Account, Book, Entry, Posting
from approvals.quotas.models.fields import NotExact
from approvals.quotas.states import AccountKind, EntryKind
from disclosure.board import actions as board_actions
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.refusals import NotYours
from tests import builders, world
from tests.builders import moment
from tests.quotas import rows
from tests.quotas.rows import D

pytestmark = pytest.mark.django_db
AT = moment("2026-09-17")
TODAY = date(2026, 9, 17)


@pytest.fixture
def of() -> world.World:
    return world.world()


def test_a_grant_is_available_and_its_source_owes_it(of):
    book = rows.granted(of, "100.5")

    assert rows.stands(book) == {"grant": D("-100.5"), "available": D("100.5")}
    assert rows.proven()


def test_amounts_are_exact_to_four_decimals_however_often_they_are_added(of):
    book = rows.granted(of, "0.1")
    for n in range(9):
        rows.granted(of, "0.1", document=f"第{n}号")

    assert rows.stands(book)["available"] == D(1)
    with pytest.raises(NotExact):
        rows.granted(of, "0.00001")


def test_the_same_form_twice_grants_once(of):
    book = rows.granted(of, 10, key="one")
    rows.granted(of, 10, key="one")

    assert rows.stands(book)["available"] == D(10)


def test_a_grant_is_not_of_tomorrow(of):
    with pytest.raises(NotSuitable):
        rows.granted(of, 10, on=date(2026, 3, 3))


def test_only_a_leader_of_the_bureau_grants(of):
    place = Where(rows.area(of), "cod", 2026)
    stranger = world.world(code="dongling").leader

    for person in (of.officer, of.head, stranger):
        with pytest.raises(NotYours):
            actions.grant(place, amount=D(1), on=TODAY, document="x", by=person, at=AT)


def test_what_is_set_aside_for_coming_projects_is_not_available_until_it_is_drawn(of):
    book = rows.granted(of, 10)

    actions.shift(book.pk, kind=EntryKind.SET_ASIDE, amount=D(4), reason="留给园区项目", by=of.leader, at=AT)
    aside = rows.stands(book)
    actions.shift(book.pk, kind=EntryKind.DRAW, amount=D(1), reason="项目来了", by=of.leader, at=AT)

    assert (aside["available"], aside["pool"]) == (D(6), D(4))
    assert (rows.stands(book)["available"], rows.stands(book)["pool"]) == (D(7), D(3))


def test_no_more_can_be_cut_than_is_available(of):
    book = rows.granted(of, 10)

    actions.shift(book.pk, kind=EntryKind.CUT, amount=D(10), reason="上级核减", by=of.leader, at=AT)
    with pytest.raises(NotEnough, match=r"只有 0 吨，不够 0.0001 吨"):
        actions.shift(book.pk, kind=EntryKind.CUT, amount=D("0.0001"), reason="再减", by=of.leader, at=AT)

    assert rows.stands(book) == {}


def test_a_transfer_goes_to_another_area_and_each_book_still_balances(of):
    book = rows.granted(of, 10)
    other = rows.area(of, "beishan", "北山区")

    actions.transfer(book.pk, to_area=other, to_year=2026, amount=D(3), reason="区域调剂", by=of.leader, at=AT)

    theirs = Book.objects.get(area=other)
    assert rows.stands(book) == {"grant": D(-10), "available": D(7), "moved": D(3)}
    assert rows.stands(theirs) == {"available": D(3), "moved": D(-3)}
    assert queries.by_book().get(pk=theirs.pk).whole == D(3)  # type: ignore[attr-defined]
    assert rows.proven()


def test_a_transfer_to_itself_is_refused(of):
    book = rows.granted(of, 10)

    with pytest.raises(NotSuitable):
        actions.transfer(book.pk, to_area=book.area, to_year=2026, amount=D(3), reason="x", by=of.leader, at=AT)


def test_a_verified_reduction_stands_ready_and_can_be_taken_into_what_is_available(of):
    place = Where(rows.area(of), "cod", 2026)
    found = actions.verify_reduction(
        place, amount=D(8), source="云溪造纸厂", measure="关停制浆线", evidence="云市环核〔2026〕3号",
        verified_on=TODAY, by=of.head, at=AT,
    )  # fmt: skip

    actions.use_reduction(found.pk, amount=D(3), reason="纳入", by=of.leader, at=AT)

    assert rows.stands(found.book) == {"reduction": D(-8), "supply": D(5), "available": D(3)}
    with pytest.raises(NotEnough):
        actions.use_reduction(found.pk, amount=D(6), reason="纳入", by=of.leader, at=AT)


def test_the_balance_of_any_day_is_what_was_posted_till_then(of):
    book = rows.granted(of, 10, on=date(2026, 3, 2))
    rows.granted(of, 5, on=date(2026, 5, 4), at=moment("2026-05-06"), document="第2号")

    assert [queries.balances(book, day)["available"] for day in (date(2026, 3, 1), date(2026, 3, 2))] == [0, D(10)]
    assert queries.balances(book, date(2026, 5, 4))["available"] == D(15)
    assert queries.by_book(of.bureau, date(2026, 5, 3)).get().left == D(10)  # type: ignore[attr-defined]


# WHAT THE DATABASE ITSELF REFUSES -----------------------------------------------------
@pytest.mark.parametrize(("kind", "balance"), [("available", "-0.0001"), ("grant", "0.0001"), ("pool", -1)])
def test_no_balance_gives_what_is_not_there(of, kind: str, balance: str):
    book = rows.granted(of, 1)

    with pytest.raises(IntegrityError, match="no_quota_is_given_that_is_not_there"), transaction.atomic():
        Account.objects.filter(book=book, kind=kind).update(balance=D(balance))


@pytest.mark.parametrize("rows_of", [Entry, Posting])
def test_what_was_posted_is_neither_changed_nor_deleted(of, rows_of):
    rows.granted(of, 1)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows_of.objects.update(id=99)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows_of.objects.all()._raw_delete(rows_of.objects.db)


def test_an_entry_that_does_not_balance_is_never_written(of):
    book = rows.granted(of, 10)
    lock_books([book])
    own = queries.own_accounts(book)

    with pytest.raises(NotBalanced):
        post([Draft("grant", {own["grant"]: D(-5), own["available"]: D(6)})], by=of.leader, at=AT, on=TODAY)


def test_several_entries_move_together_or_not_at_all(of):
    book = rows.granted(of, 10)
    own = queries.own_accounts(book)
    drafts = [Draft("set_aside", {own["available"]: D(-6), own["pool"]: D(6)})] * 2

    with pytest.raises(NotEnough), transaction.atomic():
        post(drafts, by=of.leader, at=AT, on=TODAY)

    assert rows.stands(book)["available"] == D(10)


# THE PROOF ----------------------------------------------------------------------------
def test_verify_quotas_replays_all_postings(of, capsys):
    rows.granted(of, 10)

    call_command("verify_quotas")

    assert capsys.readouterr().out == "6 accounts equal 2 postings.\n"


def test_verify_quotas_finds_a_balance_nobody_posted(of, capsys):
    book = rows.granted(of, 10)
    Account.objects.filter(book=book, kind=AccountKind.AVAILABLE).update(balance=D(11))

    with pytest.raises(CommandError, match="1 differences"):
        call_command("verify_quotas")

    assert "has 11.0000, postings 10.0000" in capsys.readouterr().out


def test_verify_quotas_finds_an_entry_that_does_not_balance(of, capsys):
    book = rows.granted(of, 10)
    pool = queries.own_accounts(book)[AccountKind.POOL]
    Posting.objects.create(entry=Entry.objects.get(), account=pool, tonnes=D(1))
    Account.objects.filter(pk=pool.pk).update(balance=D(1))

    with pytest.raises(CommandError):
        call_command("verify_quotas")

    assert "unbalanced" in capsys.readouterr().out


def test_a_number_is_kept_as_a_whole_one_and_read_as_it_was_typed(of):
    book = rows.granted(of, "1234567890.1234")

    assert Account.objects.get(book=book, kind="available").balance == Decimal("1234567890.1234")


# THE PUBLIC -------------------------------------------------------------------------
def test_a_grant_waits_to_be_published_and_the_next_one_of_the_book_takes_its_place_or_follows_it(of):
    rows.controlled(of, "cod")
    book = rows.granted(of, 20)
    first = Notice.objects.get(kind="quota")
    assert (first.state, first.title, dict(first.facts)["剩余（吨）"]) == (
        "pending",
        "青石区2026年化学需氧量总量指标余额",
        "20",
    )
    assert (dict(first.facts)["依据"], first.submitted_by) == (rows.DOCUMENT, of.leader)

    rows.reserved(of, 12)
    rows.granted(of, 5, document="云市环〔2026〕13号")
    second = Notice.objects.get(kind="quota", state="pending")
    board.publish(second.pk, by=of.editor, at=moment("2026-09-18"))
    actions.shift(book.pk, kind="cut", amount=D(3), reason="云市环〔2026〕20号", by=of.leader, at=moment("2026-09-21"))

    third = Notice.objects.get(kind="quota", state="pending")
    assert (third.supersedes, third.correction_reason) == (second, "总量有变动：云市环〔2026〕20号")
    told = dict(third.facts)
    assert (told["可用总量（吨）"], told["已用（吨）"], told["剩余（吨）"]) == ("22", "12", "10")
    assert Notice.objects.filter(kind="quota").count() == 3


def announced(of, number: int) -> Notice:
    """One tonne more, so something else to tell: what waits now."""
    rows.granted(of, 1, document=f"云市环〔2026〕{number}号")
    return Notice.objects.get(kind="quota", state="pending")


def published(of, notice: Notice) -> Notice:
    return board.publish(notice.pk, by=of.editor, at=moment("2026-09-18"))


def written_again(of, notice: Notice) -> Notice:
    typed = {
        "污染物": "化学需氧量", "年度": 2026, "区域": "青石区", "可用总量（吨）": D(9), "已用（吨）": D(0),
        "剩余（吨）": D(9), "依据": "改过",
    }  # fmt: skip
    told = {"arose_on": date(2026, 3, 2), "by": of.editor, "at": moment("2026-09-18")}
    return board_actions.rewrite(notice.pk, typed=typed, reason="写错", **told)


def withdrawn(of, notice: Notice) -> Notice:
    other = builders.staff("leader", "另一位", at=of.bureau)
    return board.withdraw(notice.pk, reason="写错", by=other, at=moment("2026-09-18"))


@pytest.mark.parametrize("first_waits", [True, False])
@pytest.mark.parametrize("meanwhile", [None, written_again, withdrawn])
def test_one_notice_of_a_book_stands_whatever_became_of_the_one_before(of, first_waits: bool, meanwhile):
    rows.controlled(of, "cod")
    first = latest = announced(of, 1)
    if not first_waits:
        first = published(of, first)
        latest = announced(of, 2)
    if meanwhile:
        meanwhile(of, latest)

    third = announced(of, 3)

    standing = Notice.objects.filter(kind="quota", state="published")
    assert (list(standing), third.supersedes) == (([], None) if first_waits else ([first], first))
    published(of, third)
    assert list(standing.all()) == [third]
