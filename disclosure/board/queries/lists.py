"""The public list: one filter for the page and for everything taken away from it; keyset, never OFFSET."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.core.cache import caches
from django.db.models import Q
from django.utils import timezone
from redis.exceptions import RedisError

from disclosure.board.enums import History, State
from disclosure.board.queries import notices as queries
from disclosure.board.queries.search import matching

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from disclosure.board.models import Notice

MOST_COUNTED = 1000
CLOSING, NEWEST = "closing", "newest"


@dataclass(frozen=True)
class Wanted:
    """What a reader is looking for."""

    q: str = ""
    kind: str = ""
    division: str = ""
    bureau: str = ""
    since: date | None = None
    only_open: bool = False
    order: str = CLOSING
    history: str = History.WITH


@dataclass(frozen=True)
class Slice:
    """Some rows of a list and where the next ones begin."""

    rows: list[Notice]
    after: str = ""


def found(wanted: Wanted, today: date) -> QuerySet[Notice]:
    """The notices a filter means. Whoever searches by words also finds the traces of withdrawn ones."""
    notices = queries.on_board()
    if wanted.q:
        notices = matching(queries.public().filter(state__in=[State.PUBLISHED, State.WITHDRAWN]), wanted.q)
    if wanted.only_open:
        notices = notices.filter(queries.open_for_comment(today), state=State.PUBLISHED)
    if wanted.since:
        notices = notices.filter(published_at__gte=timezone.make_aware(datetime.combine(wanted.since, time.min)))
    if wanted.history:
        notices = notices.filter(import_key__isnull=wanted.history == History.WITHOUT)
    same = {"kind": wanted.kind, "division": wanted.division, "bureau__code": wanted.bureau}
    return notices.filter(**{name: value for name, value in same.items() if value})


def counted(notices: QuerySet[Notice]) -> int:
    """How many, up to a thousand and one: the public list is never counted to its end."""
    return notices.order_by()[: MOST_COUNTED + 1].count()


def cut(notices: QuerySet[Notice], order: str, today: date, after: str, size: int) -> Slice:
    """The next `size` rows after a place in the list."""
    notices = notices.select_related("bureau").defer("facts", "search")
    stage, value, public_id = _place(after)
    rows: list[Notice] = []
    if order == CLOSING:
        rows = [] if stage == "p" else list(_closing(notices, today, value, public_id)[: size + 1])
        notices = notices.exclude(queries.open_for_comment(today), state=State.PUBLISHED)
    if len(rows) <= size:
        place = (value, public_id) if stage == "p" else ("", "")
        rows += _newest(notices, *place)[: size + 1 - len(rows)]
    if len(rows) <= size:
        return Slice(rows)
    return Slice(rows[:size], _name(rows[size - 1], order, today))


def _closing(notices: QuerySet[Notice], today: date, value: str, public_id: str) -> QuerySet[Notice]:
    """Those still open, the ones that close first before the others."""
    notices = notices.filter(queries.open_for_comment(today), state=State.PUBLISHED).order_by("closes_on", "public_id")
    if not value:
        return notices
    return notices.filter(Q(closes_on__gt=value) | Q(closes_on=value, public_id__gt=public_id))


def _newest(notices: QuerySet[Notice], value: str, public_id: str) -> QuerySet[Notice]:
    notices = notices.order_by("-published_at", "-public_id")
    if not value:
        return notices
    return notices.filter(Q(published_at__lt=value) | Q(published_at=value, public_id__lt=public_id))


def is_open(row: Notice, today: date) -> bool:
    """Whether the public may comment on a notice of the list; history never opens again."""
    stands = row.state == State.PUBLISHED and not row.is_historical
    return stands and row.closes_on is not None and row.closes_on >= today


def _name(row: Notice, order: str, today: date) -> str:
    """The place of a row: its stage (c closing, p published), what it is sorted by, its address."""
    if order == CLOSING and is_open(row, today):
        assert row.closes_on is not None  # noqa: S101  an open one has its last day
        return f"c~{row.closes_on.isoformat()}~{row.public_id}"
    assert row.published_at is not None  # noqa: S101  nothing else is on a public list
    return f"p~{row.published_at.isoformat()}~{row.public_id}"


def _place(after: str) -> tuple[str, str, str]:
    """A place as it was named; a mangled one is the beginning of the list."""
    parts = after.split("~")
    try:
        stage, value, public_id = parts
        (date if stage == "c" else datetime).fromisoformat(value)
    except ValueError:
        return "", "", ""
    return (stage, value, public_id) if stage in {"c", "p"} else ("", "", "")


def divisions() -> list[str]:
    """The towns and streets that have notices; read once an edition, and each time while Redis is away."""
    key = f"board-divisions-{queries.edition()}"
    try:
        return caches["hints"].get_or_set(key, _divisions, 3600) or []
    except RedisError:
        return _divisions()


def _divisions() -> list[str]:
    named = queries.on_board().exclude(division="").order_by("division")
    return list(named.values_list("division", flat=True).distinct())
