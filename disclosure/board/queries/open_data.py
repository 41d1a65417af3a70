"""A notice as data: the same fields in every file, feed and answer of the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max

from disclosure.board.models import UNDATED
from disclosure.board.queries import notices as queries
from envportal.audit.models import Chain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from disclosure.board.models import Notice

AT_ONCE = 2000
# A page of a case that was closed longer ago than every remedy runs is the same each day.
QUIET = timedelta(days=400)


def row(notice: Notice) -> dict[str, object]:
    """What a list gives of one notice."""
    return {
        "id": notice.public_id,
        "kind": str(notice.kind),
        "state": str(notice.state),
        "document_kind": notice.document_kind,
        "title": notice.title,
        "owner": notice.owner_name,
        "place": notice.place,
        "division": notice.division,
        "bureau": notice.publisher,
        "published_at": None if notice.is_undated else notice.published_at,
        "opens_on": notice.opens_on,
        "closes_on": notice.closes_on,
        "provisional": notice.provisional,
        "outcome": notice.outcome,
        "document_number": notice.document_number,
        "version": notice.version,
        "historical": notice.is_historical,
        "source": notice.source,
        "imported_at": notice.imported_at,
    }


def whole(notice: Notice) -> dict[str, object]:
    """One notice with its facts in order; of a withdrawn one only that it was, and why."""
    if notice.withdrawn_at is not None:
        return {**row(notice), "withdrawn_at": notice.withdrawn_at, "withdrawal_reason": notice.withdrawal_reason}
    facts = [{"label": label, "text": text} for label, text in notice.facts]
    printed = [{"label": label, "text": text} for label, text in notice.wording]
    earlier = notice.supersedes.public_id if notice.supersedes else None
    more = {"facts": facts, "wording": printed, "supersedes": earlier, "correction_reason": notice.correction_reason}
    return {**row(notice), **more}


def everything() -> Iterator[Notice]:
    """Every version that is or was public, oldest first; so many in memory at once and no more."""
    last = 0
    while True:
        found = queries.public().filter(pk__gt=last).select_related("bureau", "supersedes").defer("search")
        part = list(found.order_by("pk")[:AT_ONCE])
        yield from part
        if len(part) < AT_ONCE:
            return
        last = part[-1].pk


def last_change() -> datetime | None:
    """When the newest notice was published or the last one withdrawn."""
    published = queries.on_board().exclude(published_at=UNDATED).order_by("-published_at")
    withdrawn = queries.public().filter(withdrawn_at__isnull=False).order_by("-withdrawn_at")
    known = [
        published.values_list("published_at", flat=True).first(),
        withdrawn.values_list("withdrawn_at", flat=True).first(),
    ]
    return max((one for one in known if one is not None), default=None)


def withdrawn_since(at: datetime) -> bool:
    return queries.public().filter(withdrawn_at__gt=at).exists()


@dataclass(frozen=True)
class NoticePage:
    """The page of one notice, without reading what is on it."""

    public_id: str
    changed_at: datetime
    version: str
    still_from: date | None


def last_key() -> int:
    return queries.public().aggregate(last=Max("pk"))["last"] or 0


def pages(first: int, last: int) -> Iterator[NoticePage]:
    """The pages of the notices between two keys, by key; a page shows its case, so that the case's log counts."""
    columns = ("public_id", "case_id", "case__closed_on", "published_at", "withdrawn_at", "imported_at",
               "superseded_by__published_at")  # fmt: skip
    found = queries.public().filter(pk__gte=first, pk__lte=last).order_by("pk").values_list(*columns)
    known = list(found)
    lengths = _lengths([row[1] for row in known if row[1] is not None])
    for public_id, case, closed_on, *moments in known:
        changed_at = max(moment for moment in moments if moment is not None)
        length = lengths.get(f"case:{case}", 0)
        yield NoticePage(public_id, changed_at, f"{changed_at.isoformat()} {length}", _still(case, closed_on))


def _lengths(cases: list[int]) -> dict[str, int]:
    """How long the log of each case is; asked in parts an engine can take."""
    found: dict[str, int] = {}
    for start in range(0, len(cases), 500):
        names = [f"case:{case}" for case in cases[start : start + 500]]
        found |= dict(Chain.objects.filter(name__in=names).values_list("name", "length"))
    return found


def _still(case: int | None, closed_on: date | None) -> date | None:
    if case is None:
        return date.min
    return closed_on + QUIET if closed_on else None
