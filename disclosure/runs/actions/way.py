"""What a room hands in: its own tables, what its columns may be, and what becomes of a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from disclosure.runs.models import TableRun

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from envportal.accounts.models import User

Numbered = tuple[int, list[str]]
Names = tuple[str, ...]
Batch = list[Numbered]


class Told(Protocol):
    """What became of a row, as far as every table tells it."""

    @property
    def number(self) -> int: ...
    @property
    def result(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def remarks(self) -> tuple[list[str], ...]: ...


R = TypeVar("R", bound=TableRun)
O = TypeVar("O", bound=Told)  # noqa: E741  of outcome


@dataclass(frozen=True)
class Way(Generic[R, O]):
    """One kind of table; `noun` begins the names of its events, `of` is the field that says what the table is of."""

    runs: type[R]
    lines: Any
    folder: str
    noun: str
    taken_in: str
    of: str
    # Where the heading ends, how columns are called, and what each is guessed to be.
    head: Callable[[R, Sequence[Sequence[str]]], int]
    names: Callable[[Sequence[Sequence[str]], int], list[str]]
    guess: Callable[[R, Sequence[str]], dict[int, str]]
    check: Callable[[R, dict[int, str]], None]
    # Rows as they are read and, while the run is being applied, written; with what else their lines keep.
    take: Callable[[R, Batch, Names, datetime], list[tuple[O, dict[str, Any]]]]
    # A look at a whole table, batch by batch, that writes nothing.
    look: Callable[[R, Names, datetime], Callable[[Batch], list[O]]]
    require_map: Callable[[User, R], None]
    require_apply: Callable[[User, R], None]
    require_drop: Callable[[User, R], None]

    def locked(self, pk: int) -> R:
        run: R = self.runs._default_manager.select_for_update().get(pk=pk)
        return run

    def heading(self, run: R, top: Batch) -> Names:
        """The name of each column a row has to have: as many as the heading is wide."""
        return tuple(self.names([cells for _number, cells in top[: run.head_rows]], run.head_rows))

    def propose(self, run: R, top: Sequence[Sequence[str]], head_rows: int = 0) -> None:
        """Guess where the heading ends, unless somebody says so, and what the columns are."""
        run.head_rows = head_rows or self.head(run, top)
        run.mapping = {str(n): str(of) for n, of in self.guess(run, self.names(top, run.head_rows)).items()}
