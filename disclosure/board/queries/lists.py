"""The public list: one filter for the page and for everything taken away from it; keyset, never OFFSET."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from disclosure.board.enums import History, State
from disclosure.board.queries import notices as queries
from disclosure.board.queries import slices
from disclosure.board.queries.frequency import are_many
from disclosure.board.queries.listed import SHOWN
from disclosure.board.queries.memory import MEMORY
from disclosure.board.queries.search import BESIDE, MARK, TITLE, Words, parts
from envportal.accounts.models import Bureau

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from disclosure.board.models import Notice
    from disclosure.board.queries.listed import Listed


# By what a list is sorted: the best hits of a search, what closes soon, what is new.
BEST, CLOSING, NEWEST = "best", "closing", "newest"


@dataclass(frozen=True)
class Wanted:
    """What a reader is looking for."""

    q: str = ""
    kind: str = ""
    document_kind: str = ""
    outcome: str = ""
    division: str = ""
    bureau: str = ""
    place: str = ""
    owner: str = ""
    usc_code: str = ""
    since: date | None = None
    until: date | None = None
    only_open: bool = False
    order: str = ""
    history: str = History.WITH

    @property
    def sorting(self) -> str:
        """With words the best hits stand first unless something else was asked for, without them what closes soon."""
        return NEWEST if self.order == NEWEST else CLOSING if self.order == CLOSING or not self.q else BEST

    @property
    def typed(self) -> tuple[str, ...]:
        return self.q, self.place, self.owner

    def parts(self) -> list[list[str]]:
        return [part for text in self.typed for part in parts(text)]

    def words(self) -> Words | None:
        """What is asked of the index of words; none where nothing was typed that a notice could hold."""
        if self.is_nothing:
            return None
        also = dict.fromkeys(word for text in self.typed[1:] for part in parts(text) for word in part)
        terms = dict.fromkeys(word for part in parts(self.q) for word in part)
        return Words(tuple(terms), tuple(also)) if terms or also else None

    @property
    def is_nothing(self) -> bool:
        """Signs without a letter or a figure among them are in no notice."""
        return any(text and not parts(text) for text in self.typed)


def found(wanted: Wanted, today: date, *, sorted_by_end: bool = False) -> QuerySet[Notice]:
    """The notices a filter means but for its words.

    Who looks for words or for one enterprise also finds the traces of withdrawn ones.
    """
    notices = queries.on_board()
    if wanted.q or wanted.usc_code:
        # Written so that no engine takes the states for what to sort by.
        notices = queries.public().exclude(state__in=[State.PENDING, State.SUPERSEDED])
    if wanted.only_open:
        notices = notices.filter(queries.open_for_comment(today), state=State.PUBLISHED)
    # A list sorted by its last days is walked along by those: the span of time must not offer an index of its own.
    notices = notices.alias(at=Coalesce("published_at", "published_at") if sorted_by_end else F("published_at"))
    if wanted.since:
        notices = notices.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        notices = notices.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    if wanted.history:
        notices = notices.filter(import_key__isnull=wanted.history == History.WITHOUT)
    return notices.none() if wanted.is_nothing else _same(notices, wanted)


def _same(notices: QuerySet[Notice], wanted: Wanted) -> QuerySet[Notice]:
    same = {
        "kind": wanted.kind, "document_kind": wanted.document_kind, "outcome": wanted.outcome,
        "division": wanted.division, "bureau__code": wanted.bureau, "owner_name__icontains": wanted.owner,
        "usc_code": wanted.usc_code,
    }  # fmt: skip
    notices = notices.filter(**{name: value for name, value in same.items() if value})
    if wanted.place:
        notices = notices.filter(Q(place__icontains=wanted.place) | Q(division__icontains=wanted.place))
    return notices


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def matching(wanted: Wanted, today: date) -> QuerySet[Notice]:
    """The notices a filter means, by the index of words, in no order."""
    words, notices = wanted.words(), found(wanted, today)
    return notices.filter(words.indexed()) if words else notices


def stages(wanted: Wanted, today: date) -> list[slices.Stage]:
    """The list a filter means, in the order it asks for."""
    words = wanted.words()
    many, depth = are_many(words, wanted.parts()) if words else (False, 0)
    # Which words are looked for makes no other question, only whether any are.
    key = (replace(wanted, q="any" if wanted.q else "", order=""), wanted.sorting, today)
    stage = partial(slices.Stage, key=key, depth=depth if many else 0)
    if wanted.sorting == BEST and words:
        rows = partial(found, wanted, today)
        if not many:
            return [stage(slices.PUBLISHED, rows, words=words, ranked=True)]
        return [
            _titled(stage(slices.TITLED, rows, words=replace(words, where=TITLE)), wanted),
            stage(slices.PUBLISHED, rows, words=replace(words, where=BESIDE)),
        ]
    if wanted.sorting == NEWEST:
        return [stage(slices.PUBLISHED, partial(found, wanted, today), words=words)]
    return [
        stage(slices.CLOSING, partial(_ending, wanted, today), words=words),
        stage(slices.PUBLISHED, partial(_ended, wanted, today), words=words),
    ]


def _titled(stage: slices.Stage, wanted: Wanted) -> slices.Stage:
    """Words many notices have may still be in few titles."""
    assert stage.words is not None  # noqa: S101  only words are looked for in titles
    marked = [[MARK + word for word in part] for part in parts(wanted.q)]
    return stage if are_many(stage.words, marked)[0] else replace(stage, depth=0)


def _ending(wanted: Wanted, today: date) -> QuerySet[Notice]:
    return found(wanted, today, sorted_by_end=True).filter(_is_open(today))


def _ended(wanted: Wanted, today: date) -> QuerySet[Notice]:
    return found(wanted, today).exclude(_is_open(today))


def _is_open(today: date) -> Q:
    return Q(queries.open_for_comment(today), state=State.PUBLISHED)


def cut(wanted: Wanted, today: date, size: int, after: str = "", before: str = "") -> slices.Slice:
    """A page of notices, ready to be shown."""
    return slices.cut(stages(wanted, today), size, SHOWN, after, before)


def every(wanted: Wanted, today: date, size: int = 2_000) -> Iterator[Listed]:
    """All rows of a list, read page by page: a file of a million is never held whole."""
    plan, after = stages(wanted, today), ""
    while True:
        part = slices.cut(plan, size, SHOWN, after)
        yield from part.rows
        after = part.after
        if not after:
            return


def is_open(row: Listed, today: date) -> bool:
    """Whether the public may comment on a notice of the list; history never opens again."""
    stands = row.state == State.PUBLISHED and not row.is_historical
    return stands and row.closes_on is not None and row.closes_on >= today


def divisions(edition: int) -> list[str]:
    """The towns and streets that have notices; read once an edition."""
    return MEMORY.of(edition, "divisions", _divisions)


def _divisions() -> list[str]:
    named = queries.on_board().exclude(division="").order_by("division")
    return list(named.values_list("division", flat=True).distinct())


def bureaus(edition: int) -> list[Bureau]:
    """Every bureau of the portal by its name, read once an edition."""
    return MEMORY.of(edition, "bureaus", lambda: list(Bureau.objects.order_by("name", "pk")))
