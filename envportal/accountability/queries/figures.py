"""What everybody may read of records: by cause and year, never by name, no number small enough to name somebody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from envportal.accountability.enums import Cause, Finding, PartState, Review, State
from envportal.accountability.models import Part, Responsibility

if TYPE_CHECKING:
    from envportal.accounts.models import Bureau

# A number from one to four is not told: who knows the bureau would know whom it means.
FEW = 5
RESPONSIBLE = Q(finding__in=[Finding.DIRECT, Finding.JOINT, Finding.LEADING]) & ~Q(review=Review.ANNULLED)


@dataclass
class Line:
    """One cause in one year."""

    year: int
    cause: str
    opened: int = 0
    closed: int = 0
    parts: int = 0
    late: int = 0
    responsible: int = 0
    measures: int = 0
    appealed: int = 0
    changed: int = 0

    @property
    def label(self) -> str:
        return str(Cause(self.cause).label)

    @property
    def shown(self) -> dict[str, str]:
        """Each number as it may be told."""
        return {name: told(getattr(self, name)) for name in NUMBERS}


NUMBERS = tuple(field.name for field in fields(Line) if field.type == "int" and field.name != "year")


def told(n: int) -> str:
    return f"<{FEW}" if 0 < n < FEW else str(n)


def by_cause(bureau: Bureau | None) -> list[Line]:
    """A line a year and cause, the latest year first."""
    lines: dict[tuple[int, str], Line] = {}
    years: dict[int, Line] = {}
    for record in Responsibility.objects.filter(case__bureau=bureau).only("pk", "opened_at", "cause", "state"):
        year = timezone.localdate(record.opened_at).year
        line = lines.setdefault((year, record.cause), Line(year, record.cause))
        line.opened += 1
        line.closed += record.state == State.CLOSED
        years[record.pk] = line
    for column, found in _counted(bureau).items():
        for record_pk, n in found.items():
            setattr(years[record_pk], column, getattr(years[record_pk], column) + n)
    return sorted(lines.values(), key=lambda line: (-line.year, list(Cause).index(Cause(line.cause))))


def _counted(bureau: Bureau | None) -> dict[str, Counter[int]]:
    """Column → how many parts of each record count in it."""
    parts = Part.objects.filter(responsibility__case__bureau=bureau)
    ways = {
        "parts": Q(),
        "late": Q(answered_at=None) & ~Q(state=PartState.ASKED),
        "responsible": RESPONSIBLE,
        "measures": RESPONSIBLE & ~Q(grade=""),
        "appealed": Q(appealed_at__isnull=False),
        "changed": Q(review__in=[Review.LIGHTER, Review.ANNULLED]),
    }
    return {name: Counter(parts.filter(way).values_list("responsibility", flat=True)) for name, way in ways.items()}
