"""The year in figures adds up, whoever asks, however it ends, whichever year it is carried into."""

from datetime import date

import pytest

from disclosure.board.models import Notice
from disclosure.requests import actions, guards
from disclosure.requests.models import Contest
from disclosure.requests.queries import report, table
from disclosure.requests.states import Ground, Outcome
from tests.builders import moment
from tests.requests import rows

pytestmark = pytest.mark.django_db


def test_every_way_to_end_is_counted_in_one_row_and_partly_public_in_its_own_only():
    found = {(one, ground): table.row_of(one, ground) for one in Outcome for ground in Ground}

    assert {key for (one, _g), key in found.items() if one == "partly"} == {"partly"}
    assert {key for (one, _g), key in found.items() if one == "refused"} == set(Ground)
    with pytest.raises(KeyError):
        table.row_of("refused", "")


def test_a_year_carries_over_what_it_did_not_answer_and_the_columns_add_up(of):
    old = rows.received(of, on=date(2025, 12, 30), who="company")
    rows.answered(of, old, moment("2026-01-20"))
    rows.answered(of, rows.received(of, on=date(2026, 3, 2)), moment("2026-04-20"))  # due on 30 March: late
    gone = rows.received(of, on=date(2026, 5, 6), who="legal")
    actions.withdraw(gone.pk, reasons="不要了", by=of.clerk, at=moment("2026-05-07"))
    rows.received(of, on=date(2026, 12, 30))
    rows.sent(of, at=moment("2026-12-30"))  # not confirmed: not received

    before, now = report.year(2025, date(2026, 12, 31)), report.year(2026, date(2026, 12, 31))

    assert [before.line(key).total for key in ("new", "carried_in", "total", "carried_out")] == [1, 0, 0, 1]
    assert [now.line(key).total for key in ("new", "carried_in", "total", "carried_out")] == [3, 1, 3, 1]
    assert (now.line("open").total, now.line("other").total, now.late) == (2, 1, 1)
    assert now.line("carried_in").figures == (0, 1, 0, 0, 0, 0)
    assert (before.adds_up, now.adds_up) == (True, True)
    assert report.years(date(2026, 12, 31)) == [2026, 2025]


def test_reconsiderations_are_counted_as_they_stand_on_the_last_day_of_the_year(of, one):
    rows.answered(of, one, moment("2026-10-20"), outcome="refused", ground="process", reasons="讨论稿")
    with pytest.raises(guards.NotPossible):  # before the request
        actions.contest(
            one.pk, kind="reconsideration", number="云政复〔2026〕1号", filed_on=date(2026, 10, 11), by=of.editor,
            at=moment("2026-11-02"),
        )  # fmt: skip
    made = actions.contest(
        one.pk, kind="reconsideration", number="云政复〔2026〕1号", filed_on=date(2026, 10, 30), by=of.editor,
        at=moment("2026-11-02"),
    )  # fmt: skip
    actions.end_contest(
        one.pk, contest=made.pk, result="corrected", decided_on=date(2027, 1, 4), by=of.editor, at=moment("2027-01-05")
    )

    with pytest.raises(guards.OutOfOrder):  # a result is not written over
        actions.end_contest(
            one.pk, contest=made.pk, result="upheld", decided_on=date(2027, 1, 5), by=of.editor, at=moment("2027-01-05")
        )

    counted = {year: dict(report.year(year, date(2027, 2, 1)).contests)["reconsideration"] for year in (2026, 2027)}

    assert counted == {2026: (0, 0, 0, 1), 2027: (0, 1, 0, 0)}  # upheld, corrected, other, pending
    assert Contest.objects.get().result == "corrected"


def test_silence_is_contested_before_there_is_an_answer(of, one):
    at = moment("2026-11-16")  # due on 9 November
    made = actions.contest(
        one.pk, kind="reconsideration", number="云政复〔2026〕2号", filed_on=date(2026, 11, 12), by=of.editor, at=at
    )
    assert (made.request.state, dict(report.year(2026, at.date()).contests)["reconsideration"]) == (
        "received", (0, 0, 0, 1)
    )  # fmt: skip


def test_what_several_asked_for_or_an_applicant_suggests_is_proposed_for_everybody_and_a_second_editor_publishes(of):
    first, second = rows.received(of), rows.received(of)
    other = rows.received(of, name="欧阳听泉", identity="passport", identity_number="E12345678")
    at = moment("2026-10-20")
    rows.answered(of, first, at)
    with pytest.raises(guards.NotOftenAsked):
        actions.propose_publication(first.pk, title="报告", content="全文", by=of.editor, at=at)
    actions.say_same(second.pk, same_as=first, by=of.editor, at=at)
    with pytest.raises(guards.NotPossible):  # a chain would be counted twice
        actions.say_same(first.pk, same_as=second, by=of.editor, at=at)
    with pytest.raises(guards.NotOftenAsked):  # the same person asked twice
        actions.propose_publication(first.pk, title="报告", content="全文", by=of.editor, at=at)
    actions.say_same(other.pk, same_as=first, by=of.editor, at=at)

    notice = actions.propose_publication(first.pk, title="九月监测报告", content="全文", by=of.editor, at=at)

    assert (notice.state, notice.kind) == ("pending", "disclosed")
    assert dict(Notice.objects.get().facts)["公开方式"].endswith("（政府信息公开条例第四十四条）")
