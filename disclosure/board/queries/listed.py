"""A notice as a list shows it: what is told of it there and no more, and lighter than a row of the model."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003  of named fields
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from disclosure.board.enums import DocumentKind, Kind, Outcome, State
from disclosure.board.models import UNDATED, Notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


class Listed(NamedTuple):
    """Named as the fields of a notice, so that whatever shows the one shows the other."""

    public_id: str
    kind: str
    state: str
    document_kind: str
    title: str
    owner_name: str
    place: str
    division: str
    published_at: datetime
    opens_on: date | None
    closes_on: date | None
    provisional: bool
    outcome: str
    document_number: str
    version: int
    withdrawn_at: datetime | None
    withdrawal_reason: str
    import_key: str | None
    publisher_name: str
    source: str
    imported_at: datetime | None
    bureau__name: str | None
    # Which list of fields it was written by; it names the notice more closely than its kind.
    form: str
    rank: int = 0

    @property
    def is_historical(self) -> bool:
        return self.import_key is not None

    @property
    def is_undated(self) -> bool:
        return self.published_at == UNDATED

    @property
    def publisher(self) -> str:
        return self.bureau__name or self.publisher_name

    def get_kind_display(self) -> str:
        return _label(Kind, self.kind)

    def get_state_display(self) -> str:
        return _label(State, self.state)

    def get_document_kind_display(self) -> str:
        return _label(DocumentKind, self.document_kind)

    def get_outcome_display(self) -> str:
        return _label(Outcome, self.outcome)


def _label(choices: type[Kind | State | DocumentKind | Outcome], value: str) -> str:
    return str(choices(value).label) if value else ""


class Told:
    """A listed notice with its facts; everything else of it is asked of the row of the list."""

    def __init__(self, listed: Listed, facts: list[list[str]]) -> None:
        self.listed, self.facts = listed, facts

    def __getattr__(self, name: str) -> Any:
        return getattr(self.listed, name)


def told(rows: Iterable[Listed]) -> list[Told]:
    """Rows with their facts, read in one statement; of a withdrawn one nothing is told."""
    found = list(rows)
    shown = [one.public_id for one in found if one.withdrawn_at is None]
    facts = dict(Notice.objects.filter(public_id__in=shown).values_list("public_id", "facts"))
    return [Told(one, facts.get(one.public_id, [])) for one in found]


class Shown:
    """Rows as what a list shows; all of these are alike."""

    names: ClassVar[tuple[str, ...]] = Listed._fields[:-1]

    def columns(self, rows: QuerySet[Notice]) -> QuerySet[Notice]:
        return rows

    def made(self, values: tuple[object, ...], rank: int = 0) -> Listed:
        return Listed._make((*values, rank))


SHOWN = Shown()
