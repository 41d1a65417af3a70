"""Low ratings: called back where somebody wished it, looked at by others, and nobody rated learns who it was."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from envportal.accountability import actions, queries
from envportal.accountability.enums import CallState, Result
from envportal.accountability.guards import NeedsSecondPerson, OutOfOrder
from envportal.accountability.models import ReturnCall
from envportal.audit.models import Event
from envportal.messaging.models import Message
from envportal.ratings import rating
from envportal.ratings.models import Rating, Wish
from envportal.refusals import NotYours
from envportal.supervision import actions as supervision
from tests import builders
from tests.accountability.conftest import Office
from tests.builders import moment

pytestmark = pytest.mark.django_db
ON, AT, CALLED = date(2026, 11, 5), moment("2026-11-05", "16:00"), moment("2026-11-06")


def rated(office: Office, score: int = 1, n: int = 1, phone: str = "0999-0000123", on: date = ON) -> None:
    case = builders.case(enterprise=office.applicant.enterprise, kind="inspection", title=f"检查{n}{on}")
    section, enterprise = office.officer.section, office.applicant.enterprise
    assert section is not None
    assert enterprise is not None
    invitation = rating.invite(
        case, section=section, enterprise=enterprise,
        service=rating.Service.INSPECTION, at=moment("2026-11-02"),
    )  # fmt: skip
    rating.rate(invitation.pk, score=score, words="等了三趟", name="沈", phone=phone, by=office.applicant, on=on)


def due(office: Office) -> ReturnCall:
    rated(office)
    actions.open_calls(at=AT)
    return ReturnCall.objects.get()


def found_wrong(office: Office) -> ReturnCall:
    return actions.call(due(office).pk, result=Result.WRONG, words="确实多跑一趟", by=office.supervisor, at=CALLED)


@pytest.mark.parametrize(("score", "kept"), [(2, 1), (3, 0)])
def test_a_number_to_call_is_kept_with_a_low_rating_alone(office, score, kept):
    rated(office, score=score)

    assert Wish.objects.count() == kept


def test_a_low_rating_with_a_wish_is_due_in_five_working_days_and_opened_once(office):
    rated(office)

    supervision.sweep(at=AT)
    supervision.sweep(at=AT)

    call = ReturnCall.objects.get()
    assert (call.due_on, call.state) == (date(2026, 11, 12), CallState.WAITING)
    assert set(Message.objects.filter(template="return_call_due").values_list("to_user__name", flat=True)) == {
        "顾怀瑾", "温如",
    }  # fmt: skip


def test_a_middling_rating_is_not_called_about(office):
    rated(office, score=3)

    assert actions.open_calls(at=AT) == 0


def test_without_a_wish_it_waits_for_the_end_of_its_quarter_and_for_four_others(office):
    rated(office, phone="")
    assert actions.open_calls(at=moment("2027-01-01")) == 0
    for n in range(4):
        rated(office, score=4, n=n + 2)

    assert actions.open_calls(at=moment("2026-12-31")) == 0
    assert actions.open_calls(at=moment("2027-01-01")) == 1


def test_nobody_of_the_rated_section_reads_or_makes_the_call(office):
    call = due(office)
    inside = builders.staff("supervisor", "秦望", in_section=office.officer.section)

    assert list(queries.calls_of(inside)) == []
    for person in (inside, office.officer, office.outsider):
        with pytest.raises(NotYours):
            actions.call(call.pk, result=Result.AGREED, words="谈妥", by=person, at=CALLED)
        with pytest.raises(NotYours):
            actions.read_contact(call.pk, by=person, at=CALLED)


def test_every_look_at_the_number_is_a_line_of_the_log_without_the_number(office):
    call = due(office)

    for _look in range(2):
        assert actions.read_contact(call.pk, by=office.supervisor, at=CALLED).phone == "0999-0000123"

    seen = Event.objects.filter(name="return_call_contact_seen")
    assert [event.facts for event in seen] == [{"call": str(call.pk)}] * 2


def test_the_log_of_no_case_and_no_enterprise_tells_of_the_call(office):
    found_wrong(office)

    assert Event.objects.filter(name__startswith="return_call").exclude(case=None).count() == 0
    assert Message.objects.filter(template="return_call_due").exclude(case=None).count() == 0
    assert {field.name for field in Rating._meta.get_fields()} & {"case", "enterprise", "at", "on"} == set()


def test_a_second_pair_of_eyes_is_another_ones(office):
    call = actions.call(due(office).pk, result=Result.EXPLAINED, words="已解释", by=office.supervisor, at=CALLED)

    with pytest.raises(NeedsSecondPerson):
        actions.check_call(call.pk, words="可以", by=office.supervisor, at=CALLED)

    assert actions.check_call(call.pk, words="可以", by=office.second, at=CALLED).state == CallState.CHECKED


def test_the_second_pair_of_eyes_may_send_it_back(office):
    call = actions.call(due(office).pk, result=Result.AGREED, words="谈妥", by=office.supervisor, at=CALLED)

    assert actions.call_again(call.pk, words="问清是哪一次", by=office.leader, at=CALLED).state == CallState.WAITING


def test_what_was_found_wrong_is_followed_up_before_it_is_checked(office):
    call = found_wrong(office)
    with pytest.raises(OutOfOrder):
        actions.check_call(call.pk, words="可以", by=office.second, at=CALLED)

    told = {"problem": "清单不全，多跑一趟", "named_by": "enterprise", "measure": "补全清单", "holder": office.officer,
            "due_on": date(2026, 11, 30)}  # fmt: skip
    call = actions.follow_with_entry(call.pk, by=office.supervisor, at=CALLED, **told)

    assert call.entry.problem == "清单不全，多跑一趟"
    with pytest.raises(OutOfOrder):
        actions.follow_with_record(call.pk, number="x", reason="y", by=office.supervisor, at=CALLED)
    assert actions.check_call(call.pk, words="可以", by=office.second, at=CALLED).checked_on == date(2026, 11, 6)


def test_it_may_become_a_record_about_the_case_the_caller_named(office):
    call = actions.follow_with_record(
        found_wrong(office).pk, number="云环收〔2026〕137号", reason="让企业多跑", by=office.supervisor, at=CALLED
    )

    assert (call.responsibility.cause, call.responsibility.case) == ("rating", office.case)


def test_what_was_not_found_wrong_is_followed_by_nothing(office):
    call = actions.call(due(office).pk, result=Result.AGREED, words="谈妥", by=office.supervisor, at=CALLED)

    with pytest.raises(OutOfOrder):
        actions.follow_with_record(call.pk, number="x", reason="y", by=office.supervisor, at=CALLED)


def test_call_has_a_second_pair_of_eyes_and_wrong_that_was_found_is_followed_up(office):
    call = found_wrong(office)

    with pytest.raises(IntegrityError, match="call_has_a_second_pair_of_eyes"), transaction.atomic():
        ReturnCall.objects.filter(pk=call.pk).update(checked_by=office.supervisor)
    call.check_off()
    with pytest.raises(IntegrityError, match="wrong_that_was_found_is_followed_up"), transaction.atomic():
        call.save()
