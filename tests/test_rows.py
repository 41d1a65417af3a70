"""Many rows in one statement: as they would have been written one by one."""

from datetime import date

import pytest
from django.db import DataError, transaction

from envportal import rows
from envportal.audit.models import Chain, Event
from envportal.deadlines.models import Clock
from tests.builders import moment
from tests.supervision.rows import clock

pytestmark = pytest.mark.django_db
AT = moment("2026-10-19")
NAMES = ("chain_id", "position", "name", "actor_name", "acting_for", "at", "facts", "previous_hash", "hash")


def test_rows_are_written_as_their_models_read_them_and_their_keys_come_in_the_order_given():
    chain = Chain.objects.create(name="云溪")
    facts = {"told": ['周"明\\远', "许望舒"], "day": "2026-10-19", "card": 7, "none": None}

    keys = rows.insert(
        Event, NAMES, [(chain.pk, n, f"e{n}", "", "", AT, facts, "x" if n > 1 else "", "h") for n in (2, 1)]
    )

    events = [Event.objects.get(pk=key) for key in keys]
    assert [(event.name, event.at, event.facts, event.key) for event in events] == [
        ("e2", AT, facts, None), ("e1", AT, facts, None),
    ]  # fmt: skip


def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        rows.update([], ["name"])
        assert rows.insert(Chain, ["name"], []) == []


def test_a_row_over_one_that_stands_takes_its_place_and_keeps_its_key():
    standing = Chain.objects.create(name="云溪", length=1, head="a")

    keys = rows.insert(Chain, ("name", "length", "head"), [("东岭", 1, "b"), ("云溪", 2, "c")], over="name")

    assert keys[1] == standing.pk
    assert list(Chain.objects.order_by("head").values_list("name", "length", "head")) == [
        ("东岭", 1, "b"), ("云溪", 2, "c"),
    ]  # fmt: skip


@pytest.mark.engine("postgresql")  # SQLite knows no length of a text
def test_a_text_that_is_too_long_is_refused_and_not_cut():
    with pytest.raises(DataError), transaction.atomic():
        rows.insert(Chain, ("name", "length", "head"), [("云" * 81, 0, "")])


def test_what_was_changed_in_many_objects_is_stored_and_nothing_else():
    first, second = clock(), clock()
    for one, day in ((first, date(2026, 10, 22)), (second, date(2026, 10, 23))):
        one.expired_on, one.variant = day, "not stored"

    rows.update([second, first], ("expired_on",))

    assert list(Clock.objects.order_by("pk").values_list("expired_on", "variant")) == [
        (date(2026, 10, 22), ""), (date(2026, 10, 23), ""),
    ]  # fmt: skip
