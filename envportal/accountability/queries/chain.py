"""Everyone who acted on a case, by its log alone; what lay before them; the rules of time that applied."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Max, Q

from envportal.accounts.models import User
from envportal.audit.models import Event
from envportal.cases.queries.scopes import CONFLICT, OF_MEETINGS
from envportal.deadlines.models import Clock
from envportal.documents.models import Document, Letter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from envportal.accountability.models import Part, Responsibility
    from envportal.cases.models import Case

# What stands in the log of a case and is no handling of it: who read, who declared a conflict, who watched the limit.
NO_ACT = Q(name__in=[*sorted(OF_MEETINGS), CONFLICT]) | Q(name__regex=r"(_seen|_read|_opened_for)$|^card_")


class Act(NamedTuple):
    """One event of the log somebody stands behind."""

    position: int
    name: str
    at: datetime
    for_whom: str
    facts: dict[str, Any]


def length_of(case: Case) -> int:
    """The place of the last event of a case."""
    return int(Event.objects.filter(case=case).aggregate(last=Max("position"))["last"] or 0)


def chain_of(case: Case, until: int) -> dict[int, list[Act]]:
    """Person → what they did, from the log up to a place in it; who delegated a step stands behind it, too."""
    events = Event.objects.filter(case=case, position__lte=until, actor__bureau__isnull=False)
    found: dict[int, list[Act]] = defaultdict(list)
    for event in events.exclude(NO_ACT).order_by("position"):
        act = Act(event.position, event.name, event.at, event.acting_for, event.facts)
        for person in _behind(event):
            found[person].append(act)
    return dict(found)


def _behind(event: Event) -> Iterable[int]:
    giver = event.facts.get("delegated_by")
    return {event.actor_id or 0, giver} if isinstance(giver, int) else {event.actor_id or 0}


def people_of(record: Responsibility) -> set[int]:
    return set(record.parts.values_list("person", flat=True))


def replayed(record: Responsibility) -> dict[int, list[int]]:
    """Who acted, and the places of what they did, read again from the log: the same whenever it is asked."""
    found = chain_of(record.case, record.log_length)
    return {person: [act.position for act in acts] for person, acts in found.items()}


def acts_of(part: Part) -> list[Act]:
    return chain_of(part.responsibility.case, part.responsibility.log_length).get(part.person_id, [])


class Before(NamedTuple):
    """How much lay in the file of a case at a moment."""

    letters: int
    documents: int
    last: str


class Papers:
    """The letters and documents of a case by when they came, so that each act is told what lay before it."""

    def __init__(self, case: Case, until: datetime) -> None:
        letters = Letter.objects.filter(case=case, issued_at__lte=until).order_by("issued_at", "pk")
        documents = Document.objects.filter(case=case, uploaded_at__lte=until).order_by("uploaded_at", "pk")
        self.letters = list(letters.only("number", "kind", "issued_at"))
        self.documents = list(documents.only("name", "uploaded_at"))
        self.issued = [one.issued_at for one in self.letters]
        self.filed = [one.uploaded_at for one in self.documents]

    def before(self, at: datetime) -> Before:
        letters, documents = bisect_right(self.issued, at), bisect_right(self.filed, at)
        last = str(self.letters[letters - 1].get_kind_display()) if letters else ""
        return Before(letters, documents, last)


def lay_before(record: Responsibility) -> Papers:
    return Papers(record.case, record.opened_at)


def in_force(case: Case) -> list[dict[str, object]]:
    """The rule of each clock of a case, in its version and words, with what became of the clock."""
    clocks = Clock.objects.filter(case=case).select_related("rule").order_by("started_on", "pk")
    return [
        {
            "matter": str(clock.matter), "rule": clock.rule_id, "basis": clock.rule.basis, "amount": clock.rule.amount,
            "unit": str(clock.rule.unit), "valid_from": clock.rule.valid_from.isoformat(),
            "started_on": clock.started_on.isoformat(), "due_on": clock.due_on.isoformat(),
            "ended_on": _day(clock.stopped_on),
        }
        for clock in clocks
    ]  # fmt: skip


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def users(pks: Iterable[int]) -> dict[int, User]:
    """Staff of a bureau by key: an applicant or an expert from outside is in no chain."""
    return User.objects.filter(bureau__isnull=False).in_bulk(list(pks))
