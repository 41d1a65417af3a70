"""Two deciders at one application, begun together; then the log is asked how often each was decided."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import BrokenBarrierError
from typing import Any

from django.db import DatabaseError, connections
from django.db.models import Count, Model

from approvals.applications import actions
from approvals.applications.models import Application, Opinion, Proposal
from disclosure.board.models import Notice
from envportal.accounts.models import User
from envportal.audit.models import Event
from envportal.cases.models import Case, Project
from envportal.documents.models import Letter
from envportal.refusals import Refused
from tests import builders, world
from tests.builders import moment, one_time_code

# Each race has a half minute of its own: a one-time code is good once.
FIRST, APART = moment("2026-10-20", "00:05"), timedelta(seconds=30)
PATIENCE = 120
AT_ONCE = 200
DECISIVE = ("approved", "refused", "sent_back", "withdrawn")


@dataclass(frozen=True)
class People:
    one: int
    other: int
    applicant: int


def _approve(pk: int, by: User, at: datetime) -> object:
    return actions.approve(pk, code=one_time_code(at), by=by, at=at)


def _send_back(pk: int, by: User, at: datetime) -> object:
    return actions.send_back(pk, reason="再议", by=by, at=at)


def _withdraw(pk: int, by: User, at: datetime) -> object:
    return actions.withdraw(pk, reason="不建了", by=by, at=at)


# What the other does while the one signs, race by race.
AGAINST: tuple[tuple[Callable[[int, User, datetime], object], str], ...] = (
    (_approve, "other"), (_send_back, "other"), (_withdraw, "applicant"),
)  # fmt: skip


def run(side: int, share: list[tuple[int, int]], people: People, barrier: Any, told: Any) -> None:
    """One of a pair, through its share of races; says at the end what became of its tries."""
    connections.close_all()
    who = {name: User.objects.get(pk=getattr(people, name)) for name in ("one", "other", "applicant")}
    counted: Counter[str] = Counter()
    for n, pk in share:
        act, name = (_approve, "one") if side == 0 else AGAINST[n % len(AGAINST)]
        try:
            barrier.wait(PATIENCE)
            act(pk, who[name], FIRST + n * APART)
            counted["done"] += 1
        except Refused:
            counted["refused"] += 1
        except (DatabaseError, BrokenBarrierError) as error:
            counted[f"broken: {error}"] += 1
    connections.close_all()
    told.put(counted)


def prove(races: int, pairs: int) -> dict[str, int]:
    """How many applications were decided twice, or by nobody; `violations` is the sum of what has to be 0."""
    pks, people = prepare(races)
    forked = multiprocessing.get_context("fork")
    told, runners = forked.Queue(), []
    numbered = list(enumerate(pks))
    for pair in range(pairs):
        barrier, share = forked.Barrier(2), numbered[pair::pairs]
        runners += [
            forked.Process(target=run, args=(side, share, people, barrier, told), daemon=True) for side in (0, 1)
        ]
    for one in runners:
        one.start()
    counted = sum((told.get() for _one in runners), Counter[str]())
    for one in runners:
        one.join()
    return {"races": races, **_count(pks, counted)}


def _count(pks: list[int], counted: Counter[str]) -> dict[str, int]:
    decided = Event.objects.filter(case__in=pks, name__in=DECISIVE)
    times = dict(decided.order_by().values_list("case").annotate(Count("pk")))
    approvals = Letter.objects.filter(case__in=pks, kind=Letter.Kind.APPROVAL).order_by()
    wrong = {
        "double_decisions": sum(n > 1 for n in times.values()),
        "undecided": len(pks) - len(times),
        "double_letters": sum(n > 1 for _case, n in approvals.values_list("case").annotate(Count("pk"))),
        "won_unlike_the_log": abs(counted["done"] - sum(times.values())),
        "broken": sum(n for name, n in counted.items() if name.startswith("broken")),
    }
    return {"won": counted["done"], "lost": counted["refused"], **wrong, "violations": sum(wrong.values())}


# THE CASES ----------------------------------------------------------------------------
def prepare(races: int) -> tuple[list[int], People]:
    """So many applications before the signature, each like the first."""
    of = world.world()
    first = world.proposed(of)
    second = builders.staff("leader", "另一位局长")
    pks = [first.pk]
    while len(pks) < races:
        pks += _more(first, min(AT_ONCE, races - len(pks)), len(pks))
    connections.close_all()
    return pks, People(of.leader.pk, second.pk, of.applicant.pk)


def _more(first: Application, count: int, before: int) -> list[int]:
    project, case = Project.objects.get(cases=first.pk), Case.objects.get(pk=first.pk)
    projects = Project.objects.bulk_create(_like(project) for _n in range(count))
    cases = Case.objects.bulk_create(
        _like(case, project=one, number=f"云环收〔2026〕{before + n}0号") for n, one in enumerate(projects, 1)
    )
    Application.objects.bulk_create(_like(first, case=one) for one in cases)
    opinion, proposal = Opinion.objects.get(application=first), Proposal.objects.get(application=first)
    notices = list(Notice.objects.filter(case=first.pk).order_by("pk"))
    for number, notice in enumerate(notices):
        Notice.objects.bulk_create(
            _like(notice, case=one, public_id=f"race{number}{before + n}") for n, one in enumerate(cases)
        )
    opinions = Opinion.objects.bulk_create(_like(opinion, application_id=one.pk) for one in cases)
    Proposal.objects.bulk_create(
        _like(proposal, application_id=one.pk, opinion=said) for one, said in zip(cases, opinions, strict=True)
    )
    return [one.pk for one in cases]


def _like(row: Any, **changed: object) -> Any:
    names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    copy: Model = type(row)(**{name: getattr(row, name) for name in names})
    for name, value in changed.items():
        setattr(copy, name, value)
    return copy
