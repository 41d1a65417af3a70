"""Whoever gets past the triggers is found: edit, delete, insert, cut off, rewrite."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from envportal.audit import guards, log
from envportal.audit.models import Chain, Event, Seal, SealedHead
from envportal.audit.rules import hashes
from envportal.cases.models import Case
from tests import builders
from tests.builders import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-09-14", "16:48")
NEXT_DAY = moment("2026-09-15", "00:10")


@pytest.fixture
def case() -> Case:
    """A case with three events, another with one."""
    case, other = builders.case(), builders.case()
    for name in ("submitted", "accepted", "approved"):
        log.record(case, name, by=None, at=AT, facts={"on": "2026-09-14"})
    log.record(other, "submitted", by=None, at=AT)
    return case


@pytest.fixture
def open_log(case: Case) -> Callable[[], None]:
    """What a database administrator could do: drop the triggers."""

    def lift() -> None:
        connection.check_constraints()
        guards.lift()

    return lift


def findings() -> list[str]:
    return [str(finding) for finding in log.verify()]


def rechain(case: Case) -> None:
    """Hash a chain anew from its first event on, as a careful forger would."""
    head, chain = "", Chain.objects.get(name=f"case:{case.pk}")
    for position, event in enumerate(Event.objects.filter(chain=chain).order_by("position"), start=1):
        event.position, event.previous_hash = position, head
        event.hash = head = hashes.event_hash(event, chain.name)
        event.save()
    chain.length, chain.head = Event.objects.filter(chain=chain).count(), head
    chain.save()


def test_an_untouched_log_stands(case):
    log.seal(at=NEXT_DAY)

    assert findings() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "refused"), ("facts", {"on": "2026-09-10"}), ("at", moment("2026-09-10")), ("actor_name", "罗静"),
        ("acting_for", "韩松年"), ("key", "form-9"), ("case", None), ("hash", "0" * 64),
    ],
)  # fmt: skip
def test_an_edited_event_is_named(case, open_log, field, value):
    open_log()

    Event.objects.filter(case=case, position=3).update(**{field: value})

    assert f"case:{case.pk} event 3: was changed after it was written" in findings()


def test_a_deleted_event_is_named(case, open_log):
    open_log()

    Event.objects.filter(case=case, position=2).delete()

    assert findings() == [
        f"case:{case.pk} event 3: 1 events are missing before it",
        f"case:{case.pk} event 3: does not follow the event before it",
    ]


def test_an_event_put_between_is_named(case, open_log):
    open_log()
    late = Event.objects.get(case=case, position=3)
    Event.objects.filter(pk=late.pk).update(position=4)

    Event.objects.create(
        chain=late.chain, position=3, case=case, name="proposed", at=AT, previous_hash=late.previous_hash, hash="0" * 64
    )

    assert f"case:{case.pk} event 3: was changed after it was written" in findings()
    assert f"case:{case.pk} event 4: does not follow the event before it" in findings()


def test_an_event_added_behind_the_chains_back_is_named(case):
    last = Event.objects.get(case=case, position=3)
    forged = Event(chain=last.chain, position=4, case=case, name="withdrawn", at=AT, previous_hash=last.hash)
    forged.hash = hashes.event_hash(forged, last.chain.name)

    forged.save()

    assert findings() == [f"case:{case.pk}: ends at event 4, but 3 were written"]


def test_a_cut_off_tail_is_named(case, open_log):
    open_log()

    Event.objects.filter(case=case, position__gt=1).delete()

    assert findings() == [f"case:{case.pk}: ends at event 1, but 3 were written"]


def test_a_tail_cut_off_together_with_the_chains_length_is_caught_by_the_seal(case, open_log):
    log.seal(at=NEXT_DAY)
    open_log()

    Event.objects.filter(case=case, position=3).delete()
    rechain(case)

    assert findings() == [f"case:{case.pk}: was sealed with 3 events and is shorter now"]


def test_a_rewritten_chain_is_caught_by_the_seal(case, open_log):
    log.seal(at=NEXT_DAY)
    open_log()

    Event.objects.filter(case=case, position=2).update(name="declined")
    rechain(case)

    assert findings() == [f"case:{case.pk} event 3: differs from what was sealed"]


def test_a_rewritten_chain_with_a_rewritten_head_is_caught_by_the_root(case, open_log):
    log.seal(at=NEXT_DAY)
    open_log()

    Event.objects.filter(case=case, position=2).update(name="declined")
    rechain(case)
    SealedHead.objects.filter(chain__name=f"case:{case.pk}").update(head=Chain.objects.get(name=f"case:{case.pk}").head)

    assert findings() == ["seal 1: does not fit the heads it sealed"]


def test_a_deleted_seal_is_named(case, open_log):
    log.seal(at=NEXT_DAY)
    open_log()

    SealedHead.objects.all().delete()
    Seal.objects.all().delete()

    assert findings() == ["seals: end at seal 0, but 1 were made"]


def test_a_log_rewritten_with_its_seals_is_caught_by_the_seal_that_was_published(case, open_log):
    log.seal(at=NEXT_DAY)
    published = Seal.objects.get().hash
    open_log()

    Event.objects.filter(case=case, position=2).update(name="declined")
    rechain(case)
    SealedHead.objects.all().delete()
    Seal.objects.all().delete()
    Chain.objects.filter(name="seals").delete()
    log.seal(at=NEXT_DAY)

    assert findings() == []
    assert [str(finding) for finding in log.verify({1: published})] == ["seal 1: differs from the published one"]


def test_every_event_edited_once_is_found_each_time(open_log):
    guards_free = builders.case()
    for number in range(50):
        log.record(guards_free, "recorded", by=None, at=AT, facts={"number": number})
    open_log()

    missed = []
    for event in Event.objects.filter(case=guards_free):
        Event.objects.filter(pk=event.pk).update(facts={"number": -1})
        if f"case:{guards_free.pk} event {event.position}: was changed after it was written" not in findings():
            missed.append(event.position)
        Event.objects.filter(pk=event.pk).update(facts=event.facts)

    assert (missed, findings()) == ([], [])


def test_the_command_says_that_nothing_was_changed(case):
    log.seal(at=NEXT_DAY)
    out = StringIO()

    call_command("verify_log", stdout=out)

    assert out.getvalue() == "4 events, 3 chains, 1 seals: nothing was changed.\n"


def test_the_command_names_what_was_changed_and_exits_with_1(case, open_log):
    open_log()
    Event.objects.filter(case=case, position=3).update(name="refused")
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("verify_log", stdout=out)

    assert ended.value.code == 1
    assert out.getvalue().splitlines() == [
        f"case:{case.pk} event 3: was changed after it was written",
        "4 events, 2 chains, 0 seals: 1 findings.",
    ]


def test_the_command_compares_with_a_published_seal(case):
    log.seal(at=NEXT_DAY)
    published = Seal.objects.get().hash

    call_command("verify_log", f"--seal=1:{published}", stdout=StringIO())
    with pytest.raises(SystemExit):
        call_command("verify_log", f"--seal=1:{'0' * 64}", stdout=StringIO())
