"""The catalogue: what is overdue, which columns are silent, nil returns and versions by two people."""

from datetime import date
from typing import Any

import pytest

from disclosure.board import actions, board
from disclosure.board.guards import ItemAsItIs, NotNil, NotPending, NotYourNotice, SamePerson
from disclosure.board.models import DisclosureItem, Notice
from disclosure.board.queries import catalogue
from disclosure.board.rules import period_before
from envportal.accounts.enums import Role
from tests import builders
from tests.board import rows
from tests.builders import moment

pytestmark = pytest.mark.django_db
NEWS: dict[str, object] = {"标题": "例会", "正文": "开了会"}


def item(code: str = "news") -> DisclosureItem:
    actions.load_catalogue()
    return DisclosureItem.objects.get(code=code)


def news(on: str, publish_on: str = "") -> Notice:
    item()
    notice = actions.draft("news", typed=NEWS, arose_on=date.fromisoformat(on), by=rows.editor(), at=moment(on))
    if publish_on:
        board.publish(notice.pk, by=second(), at=moment(publish_on))
    return notice


def second():
    return builders.staff(Role.EDITOR, "另一位")


def kept(code: str, on: str) -> catalogue.Kept:
    bureau = Notice.objects.get().bureau if Notice.objects.exists() else catalogue.home()
    return next(one for one in catalogue.kept(bureau, date.fromisoformat(on)) if one.item.code == code)


def test_loading_it_twice_changes_nothing():
    assert actions.load_catalogue() == actions.load_catalogue() == DisclosureItem.objects.count()


def test_every_column_cites_an_act_and_says_that_nobody_compared_it_yet():
    item()

    assert all(one.act for one in DisclosureItem.objects.all())
    assert set(DisclosureItem.objects.values_list("evidence", flat=True)) == {"M"}


@pytest.mark.parametrize(("on", "late"), [("2026-09-28", 0), ("2026-09-29", 1)])
def test_what_waits_past_its_last_day_is_overdue(on: str, late: int):
    # 20 working days from Monday 31 August 2026; 20 September is worked, 25 to 27 are the holiday.
    notice = news("2026-08-31")

    assert notice.due_on == date(2026, 9, 28)
    assert kept("news", on).overdue == late


def test_a_notice_of_a_case_is_overdue_by_its_clock():
    rows.pending(at=moment("2026-09-14"))
    item()

    assert kept("acceptance", "2026-09-15").overdue == 0
    assert kept("acceptance", "2026-09-16").overdue == 1


@pytest.mark.parametrize(("on", "since"), [("2026-10-10", None), ("2026-10-11", date(2026, 10, 10))])
def test_a_column_is_silent_once_its_span_is_over(on: str, since: date | None):
    news("2026-09-10", publish_on="2026-09-10")

    assert kept("news", on).silent_since == since


def test_a_nil_return_breaks_the_silence_once_a_second_person_published_it():
    column, editor = item("incident"), rows.editor()
    nil = actions.say_nil(
        column.pk, first_day=date(2026, 7, 1), last_day=date(2026, 9, 30), by=editor, at=moment("2026-10-08")
    )
    assert catalogue.latest_nils(editor.bureau) == {}
    with pytest.raises(SamePerson):
        actions.publish_nil(nil.pk, by=editor, at=moment("2026-10-08"))

    actions.publish_nil(nil.pk, by=second(), at=moment("2026-10-09"))

    found = catalogue.kept_one(column, editor.bureau, date(2026, 10, 9))
    assert (found.last_day, found.silent_since) == (date(2026, 10, 9), None)
    with pytest.raises(NotPending):
        actions.publish_nil(nil.pk, by=second(), at=moment("2026-10-09"))


def test_nothing_cannot_be_said_of_a_span_in_which_something_was_published():
    news("2026-09-10", publish_on="2026-09-10")

    with pytest.raises(NotNil, match="发布过 1 份"):
        actions.say_nil(
            item().pk, first_day=date(2026, 9, 1), last_day=date(2026, 9, 30), by=rows.editor(), at=moment("2026-10-08")
        )


@pytest.mark.parametrize(
    ("first", "last"), [("2026-10-01", "2026-10-08"), ("2026-09-30", "2026-09-01"), ("2020-01-01", "2026-01-01")]
)
def test_nothing_is_said_of_a_span_that_is_not_over_or_no_span(first: str, last: str):
    days: dict[str, Any] = {"first_day": date.fromisoformat(first), "last_day": date.fromisoformat(last)}

    with pytest.raises(NotNil):
        actions.say_nil(item().pk, **days, by=rows.editor(), at=moment("2026-10-08"))


@pytest.mark.parametrize(
    ("months", "first", "last"),
    [(1, "2026-09-01", "2026-09-30"), (3, "2026-07-01", "2026-09-30"), (6, "2026-01-01", "2026-06-30"),
     (12, "2025-01-01", "2025-12-31")],
)  # fmt: skip
def test_the_span_that_is_offered_is_the_last_whole_one(months: int, first: str, last: str):
    assert period_before(date(2026, 10, 8), months) == (date.fromisoformat(first), date.fromisoformat(last))


def propose(by=None, **changes: object):
    told: dict[str, Any] = {
        "amount": 10, "unit": "working_day", "frequency": "monthly", "section": "办公室", "act": "政府信息公开条例",
        "article": "第二十六条", "valid_from": date(2026, 11, 1), "reason": "本局承诺", **changes,
    }  # fmt: skip
    return actions.propose_item(item().pk, **told, by=by or rows.editor(), at=moment("2026-10-08"))


def test_a_later_version_is_made_by_two_people_and_leaves_the_earlier_one():
    proposal = propose()
    with pytest.raises(NotYourNotice):
        actions.agree_item(proposal.pk, by=rows.editor(), at=moment("2026-10-09"))

    actions.agree_item(proposal.pk, by=builders.staff(Role.LEADER), at=moment("2026-10-09"))

    before, after = (catalogue.item_of_kind("news", day) for day in (date(2026, 10, 31), date(2026, 11, 1)))
    assert before is not None
    assert after is not None
    assert (before.amount, after.amount, after.evidence) == (20, 10, "M")


def test_a_version_that_changes_nothing_or_begins_in_the_past_is_refused():
    with pytest.raises(ItemAsItIs):
        propose(amount=20)
    with pytest.raises(ItemAsItIs):
        propose(valid_from=date(2026, 10, 7))


def test_one_column_has_one_open_proposal_and_may_be_turned_down():
    proposal = propose()
    with pytest.raises(ItemAsItIs):
        propose(amount=5)

    actions.decline_item(proposal.pk, answer="太短", by=builders.staff(Role.LEADER), at=moment("2026-10-09"))

    assert propose(amount=5).amount == 5
