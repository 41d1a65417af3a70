"""What becomes of a row of measurements, or of what another publisher printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.quality.actions.keeping import Before, keep_readings, keep_statements, register
from disclosure.quality.models import Line, Run
from disclosure.quality.queries.editions import turn_edition
from disclosure.quality.rules import headings, history, rows, who
from disclosure.runs.actions import Way
from disclosure.runs.enums import Result, RunState
from disclosure.runs.guards.refusals import BadColumns
from disclosure.runs.rules import broken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from disclosure.runs.actions import Batch, Names


def read_rows(run: Run, batch: Batch, names: Names, *, at: datetime) -> list[rows.Outcome]:
    """What the rows of a batch say, each by itself."""
    mapping = {int(column): str(of) for column, of in run.mapping.items()}
    whole = rows.Whole(run.medium, names, timezone.localdate(at), run.publisher, run.source)
    stations = {} if run.is_history else register(run)
    told = []
    for number, cells in batch:
        wrong = broken(cells, len(names), may_be_short=True)
        if wrong:
            told.append(rows.Outcome(number, Result.REFUSED, remarks=(wrong,)))
        elif run.is_history:
            told.append(history.outcome(number, cells, mapping, whole))
        else:
            told.append(rows.outcome(number, cells, mapping, whole, stations))
    return told


def kept(run: Run, outcomes: list[rows.Outcome], *, write: bool) -> tuple[list[rows.Outcome], Before]:
    """The rows beside what is there."""
    if run.is_history:
        return keep_statements(run, outcomes, write=write), {}
    return keep_readings(run, outcomes, write=write)


def take(run: Run, batch: Batch, names: Names, at: datetime) -> list[tuple[rows.Outcome, dict[str, Any]]]:
    is_applied = run.state == RunState.APPLYING
    outcomes, before = kept(run, read_rows(run, batch, names, at=at), write=is_applied)
    if is_applied:
        turn_edition(at)
    return [(one, {"before": before.get(one.number, [])}) for one in outcomes]


def look(run: Run, names: Names, at: datetime) -> Callable[[Batch], list[rows.Outcome]]:
    return lambda batch: kept(run, read_rows(run, batch, names, at=at), write=False)[0]


def head(run: Run, top: Sequence[Sequence[str]]) -> int:
    return headings.guess_head(top, run.medium)


def guess(run: Run, names: Sequence[str]) -> dict[int, str]:
    return headings.guess(names, run.medium)


def check(run: Run, mapping: dict[int, str]) -> None:
    known = {value for value, _label in headings.offered(run.medium)}
    odd = next((column for column, of in mapping.items() if of not in known), None)
    if odd is not None:
        raise BadColumns(_("请从列表里选这一列是什么。"), f"c{odd}")
    who.check_columns(mapping, is_history=run.is_history)


WAY = Way(
    runs=Run, lines=Line, folder="measurements", noun="measurements", taken_in="measurements_taken_in", of="medium",
    head=head, names=headings.names_of, guess=guess, check=check, take=take, look=look, require_map=who.require_map,
    require_apply=who.require_take, require_drop=who.require_drop,
)  # fmt: skip
