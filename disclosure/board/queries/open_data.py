"""A notice as data: the same fields in every file, feed and answer of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.board.models import UNDATED
from disclosure.board.queries import notices as queries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from disclosure.board.models import Notice

AT_ONCE = 2000


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
