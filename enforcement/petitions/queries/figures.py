"""How many reports came in, by what way, of what kind, and what became of them: sums that explain themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enforcement.petitions.models import Answer, Petition
from enforcement.petitions.states import Channel, Finding, Pollution, Satisfied, State
from envportal.deadlines.enums import ClockState
from envportal.deadlines.models import Clock
from envportal.deadlines.queries import ended_late

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau

# As a public table groups them.
STANDING = {
    "waiting": (_("未受理"), frozenset({State.REGISTERED, State.ROUTED})),
    "handling": (_("受理中"), frozenset({State.HANDLING, State.MERGED, State.IN_REVIEW, State.IN_RECHECK})),
    "done": (_("办结"), frozenset({State.ANSWERED, State.REVIEWED, State.CONCLUDED})),
    "not": (_("不受理或者转送"), frozenset({State.DECLINED, State.DIRECTED, State.TRANSFERRED})),
}


@dataclass
class Figures:
    """The reports of one span of days."""

    total: int = 0
    channels: Counter[str] = field(default_factory=Counter)
    standing: Counter[str] = field(default_factory=Counter)
    pollution: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    several: int = 0  # of more than one kind of pollution
    merged: int = 0
    overdue: int = 0
    rated: int = 0
    content: int = 0

    @property
    def ticked(self) -> int:
        return sum(self.pollution.values())

    @property
    def channel_rows(self) -> list[tuple[object, int]]:
        return [(one.label, self.channels[one.value]) for one in Channel]

    @property
    def pollution_rows(self) -> list[tuple[object, int]]:
        return [(one.label, self.pollution[one.value]) for one in Pollution]

    @property
    def finding_rows(self) -> list[tuple[object, int]]:
        return [(one.label, self.findings[one.value]) for one in Finding]

    @property
    def standing_rows(self) -> list[tuple[object, int]]:
        return [(word, self.standing[name]) for name, (word, _states) in STANDING.items()]


def received_in(first: date, last: date, bureau: Bureau | None) -> QuerySet[Petition]:
    zone = timezone.get_default_timezone()
    span = (datetime.combine(first, time.min, zone), datetime.combine(last, time.max, zone))
    rows = Petition.objects.filter(received_at__range=span)
    return rows.filter(case__bureau=bureau) if bureau is not None else rows


def figures(first: date, last: date, bureau: Bureau | None, today: date) -> Figures:
    found, rows = Figures(), received_in(first, last, bureau)
    told = rows.values_list("channel", "state", "pollution", "merged_into")
    for channel, state, pollution, merged in told:
        _count(found, channel, state, pollution)
        found.merged += merged is not None
    found.overdue = overdue(rows, today).count()
    _count_answers(found, rows)
    return found


def _count(found: Figures, channel: str, state: str, pollution: str) -> None:
    kinds = [one for one in pollution.split(",") if one]
    found.total += 1
    found.channels[channel] += 1
    found.standing.update(name for name, (_word, states) in STANDING.items() if state in states)
    found.pollution.update(kinds)
    found.several += len(kinds) > 1


def _count_answers(found: Figures, rows: QuerySet[Petition]) -> None:
    """The last answer of each counts."""
    last: dict[int, tuple[str, str]] = {}
    told = Answer.objects.filter(petition__in=rows.values("pk")).order_by("round")
    for petition, finding, satisfied in told.values_list("petition", "finding", "satisfied"):
        last[petition] = (finding, satisfied)
    for finding, satisfied in last.values():
        found.findings[finding] += 1
        found.rated += bool(satisfied)
        found.content += satisfied in {Satisfied.YES, Satisfied.FAIR}


def overdue(rows: QuerySet[Petition], today: date) -> QuerySet[Petition]:
    """超期件: a limit was missed, whether it has ended since or not."""
    passed = Clock.objects.filter(state=ClockState.RUNNING, due_on__lt=today)
    return rows.filter(Q(case__in=ended_late().values("case")) | Q(case__in=passed.values("case")))
