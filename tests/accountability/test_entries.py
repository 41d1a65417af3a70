"""The self-examination ledger: listed, published by a second person, mended, looked at again by another."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from envportal.accountability import actions, queries
from envportal.accountability.enums import EntryState
from envportal.accountability.guards import NeedsSecondPerson, NotPossible, OutOfOrder
from envportal.accountability.models import Entry
from envportal.audit import log
from envportal.duties.models import Duty
from envportal.refusals import NotYours
from envportal.supervision import actions as supervision
from tests.accountability.conftest import OPENED, Office
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db
DUE, DONE, CHECKED = date(2026, 10, 30), moment("2026-10-29"), moment("2026-11-02")


def listed(office: Office, **told):
    said = {
        "problem": "窗口的材料清单与网上的不一致", "named_by": "enterprise", "measure": "统一清单，网上和窗口同日更新",
        "holder": office.officer, "due_on": DUE, **told,
    }  # fmt: skip
    return actions.open_entry(**{"by": office.head, "at": OPENED, **said})


def finished(office: Office) -> Entry:
    return actions.finish(listed(office).pk, words="已统一", by=office.officer, at=DONE)


def test_a_problem_is_a_case_with_a_number_and_a_duty_of_the_bureau(office):
    entry = listed(office, about="云环收〔2026〕137号")

    duty = Duty.objects.get(case=entry.case)
    assert (entry.case.number, entry.about) == ("云环自查〔2026〕1号", office.case)
    assert (duty.holder, duty.due_on, duty.bearer) == (office.officer, DUE, "bureau")


@pytest.mark.parametrize("role", ["officer", "clerk", "applicant"])
def test_others_do_not_list_one(office, role):
    with pytest.raises(NotYours):
        listed(office, by=getattr(office, role))


def test_its_last_day_is_today_at_the_earliest(office):
    assert listed(office, due_on=date(2026, 10, 12)).due_on == date(2026, 10, 12)
    with pytest.raises(NotPossible):
        listed(office, due_on=date(2026, 10, 11))


def test_who_mends_it_is_of_the_bureau_and_so_is_the_case_it_is_about(office):
    with pytest.raises(NotPossible):
        listed(office, holder=office.outsider)
    with pytest.raises(NotPossible):
        listed(office, about="云环收〔2026〕999号")


def test_no_number_of_a_person_gets_into_it(office):
    with pytest.raises(NotPossible):
        listed(office, problem="张某 11010519491231002X 反映")
    entry = listed(office)
    with pytest.raises(NotPossible):
        actions.finish(entry.pk, words="已联系 11010519491231002X", by=office.officer, at=DONE)


def test_it_is_public_once_a_second_person_agrees(office):
    entry = listed(office, by=office.leader)
    assert list(queries.public_entries(entry.case.bureau)) == []

    with pytest.raises(NeedsSecondPerson):
        actions.publish(entry.pk, by=office.leader, at=OPENED)
    actions.publish(entry.pk, by=office.supervisor, at=OPENED)

    assert list(queries.public_entries(entry.case.bureau)) == [entry]
    with pytest.raises(OutOfOrder):
        actions.publish(entry.pk, by=office.other, at=OPENED)


def test_only_who_has_it_reports_it_mended(office):
    entry = listed(office)

    with pytest.raises(NotYours):
        actions.finish(entry.pk, words="已改", by=office.head, at=DONE)

    assert actions.finish(entry.pk, words="已改", by=office.officer, at=DONE).state == EntryState.DONE


def test_the_proof_is_kept_with_it(office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    entry = actions.finish(
        listed(office).pk, words="已改", file=corpus.upload(corpus.pdf()), by=office.officer, at=DONE
    )

    assert (entry.proof.case, entry.proof.is_inside) == (entry.case, True)


def test_another_person_checks_and_the_duty_and_the_case_end(office):
    entry = finished(office)
    office.officer.grants.create(role="section_head")

    with pytest.raises(NeedsSecondPerson):
        actions.check(entry.pk, words="看过", by=office.officer, at=CHECKED)
    done = actions.check(entry.pk, words="窗口和网上一致", by=office.supervisor, at=CHECKED)

    assert (done.state, done.case.closed_on) == (EntryState.CHECKED, date(2026, 11, 2))
    assert Duty.objects.get(case=entry.case).state == "done"


def test_what_is_not_mended_goes_back_with_its_reason_and_its_day(office):
    back = actions.send_back(finished(office).pk, reason="网上没有改", by=office.supervisor, at=CHECKED)

    assert (back.state, back.sent_back_why, back.due_on) == (EntryState.OPEN, "网上没有改", DUE)
    assert Duty.objects.get(case=back.case).state == "open"


def test_an_overdue_one_is_marked_the_day_after_by_the_sweep_of_duties(office):
    entry = listed(office)

    supervision.sweep(at=moment("2026-10-30", "23:00"))
    assert Duty.objects.get(case=entry.case).overdue_at is None
    supervision.sweep(at=moment("2026-10-31", "00:10"))

    assert Duty.objects.get(case=entry.case).overdue_at == moment("2026-10-31", "00:10")


def test_the_same_form_lists_it_once(office):
    assert listed(office, key="k") == listed(office, key="k")
    assert [event.name for event in log.history(Entry.objects.get().case)] == [
        "self_examination_opened", "duty_opened",
    ]  # fmt: skip


def test_entry_is_published_by_a_second_person_and_nobody_checks_what_they_mended(office):
    entry = finished(office)

    with pytest.raises(IntegrityError, match="entry_is_published_by_a_second_person"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(published_by=office.head)
    with pytest.raises(IntegrityError, match="nobody_checks_what_they_mended"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(checked_by=office.officer)
