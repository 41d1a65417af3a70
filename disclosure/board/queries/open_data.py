"""A notice as data: the same fields in every file, feed and answer of the API."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import connection
from django.db.models import TextField
from django.db.models.expressions import RawSQL

from disclosure.board.models import UNDATED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from disclosure.board.models import Notice

# A row as `row` gives it, made where it lies: the engine writes JSON several times quicker than a portal can.
PLAIN = (
    ("id", "{0}.public_id"), ("kind", "{0}.kind"), ("state", "{0}.state"), ("document_kind", "{0}.document_kind"),
    ("title", "{0}.title"), ("owner", "{0}.owner_name"), ("place", "{0}.place"), ("division", "{0}.division"),
    ("bureau", "coalesce((SELECT name FROM accounts_bureau one WHERE one.id = {0}.bureau_id), {0}.publisher_name)"),
    ("published_at", "CASE WHEN {0}.published_at <> %s THEN {published_at} END"), ("opens_on", "{0}.opens_on"),
    ("closes_on", "{0}.closes_on"), ("provisional", "{provisional}"), ("outcome", "{0}.outcome"),
    ("document_number", "{0}.document_number"), ("version", "{0}.version"), ("historical", "{historical}"),
    ("source", "{0}.source"), ("imported_at", "{imported_at}"),
)  # fmt: skip
TABLE = "board_notice"
ENGINES = {
    "postgresql": (
        "json_build_object({})::text", "{0}",
        "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')",
    ),
    "sqlite": (
        "json_object({})", "json(CASE WHEN {0} THEN 'true' ELSE 'false' END)",
        "strftime('%%Y-%%m-%%dT%%H:%%M:%%SZ', {0})",
    ),
}  # fmt: skip


@dataclass(slots=True)
class Made:
    """A row as JSON, and what a list is sorted by."""

    public_id: str
    published_at: datetime
    closes_on: date | None
    json: str
    rank: int = 0


@dataclass(frozen=True)
class AsJson:
    """Rows as JSON texts; with `url` where the address of a notice `x` is named."""

    address: str = ""
    names: ClassVar[tuple[str, ...]] = ("public_id", "published_at", "closes_on", "json")

    def columns(self, notices: QuerySet[Notice]) -> QuerySet[Notice]:
        whole, truth, moment = ENGINES[connection.vendor]
        known = {name: moment.format(f"{TABLE}.{name}") for name in ("published_at", "imported_at")}
        known |= {
            "provisional": truth.format(f"{TABLE}.provisional"),
            "historical": truth.format(f"{TABLE}.import_key IS NOT NULL"),
        }
        pairs = [f"'{name}', {sql.format(TABLE, **known)}" for name, sql in PLAIN]
        params = [f"{UNDATED:%Y-%m-%d %H:%M:%S}"]
        if self.address:
            pairs.append("'url', %s || board_notice.public_id || %s")
            params += self.address.rsplit("x", 1)
        whole = whole.format(", ".join(pairs))
        return notices.annotate(json=RawSQL(whole, params, TextField()))  # noqa: S611  its names are the ones above

    def made(self, values: tuple[Any, ...], rank: int = 0) -> Made:
        return Made(*(*values, rank))


def items(rows: Iterable[Any], **more: str | None) -> str:
    """The JSON of a page of rows, with what stands beside them."""
    beside = "".join([f', "{name}": {json.dumps(value)}' for name, value in more.items()])
    return f'{{"items": [{", ".join([row.json for row in rows])}]{beside}}}'


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
