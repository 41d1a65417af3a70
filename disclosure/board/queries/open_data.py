"""A notice as data: the same fields in every file, feed and answer of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disclosure.board.models import Notice


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
