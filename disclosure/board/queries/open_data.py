"""A notice as data: the same fields in every file, feed and answer of the API."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import connection
from django.db.models import Max, TextField
from django.db.models.expressions import RawSQL

from disclosure.board.models import UNDATED
from disclosure.board.queries import notices as queries
from envportal.audit.models import Chain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from disclosure.board.models import Notice
    from disclosure.board.queries.listed import Told

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
AT_ONCE = 2000
# A page of a case that was closed longer ago than every remedy runs is the same each day.
QUIET = timedelta(days=400)
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
        # Its names are the ones above.
        return notices.annotate(json=RawSQL(whole, params, TextField()))  # noqa: S611  # nosec B611

    def made(self, values: tuple[Any, ...], rank: int = 0) -> Made:
        return Made(*(*values, rank))


def items(rows: Iterable[Any], **more: str | None) -> str:
    """The JSON of a page of rows, with what stands beside them."""
    beside = "".join([f', "{name}": {json.dumps(value)}' for name, value in more.items()])
    return f'{{"items": [{", ".join([row.json for row in rows])}]{beside}}}'


def row(notice: Notice | Told) -> dict[str, object]:
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
