"""Writing to the log and asking it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from envportal.audit import log
from envportal.audit.models import Chain, Event
from envportal.audit.rules import hashes
from tests import builders
from tests.builders import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-09-14", "16:48")


def test_an_event_of_a_case_stands_on_the_chain_of_that_case():
    case = builders.case()
    clerk = builders.staff("clerk", "罗静")

    event = log.record(case, "accepted", by=clerk, at=AT, facts={"on": "2026-09-17"})

    assert (event.chain.name, event.position, event.actor_name) == (f"case:{case.pk}", 1, "罗静")
    assert event.hash == hashes.event_hash(Event.objects.get(pk=event.pk), f"case:{case.pk}")


def test_an_event_without_a_case_stands_on_the_chain_of_the_person_or_the_system_or_the_one_named():
    clerk = builders.staff("clerk")

    names = [
        log.record(None, "signed_in", by=clerk, at=AT).chain.name,
        log.record(None, "started", by=None, at=AT).chain.name,
        log.record(None, "imported", by=clerk, at=AT, chain="calendar").chain.name,
    ]

    assert names == [f"user:{clerk.pk}", "system", "calendar"]


def test_each_event_names_the_hash_of_the_one_before_it_and_the_chain_names_the_last():
    case = builders.case()

    first = log.record(case, "submitted", by=None, at=AT)
    second = log.record(case, "accepted", by=None, at=AT)

    chain = Chain.objects.get(name=f"case:{case.pk}")
    assert (first.previous_hash, second.previous_hash) == ("", first.hash)
    assert (chain.length, chain.head) == (2, second.hash)


def test_a_key_finds_the_event_it_was_written_with_and_no_key_finds_none():
    event = log.record(None, "submitted", by=None, at=AT, key="form-1")

    assert log.already("form-1") == event
    assert [log.already(key) for key in ("form-2", "", None)] == [None, None, None]


def test_a_key_is_written_once():
    log.record(None, "submitted", by=None, at=AT, key="form-1")

    with pytest.raises(IntegrityError), transaction.atomic():
        log.record(None, "submitted", by=None, at=AT, key="form-1")

    assert Event.objects.count() == 1


def test_the_history_of_a_case_is_told_oldest_first_and_of_no_other_case():
    case, other = builders.case(), builders.case()
    for name, of in (("submitted", case), ("submitted", other), ("accepted", case)):
        log.record(of, name, by=None, at=AT)

    assert [event.name for event in log.history(case)] == ["submitted", "accepted"]


def test_facts_are_stored_as_primitives_that_come_back_the_same():
    facts = {"on": AT.date(), "at": AT, "label": _("受理"), "items": (1, None, True), "deep": {"a": "b"}}

    event = log.record(None, "recorded", by=None, at=AT, facts=facts)

    event.refresh_from_db()
    assert event.facts == {
        "on": "2026-09-14", "at": "2026-09-14T08:48:00.000000+00:00", "label": "受理", "items": [1, None, True],
        "deep": {"a": "b"},
    }  # fmt: skip
    assert event.hash == hashes.event_hash(event, "system")


def test_a_fact_that_would_not_come_back_the_same_is_refused():
    with pytest.raises(TypeError, match="float"):
        log.record(None, "recorded", by=None, at=AT, facts={"share": 0.1})


def test_an_event_is_written_with_the_action_or_not_at_all():
    def fail() -> None:
        with transaction.atomic():
            log.record(None, "recorded", by=None, at=AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert (Event.objects.count(), Chain.objects.count()) == (0, 0)


def test_writing_costs_the_same_number_of_queries_however_long_the_chain(django_assert_num_queries):
    case = builders.case()
    log.record(case, "submitted", by=None, at=AT)

    with django_assert_num_queries(3):  # savepoint, lock the chain, insert, update, release
        log.record(case, "accepted", by=None, at=AT)
