"""Who reads a record, and what its tables keep true."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from envportal.accountability import queries
from envportal.accountability.enums import Cause, Finding
from envportal.accountability.models import Part, Responsibility
from tests.accountability.conftest import OPENED, Office
from tests.accountability.test_records import decided

pytestmark = pytest.mark.django_db


# WHO READS --------------------------------------------------------------------------------
def test_a_record_is_read_by_the_person_the_supervisor_and_who_may_decide_by_nobody_else(office):
    office.opened()

    reads = {person.name for person in _everybody(office) if queries.records_of(person).exists()}

    assert reads == {"罗静", "周明远", "韩松年", "江照", "顾怀瑾", "温如", "沈知远"}


def test_who_is_in_the_chain_reads_their_own_part_alone(office):
    record = office.opened()

    own = {
        person.name: [part.person.name for part in queries.parts_of(person)]
        for person in (office.officer, office.leader, office.head, office.other, office.outsider)
    }

    assert own == {
        "周明远": ["周明远"], "韩松年": ["韩松年"], "许望舒": [], "江照": ["罗静", "周明远", "韩松年"], "白露": [],
    }  # fmt: skip
    assert [part.person.name for part in queries.parts_shown(office.leader, record)] == ["韩松年"]


def _everybody(office: Office) -> list[Any]:
    people = vars(office).copy()
    people.pop("case")
    return list(people.values())


# THE CONSTRAINTS --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"answer": "写了"}, "answer_has_its_time"),
        ({"finding": Finding.NONE, "grade": "talk"}, "who_has_no_part_gets_no_measure"),
    ],
)
def test_part_keeps(office, fields, name):
    office.opened()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Part.objects.filter(person=office.officer).update(**fields)


def test_nobody_decides_on_their_own_part_and_appeal_goes_to_another_decider(office):
    part = decided(office)

    with pytest.raises(IntegrityError, match="nobody_decides_on_their_own_part"), transaction.atomic():
        Part.objects.filter(pk=part.pk).update(decided_by=office.officer)
    with pytest.raises(IntegrityError, match="appeal_goes_to_another_decider"), transaction.atomic():
        Part.objects.filter(pk=part.pk).update(reviewed_by=office.other)


def test_record_is_closed_by_somebody_in_words_and_there_is_one_for_one_cause(office):
    record = office.opened()

    with pytest.raises(IntegrityError, match="record_is_closed_by_somebody_in_words"), transaction.atomic():
        Responsibility.objects.filter(pk=record.pk).update(closed_by=office.supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Responsibility.objects.create(
            case=office.case, cause=Cause.WRONG, ref="overturned", what="又一份", opened_at=OPENED, log_length=0
        )
