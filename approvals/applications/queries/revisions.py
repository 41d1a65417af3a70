"""What was revised, for the pages of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from approvals.applications.states import Verdict
from envportal.documents.queries import with_replaced

if TYPE_CHECKING:
    from approvals.applications.models import Application, Revision, RevisionPoint, SpecialStep
    from envportal.documents.models import Document


@dataclass(frozen=True)
class Told:
    """One round with its points, and both versions with their numbers."""

    revision: Revision
    points: list[RevisionPoint]
    old_number: int
    settled: int


def revisions(application: Application) -> list[Told]:
    """Every round, the latest first."""
    rows = application.revisions.select_related("after", "asked_by", "before", "document", "judged_by")
    return [_told(row) for row in rows.prefetch_related("points").order_by("-round")]


def _told(revision: Revision) -> Told:
    points = list(revision.points.all())
    return Told(revision, points, number_of(revision.before), sum(point.verdict == Verdict.SETTLED for point in points))


def number_of(document: Document) -> int:
    """Which version of its document it is, from 1."""
    return len(with_replaced(document))


def filed_steps(application: Application) -> list[SpecialStep]:
    """The reviews a revision can be asked after, the latest first."""
    return list(application.special_steps.filter(filed_on__isnull=False).order_by("-filed_on", "-pk"))


def points_to_ask(application: Application) -> list[str]:
    """What the next round begins with: what the last one left open, or the lines of a review filed since."""
    last = application.revisions.filter(judged_at__isnull=False).order_by("-round").first()
    steps = filed_steps(application)
    if last is not None and last.after == steps[0]:
        return [point.what for point in last.points.filter(verdict=Verdict.OPEN)]
    text = steps[0].opinion.replace("；", "\n") if steps else ""
    return [line.strip() for line in text.splitlines() if line.strip()]
