"""What the board takes in and lets out: two people, counted windows, versions, traces."""

from datetime import date

import pytest
from django.db import IntegrityError

from disclosure.board import board
from disclosure.board.guards import NotPending, NotYourNotice, ReasonMissing, SamePerson
from disclosure.board.models import Edition, Notice
from envportal.accounts.enums import Role
from envportal.accounts.models import RoleGrant
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.actions import add_rule
from envportal.deadlines.enums import Anchor, Ground, Matter, Unit
from tests import builders
from tests.board import rows
from tests.builders import moment

pytestmark = pytest.mark.django_db


def test_a_notice_waits_for_a_second_person_one_working_day():
    notice = rows.pending(at=moment("2026-09-30"))

    assert (notice.state, notice.opens_on, notice.published_by) == ("pending", None, None)
    assert clocks.due_on(rows.case_of(notice), Matter.PUBLISH) == date(2026, 10, 8)


def test_publishing_stops_the_clock_and_is_written_in_the_log():
    notice = rows.pending()

    board.publish(notice.pk, by=rows.editor(), at=moment("2026-09-18"))

    assert clocks.open_clock(rows.case_of(notice), Matter.PUBLISH) is None
    assert list(log.history(rows.case_of(notice)).values_list("name", flat=True)) == [
        "notice_submitted",
        "notice_published",
    ]


def test_who_submitted_a_notice_does_not_publish_it():
    editor = rows.editor()
    notice = rows.pending(by=editor)

    with pytest.raises(SamePerson):
        board.publish(notice.pk, by=editor, at=moment("2026-09-18"))


def test_the_database_itself_refuses_one_person_for_both():
    notice = rows.published(by=builders.staff(Role.OFFICER))
    notice.published_by = notice.submitted_by

    with pytest.raises(IntegrityError, match="notice_is_published_by_a_second_person"):
        notice.save()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.CLERK, Role.SUPERVISOR])
def test_only_an_editor_publishes(role):
    notice = rows.pending()

    with pytest.raises(NotYourNotice):
        board.publish(notice.pk, by=builders.staff(role), at=moment("2026-09-18"))


def test_an_editor_of_another_bureau_does_not_publish():
    notice = rows.pending()
    stranger = builders.staff(Role.EDITOR, at=builders.bureau("dongling", "东岭市生态环境局", "东环"))

    with pytest.raises(NotYourNotice):
        board.publish(notice.pk, by=stranger, at=moment("2026-09-18"))


def test_a_revoked_role_no_longer_publishes():
    notice, editor = rows.pending(), rows.editor()
    RoleGrant.objects.filter(user=editor).delete()

    with pytest.raises(NotYourNotice):
        board.publish(notice.pk, by=editor, at=moment("2026-09-18"))


def test_a_second_click_publishes_nothing_twice():
    notice, editor = rows.pending(), rows.editor()

    first = board.publish(notice.pk, by=editor, at=moment("2026-09-17"), key="k1")
    second = board.publish(notice.pk, by=editor, at=moment("2026-09-18"), key="k1")

    assert first.published_at == second.published_at
    assert Edition.objects.get().number == 1


def test_whoever_comes_second_reads_who_was_first():
    notice = rows.published()

    with pytest.raises(NotPending, match="已由林小满发布"):
        board.publish(notice.pk, by=rows.editor(), at=moment("2026-09-18"))


@pytest.mark.parametrize(
    ("published_on", "kind", "opens_on", "closes_on"),
    [
        # Five working days; the holiday of 1 to 7 October and the make-up Saturday of the 10th lie between.
        ("2026-09-29", "proposed_decision", date(2026, 9, 30), date(2026, 10, 12)),
        ("2026-10-08", "acceptance", date(2026, 10, 9), date(2026, 10, 14)),
        ("2026-10-12", "proposed_decision", date(2026, 10, 13), date(2026, 10, 19)),
        # Published on a rest day: the next working day opens it.
        ("2026-10-03", "proposed_decision", date(2026, 10, 8), date(2026, 10, 13)),
    ],
)
def test_windows_count_working_days_after_the_day_of_publication(published_on, kind, opens_on, closes_on):
    notice = rows.published(kind=kind, at=moment(published_on))

    assert (notice.opens_on, notice.closes_on) == (opens_on, closes_on)


def test_the_window_of_a_report_is_ten_working_days():
    notice = rows.published(rows.case(kind="eia_report"), at=moment("2026-10-12"))

    assert (notice.opens_on, notice.closes_on) == (date(2026, 10, 13), date(2026, 10, 26))


def test_a_decision_opens_at_once_and_has_no_last_day():
    notice = rows.published(kind=Notice.Kind.DECISION, outcome="approved", document_number="云环审〔2026〕88号")

    assert (notice.opens_on, notice.closes_on) == (date(2026, 9, 17), None)


def test_a_window_is_over_only_after_its_last_day():
    notice = rows.published(kind=Notice.Kind.PROPOSED_DECISION, at=moment("2026-10-12"))

    with pytest.raises(board.NoticeStillOpen, match="10月19日"):
        board.window_closed(rows.case_of(notice), Notice.Kind.PROPOSED_DECISION, date(2026, 10, 19))
    board.window_closed(rows.case_of(notice), Notice.Kind.PROPOSED_DECISION, date(2026, 10, 20))


def test_a_notice_that_waits_or_was_withdrawn_closes_no_window():
    notice = rows.published(kind=Notice.Kind.PROPOSED_DECISION, at=moment("2026-10-12"))
    board.withdraw(notice.pk, reason="建设地点写错。", by=builders.staff(Role.LEADER), at=moment("2026-10-13"))
    rows.pending(notice.case, Notice.Kind.PROPOSED_DECISION, at=moment("2026-10-13"))

    with pytest.raises(board.NoticeNotPublished):
        board.window_closed(rows.case_of(notice), Notice.Kind.PROPOSED_DECISION, date(2026, 10, 30))


def pledge(of, **excludes):
    add_rule(
        of.bureau, matter=Matter.PLEDGED, variant="table", valid_from=date(2026, 7, 1), amount=18,
        unit=Unit.WORKING_DAY, anchor=Anchor.ACCEPTED, act="承诺", excludes=excludes,
    )  # fmt: skip
    return clocks.start(of, Matter.PLEDGED, variant="table", on=date(2026, 10, 8), by=None, at=moment("2026-10-08"))


def test_the_window_pauses_the_pledge_that_says_so_and_no_other_clock():
    of = rows.case()
    pledge(of, **{Ground.PROPOSED_NOTICE: "承诺第4条"})
    clocks.start(of, Matter.STATUTORY, variant="table", on=date(2026, 9, 14), by=None, at=moment("2026-09-14"))
    before = clocks.due_on(of, Matter.PLEDGED)

    rows.published(of, Notice.Kind.PROPOSED_DECISION, at=moment("2026-10-12"))

    assert (before, clocks.due_on(of, Matter.PLEDGED)) == (date(2026, 11, 2), date(2026, 11, 9))
    assert clocks.due_on(of, Matter.STATUTORY) == date(2026, 10, 14)


def test_a_window_broken_off_no_longer_pauses_the_pledge():
    of = rows.case()
    pledge(of, **{Ground.PROPOSED_NOTICE: "承诺第4条"})
    notice = rows.published(of, Notice.Kind.PROPOSED_DECISION, at=moment("2026-10-12"))

    board.withdraw(notice.pk, reason="写错。", by=builders.staff(Role.LEADER), at=moment("2026-10-14"))

    assert clocks.due_on(of, Matter.PLEDGED) == date(2026, 11, 4)


def test_a_correction_stands_beside_the_old_version_until_it_is_published():
    notice = rows.published(at=moment("2026-10-12"))

    newer = board.correct(
        notice.pk, facts={"编制单位": "更正后的单位"}, reason="编制单位写错", by=None, at=moment("2026-10-13")
    )
    notice.refresh_from_db(fields=["title"])

    assert (newer.state, newer.version, newer.supersedes_id) == ("pending", 2, notice.pk)
    assert board.current(rows.case_of(notice), notice.kind) == notice

    newer = board.publish(newer.pk, by=rows.editor(), at=moment("2026-10-14"))

    assert board.current(rows.case_of(notice), notice.kind) == newer
    assert newer.closes_on == date(2026, 10, 21)
    assert Notice.objects.get(pk=notice.pk).state == "superseded"


def test_a_correction_needs_a_reason():
    notice = rows.published()

    with pytest.raises(ReasonMissing):
        board.correct(notice.pk, facts={}, reason=" ", by=None, at=moment("2026-09-18"))


def test_handing_in_the_same_twice_is_one_notice_and_something_else_replaces_it():
    of = rows.case()
    first = rows.pending(of)

    again, other = rows.pending(of), rows.pending(of, facts={"编制单位": "另一家"})

    assert first == again
    assert [notice.state for notice in board.notices_of(of)] == ["superseded", "pending"]
    assert other.version == 1


def test_withdrawing_is_the_leaders_and_needs_a_reason():
    notice, leader = rows.published(), builders.staff(Role.LEADER)

    with pytest.raises(NotYourNotice):
        board.withdraw(notice.pk, reason="写错", by=rows.editor(), at=moment("2026-09-18"))
    with pytest.raises(ReasonMissing):
        board.withdraw(notice.pk, reason="", by=leader, at=moment("2026-09-18"))
    assert board.withdraw(notice.pk, reason="写错", by=leader, at=moment("2026-09-18")).state == "withdrawn"


def test_a_case_that_ended_takes_back_what_still_waited():
    notice = rows.pending()

    board.take_back(rows.case_of(notice), reason="申请人撤回。", by=None, at=moment("2026-09-18"))

    assert Notice.objects.get().state == "withdrawn"
    assert clocks.open_clock(rows.case_of(notice), Matter.PUBLISH) is None


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"closes_on": date(2026, 9, 1)}, "notice_closes_after_it_opens"),
        ({"closes_on": None}, "notice_for_comment_has_a_last_day"),
        ({"published_by": None}, "notice_published_has_publisher_and_dates"),
        ({"version": 2}, "notice_later_version_follows_an_earlier_one"),
    ],
)
def test_constraints_state_the_law(change, constraint):
    notice = rows.published()
    for name, value in change.items():
        setattr(notice, name, value)

    with pytest.raises(IntegrityError, match=constraint):
        notice.save()
