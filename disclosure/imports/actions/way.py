"""What becomes of a row of former notices, and of tables of the other kinds, on the way to the board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from disclosure.board import board
from disclosure.imports import queries, rules
from disclosure.imports.models import Line, Run
from disclosure.runs.actions import Way
from disclosure.runs.enums import RunState
from disclosure.runs.rules import broken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from disclosure.runs.actions import Batch, Names


def reader(run: Run, width: int, *, at: datetime) -> Callable[[int, list[str]], rules.Outcome]:
    """How this import reads a row; a row of a workbook may end where its last cell is, one of a CSV may not."""
    whole, today = rules.Whole(run.kind, run.publisher, run.source), timezone.localdate(at)
    table, mapping = rules.table_of(run.kind), {int(column): str(of) for column, of in run.mapping.items()}

    def read(number: int, cells: list[str]) -> rules.Outcome:
        wrong = broken(cells, width, may_be_short=bool(run.sheet))
        if wrong:
            return rules.refused(number, wrong)
        if table is not None:
            return rules.others.outcome(number, cells, mapping, table, whole, at=at, today=today)
        return rules.outcome(number, cells, rules.as_fields(mapping), whole, at=at, today=today)

    return read


def take(run: Run, batch: Batch, names: Names, at: datetime) -> list[tuple[rules.Outcome, dict[str, Any]]]:
    """Rows as they are read; put on the board if the import is being applied."""
    read = reader(run, len(names), at=at)
    outcomes = without_repeats(run, [read(number, cells) for number, cells in batch])
    if run.state == RunState.APPLYING:
        board.take_in([one.past for one in outcomes if one.past is not None], at=at)
    return [(one, {"import_key": one.key}) for one in outcomes]


def without_repeats(run: Run, outcomes: list[rules.Outcome]) -> list[rules.Outcome]:
    """What is on the board already, or stood further up in the table, is said and not taken again."""
    keys = [one.key for one in outcomes if one.key]
    seen, there = queries.earlier(run, keys), board.known(keys)
    told = []
    for one in outcomes:
        if one.key and one.key in seen:
            told.append(one.repeated(of=seen[one.key]))
        elif one.key and one.key in there:
            told.append(one.repeated())
        else:
            told.append(one)
        if one.key:
            seen.setdefault(one.key, one.number)
    return told


def look(run: Run, names: Names, at: datetime) -> Callable[[Batch], list[rules.Outcome]]:
    """A table that is not kept remembers its keys by their first half: there may be 300,000."""
    read, seen = reader(run, len(names), at=at), dict[bytes, int]()

    def looked(batch: Batch) -> list[rules.Outcome]:
        outcomes = [read(number, cells) for number, cells in batch]
        there = board.known(one.key for one in outcomes if one.key)
        return [_once(one, seen, there) for one in outcomes]

    return looked


def _once(one: rules.Outcome, seen: dict[bytes, int], there: set[str]) -> rules.Outcome:
    if not one.key:
        return one
    first = seen.setdefault(bytes.fromhex(one.key)[:16], one.number)
    if first != one.number:
        return one.repeated(of=first)
    return one.repeated() if one.key in there else one


def head(run: Run, top: Sequence[Sequence[str]]) -> int:
    return 1 if rules.table_of(run.kind) else rules.guess_head(top)


def guess(run: Run, names: Sequence[str]) -> dict[int, str]:
    table = rules.table_of(run.kind)
    return rules.guess_of_kind(table, names) if table else {n: str(of) for n, of in rules.guess(names).items()}


def check(run: Run, mapping: dict[int, str]) -> None:
    """Raise BadColumns where the columns, and what is said of the whole table, do not make a notice."""
    whole, table = rules.Whole(run.kind, run.publisher, run.source), rules.table_of(run.kind)
    if table is not None:
        rules.others.check(table, mapping, whole)
    else:
        rules.check(rules.as_fields(mapping), whole)


WAY = Way(
    runs=Run, lines=Line, folder="imports", noun="import", taken_in="history_taken_in", of="kind", head=head,
    names=rules.names_of, guess=guess, check=check, take=take, look=look, require_map=rules.require_map,
    require_apply=rules.require_apply, require_drop=rules.require_drop,
)  # fmt: skip
