"""Many people submit and accept at once, each pressing twice, some torn off; then the numbers are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from django.db import connections, transaction

from approvals.access.models import Facts
from approvals.applications import actions
from approvals.applications.models import Application, Emission
from envportal.accounts.models import User
from envportal.audit.models import Event
from envportal.cases.models import Case, Project
from envportal.documents.models import Document, Letter, NumberSeries
from tests import world
from tests.builders import moment

Row = TypeVar("Row", Project, Case, Application, Emission, Document, Facts)
SUBMITTED, ACCEPTED = moment("2026-09-14", "16:48"), moment("2026-09-17")
# Of every so many clicks one is torn off after the action, before its transaction ends.
TORN_OFF = 20
AT_ONCE = 500
EVERY = 1000  # clicks between two lines of how far it has come


@dataclass(frozen=True)
class Click:
    """One press of a button: which case, by whom, with the key of which form, and whether it is torn off."""

    verb: str
    pk: int
    by: int
    key: str
    torn_off: bool


def press(click: Click) -> str:
    """The number the case or its letter has afterwards, as the page would show it; "" if torn off."""
    by = User.objects.get(pk=click.by)
    with transaction.atomic():
        if click.verb == "submit":
            actions.submit(click.pk, declared=True, by=by, at=SUBMITTED, key=click.key)
        else:
            actions.accept(click.pk, by=by, at=ACCEPTED, key=click.key)
        # As if the process died here: the database takes all of it back.
        transaction.set_rollback(click.torn_off)
    if click.torn_off:
        return ""
    return str(Case.objects.get(pk=click.pk).number)


def press_and_leave(click: Click) -> str:
    """For a thread: its connection goes with it."""
    try:
        return press(click)
    finally:
        connections.close_all()


def prove(
    submits: int, issues: int, *, seed: int, pool: Callable[[], Executor], press: Callable[[Click], str] = press
) -> dict[str, int]:
    """How many numbers were doubled, missing or too many after all of it; `violations` is their sum."""
    of, chance = world.world(), Random(seed)
    drafts = copies(world.filled(of), submits)
    connections.close_all()
    shown = _all_at_once(clicks("submit", drafts, of.applicant.pk, chance), pool, press)
    _all_at_once(clicks("accept", drafts[:issues], of.clerk.pk, chance), pool, press)
    cases = list(Case.objects.filter(pk__in=drafts).values_list("number", flat=True))
    letters = list(Letter.objects.filter(kind=Letter.Kind.ACCEPTANCE).values_list("number", flat=True))
    wrong_answers = sum(len(numbers) != 1 for numbers in shown.values())
    found = {
        "doubles": doubles(cases) + doubles(letters),
        "gaps": gaps("收", submits, cases) + gaps("受", issues, letters),
        "extras": _extra("submitted", submits) + _extra("accepted", issues) + _extra_letters(submits, issues),
        "two_answers": wrong_answers,
    }
    return {"submits": submits, "issues": issues, **found, "violations": sum(found.values())}


def clicks(verb: str, pks: list[int], by: int, chance: Random) -> list[Click]:
    """Each form twice with its own key, some of them once more before that and torn off, roughly in line."""
    listed = [
        Click(verb, pk, by, f"{verb}-{pk}", torn_off=torn)
        for pk in pks
        for torn in ([True] if chance.randrange(TORN_OFF) == 0 else []) + [False, False]
    ]
    return sorted(listed, key=lambda click: (pks.index(click.pk) if len(pks) < 100 else click.pk) + chance.random() * 8)


def _all_at_once(
    listed: list[Click], pool: Callable[[], Executor], press: Callable[[Click], str]
) -> dict[int, set[str]]:
    """What both clicks of each form were shown."""
    shown: dict[int, set[str]] = {}
    with pool() as people:
        for n, (click, number) in enumerate(zip(listed, people.map(press, listed), strict=True), 1):
            if n % EVERY == 0:
                sys.stderr.write(f"{click.verb}: {n} of {len(listed)} clicks\n")
            shown.setdefault(click.pk, set()).update({number} - {""})
    return shown


def doubles(numbers: Sequence[str | None]) -> int:
    return len(numbers) - len(set(numbers))


def gaps(series: str, count: int, numbers: Sequence[str | None]) -> int:
    """Numbers from 1 to the last that nobody has, the counter's own count included."""
    last = NumberSeries.objects.get(series=series).last if count else 0
    return len({f"云环{series}〔2026〕{n}号" for n in range(1, last + 1)} - set(numbers)) + abs(last - count)


def _extra(event: str, count: int) -> int:
    return abs(Event.objects.filter(name=event).count() - count)


def _extra_letters(submits: int, issues: int) -> int:
    return abs(Letter.objects.count() - submits - issues)


def copies(first: Application, count: int) -> list[int]:
    """A finished draft and so many more like it, written by the hundred; their keys."""
    pks = [first.pk]
    while len(pks) < count:
        pks += _more(first, min(AT_ONCE, count - len(pks)))
    return pks


def _more(first: Application, count: int) -> list[int]:
    project, case = Project.objects.get(cases=first.pk), Case.objects.get(pk=first.pk)
    projects = Project.objects.bulk_create([_like(project) for _n in range(count)])
    cases = Case.objects.bulk_create([_like(case, project=one) for one in projects])
    Application.objects.bulk_create([_like(first, case=one) for one in cases])
    emissions = list(Emission.objects.filter(application=first))
    Emission.objects.bulk_create([_like(row, application_id=one.pk) for row in emissions for one in cases])
    documents = list(Document.objects.filter(case=first.pk))
    Document.objects.bulk_create([_like(row, case=one) for row in documents for one in cases])
    facts = Facts.objects.get(case=first.pk)
    Facts.objects.bulk_create([_like(facts, case=one) for one in cases])
    return [one.pk for one in cases]


def _like(row: Row, **changed: object) -> Row:
    names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    copy = type(row)(**{name: getattr(row, name) for name in names})
    for name, value in changed.items():
        setattr(copy, name, value)
    return copy
