"""One row an ended case: kept or missed by law and pledge together, each day in one hand, and provable."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from approvals.applications import actions as applications
from approvals.applications.models import Application
from approvals.applications.queries import typed
from disclosure.board.guards import PersonalData
from disclosure.board.models import Notice
from disclosure.performance import actions, rules
from disclosure.performance.models import Explanation, PledgeRecord
from disclosure.performance.queries import figures
from disclosure.performance.queries.working import HANDS
from envportal.audit.models import Event
from envportal.refusals import NotYours
from tests import world
from tests.builders import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-11-02", "08:00")
MISSED = "2026-10-22"


def drawn(of: world.World) -> Application:
    """The case with experts: received 09-14, promised 10-21 by the statute, pledged to 10-30; its notice is over."""
    application = world.accepted(of)
    world.publish(of, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    world.commission(of, application)
    applications.confirm_expert_review(application.pk, by=of.head, at=moment("2026-09-23", "15:12"))
    applications.file_expert_opinion(application.pk, opinion="可行", by=of.officer, at=moment("2026-09-30", "16:40"))
    applications.write_opinion(
        application.pk, conclusion="approve", text="同意。", conditions=typed("夜间不得印刷。"), by=of.officer,
        at=moment("2026-10-09"),
    )  # fmt: skip
    applications.propose(application.pk, by=of.head, at=moment("2026-10-12", "08:00"))
    world.publish(of, application, Notice.Kind.PROPOSED_DECISION, moment("2026-10-12", "08:31"))
    return application


def signed(on: str) -> PledgeRecord:
    """Decided on a day, and recorded."""
    of = world.world()
    application = drawn(of)
    world.sign(of, application, moment(on, "09:00"))
    actions.keep(at=AT)
    return PledgeRecord.objects.get(case=application.case)


def test_a_case_decided_on_the_promised_day_is_kept() -> None:
    record = signed("2026-10-21")

    assert (record.promised_on, record.ended_on) == (date(2026, 10, 21), date(2026, 10, 21))
    assert (record.kept, record.late_days) == (True, 0)


def test_a_case_decided_a_day_later_is_missed_though_the_pledge_still_runs() -> None:
    record = signed(MISSED)

    assert (record.kept, record.late_days) == (False, 1)


def test_every_day_from_receipt_to_the_end_lies_in_one_hand() -> None:
    record = signed("2026-10-20")

    in_hands = [getattr(record, f"{hand}_days") for hand in HANDS]
    assert record.elapsed_days == sum(in_hands) == (record.ended_on - record.received_on).days == 36
    assert record.public_days == 7  # 10-13 to 10-19, rest days among them


def test_counted_time_leaves_out_what_the_pledge_leaves_out() -> None:
    # Accepted 09-17. The review took 09-24 to 09-30, the notice 10-13 to 10-19; left are 09-18, the make-up day 09-20,
    # 09-21 to 09-23, 10-08 to 10-10 (a make-up day again), 10-12 and 10-20.
    assert signed("2026-10-20").net == 10


def test_keeping_twice_is_once_and_an_open_case_has_no_record() -> None:
    of = world.world()
    world.proposed(of)

    assert (actions.keep(at=AT), PledgeRecord.objects.count()) == (0, 0)

    record = signed("2026-10-20")
    assert (actions.keep(at=AT), PledgeRecord.objects.get()) == (0, record)


def test_a_withdrawn_application_is_neither_kept_nor_missed() -> None:
    of = world.world()
    application = world.accepted(of)
    applications.withdraw(application.pk, reason="项目不建了", by=of.applicant, at=moment("2026-09-21"))

    assert actions.keep(at=AT) == 0


def test_what_is_stored_is_proven_and_what_was_changed_is_found_and_mended() -> None:
    record = signed(MISSED)
    call_command("verify_performance", stdout=StringIO())
    PledgeRecord.objects.filter(pk=record.pk).update(kept=True, late_days=0)

    with pytest.raises(CommandError, match="1 records differ"):
        call_command("verify_performance", stdout=(said := StringIO()))
    assert said.getvalue() == f"case {record.pk}: kept, late_days\n"

    call_command("verify_performance", "--mend", stdout=StringIO())
    record.refresh_from_db()
    assert (record.kept, record.late_days) == (False, 1)


# WHY IT WAS LATE --------------------------------------------------------------
def test_a_leader_explains_a_miss_once_and_a_later_word_stands_before_an_earlier() -> None:
    record = signed(MISSED)
    leader = world.world().leader
    for key, text in (("a", "签发人外出"), ("a", "签发人外出"), ("b", "签发人外出，已设代签人")):
        actions.explain(record.pk, text=text, by=leader, at=AT, key=key)

    assert Explanation.objects.count() == Event.objects.filter(name="miss_explained").count() == 2
    assert figures.explained([record.pk]) == {record.pk: "签发人外出，已设代签人"}


def test_nobody_else_explains_and_a_kept_promise_needs_no_explanation() -> None:
    kept, of = signed("2026-10-21"), world.world()

    with pytest.raises(NotYours):
        actions.explain(kept.pk, text="因为", by=of.officer, at=AT)
    with pytest.raises(rules.NothingMissed):
        actions.explain(kept.pk, text="因为", by=of.leader, at=AT)


def test_an_identity_number_never_becomes_part_of_an_explanation() -> None:
    record = signed(MISSED)

    with pytest.raises(PersonalData):
        actions.explain(
            record.pk, text="经办人１１０１０５１９４９１２３１００２Ｘ病假", by=world.world().leader, at=AT
        )


# ARITHMETIC -------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days", "expected"),
    [([7], (7, 7, 7)), ([1, 2, 3], (1, 2, 2)), ([1, 2, 3, 4, 5, 6], (2, 3, 4)), ([4, 4, 4, 9], (4, 4, 4))],
)
def test_thirds_and_median_are_values_that_occurred(days: list[int], expected: tuple[int, ...]) -> None:
    assert tuple(figures.at_share(Counter(days), share) for share in (1 / 3, 1 / 2, 2 / 3)) == expected


@pytest.mark.parametrize(
    ("span", "today", "first"),
    [
        ("", date(2026, 11, 26), date(2026, 6, 1)),
        ("", date(2026, 3, 31), date(2025, 10, 1)),
        ("year", date(2026, 12, 1), date(2026, 1, 1)),
        ("all", date(2026, 11, 26), None),
    ],
)
def test_a_span_begins_with_a_whole_month(span: str, today: date, first: date | None) -> None:
    assert figures.first_day(span, today) == first
