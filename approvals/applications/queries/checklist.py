"""检查表: what the window looks at in a file, per kind of document, as it stood on the day of receipt."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from envportal.audit import log
from envportal.documents.enums import CheckPoint, Library
from envportal.documents.queries import wording as words

if TYPE_CHECKING:
    from approvals.applications.models import Application, Correction
    from envportal.documents.queries.wording import Block

DATA = Path(__file__).parent.parent / "data" / "checklist.csv"


@dataclass(frozen=True)
class Line:
    """One point of the list: what is looked at and by which rule; `verified` if somebody compared it with the text."""

    point: str
    asks: str
    rule: str
    verified: bool
    kinds: frozenset[str]
    valid_from: date
    valid_to: date | None

    @property
    def label(self) -> str:
        return str(CheckPoint(self.point).label)

    def holds(self, kind: str, on: date) -> bool:
        return kind in self.kinds and self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@cache
def _all() -> tuple[Line, ...]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return tuple(_line(row) for row in csv.DictReader(file))


def _line(row: dict[str, str]) -> Line:
    ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    return Line(
        row["point"], row["asks"], f"{row['act']}{row['article']}", bool(row["verified_on"]),
        frozenset(row["kinds"].split()), date.fromisoformat(row["valid_from"]), ends,
    )  # fmt: skip


def lines(kind: str, on: date) -> list[Line]:
    """The points of a kind of document on a day, in the order they are walked."""
    return [line for line in _all() if line.holds(kind, on)]


def lines_of(application: Application) -> list[Line]:
    """The list for an application: as of its first receipt, so that a second round is measured by the same."""
    return lines(application.document_kind, application.case.opened_on or application.receipt_day)


def entries(application: Application, on: date) -> list[Block]:
    """The items of correction the bureau keeps for reuse, of points this kind of document has."""
    points = {line.point for line in lines_of(application)}
    kept = words.library(words.whose(application.case.bureau), on, Library.ITEM)
    return [block for block in kept if block.topic in points]


def last_correction(application: Application) -> Correction | None:
    return application.corrections.order_by("round").last()


def changed_since(application: Application) -> list[str]:
    """What the last supplement changed beyond its answers: the questions answered otherwise, and files that came."""
    filed = [event.facts.get("filed", {}) for event in log.history(application.case).filter(name__in=FILED)][-2:]
    if len(filed) < len(("before", "after")):
        return []
    before, after = filed
    answers = [question for question, answer in after.items() if before.get(question) != answer]
    asked = log.history(application.case).filter(name="correction_asked").last()
    came = log.history(application.case).filter(name="file_uploaded", pk__gt=asked.pk) if asked else []
    return [*answers, *(str(event.facts.get("file", "")) for event in came)]


FILED = ("submitted", "supplemented")
