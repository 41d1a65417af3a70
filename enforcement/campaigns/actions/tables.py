"""Lists and progress that come as tables: read row by row, tried before they are applied, said what became of each."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from disclosure.runs import actions as runs
from disclosure.runs.actions import Way
from disclosure.runs.enums import Result, RunState
from disclosure.runs.rules import broken, require_droppable, require_open, require_ready
from enforcement.campaigns import queries, rules
from enforcement.campaigns.actions.keeping import enlist_all
from enforcement.campaigns.actions.progress_rows import Progress, refused
from enforcement.campaigns.actions.targets import amend, differences, fitted
from enforcement.campaigns.models import Campaign, Line, Run, Target
from enforcement.campaigns.rules import rows
from enforcement.campaigns.states import State, TableKind
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from disclosure.runs.actions import Batch, Names
    from enforcement.campaigns.rules.rows import Outcome
    from envportal.accounts.models import User

VERBS = {TableKind.TARGETS: "list_table", TableKind.PROGRESS: "progress_table"}


def upload(pk: int, file: UploadedFile[bytes], *, kind: str, why: str, by: User, at: datetime, key: str) -> Run:
    """Keep the rows of a table, with a guess what its columns are. Raises BadTable."""
    campaign = Campaign.objects.select_related("case").get(pk=pk)
    rules.require(VERBS[TableKind(kind)], by, campaign, timezone.localdate(at))
    if kind == TableKind.TARGETS:
        rules.has_why(campaign, why)
    return runs.upload(WAY, Run(campaign=campaign, kind=kind, why=why), file, by=by, at=at, key=key)


def take(run: Run, batch: Batch, names: Names, at: datetime) -> list[tuple[Outcome, dict[str, Any]]]:
    """Every row is done; where the table is only checked, undone again: what is told then is what will happen."""
    campaign, by = lock(Campaign, run.campaign_id), run.applied_by or run.mapped_by
    assert by is not None  # noqa: S101  a table is mapped before it is read
    mapping = {int(column): of for column, of in run.mapping.items()}
    told = _each_once(run, [_read(run, number, cells, mapping, len(names)) for number, cells in batch])
    if run.kind == TableKind.TARGETS:
        done = _List(run, campaign, told, by=by, at=at).taken()
    else:
        done = Progress(run, campaign, told, by=by, at=at).taken()
    if run.state == RunState.APPLYING:
        counted = {str(result): sum(one.result == result for one in done) for result in Result}
        log.record(campaign.case, f"campaign_{run.kind}_table", by=by, at=at, facts={"table": run.name, **counted})
    return [(one, {"key": one.key}) for one in done]


def _read(run: Run, number: int, cells: list[str], mapping: dict[int, str], width: int) -> Outcome:
    wrong = broken(cells, width, may_be_short=True)
    if wrong:
        return rows.Outcome(number, Result.REFUSED, remarks=(wrong,))
    return rows.read(run.kind, number, cells, mapping)


def _each_once(run: Run, told: Sequence[Outcome]) -> list[Outcome]:
    """A target named twice in one table is taken where it stands first."""
    keys = [one.key for one in told if one.key]
    seen = dict(run.lines.filter(key__in=keys).exclude(result=Result.REFUSED).values_list("key", "number"))
    found = []
    for one in told:
        if one.key and one.key in seen:
            found.append(refused(one, "above", was=str(seen[one.key])))
            continue
        if one.key and one.result != Result.REFUSED:
            seen[one.key] = one.number
        found.append(one)
    return found


class _List:
    """The rows of a list beside what stands on it: all of it is read once, and what is new is written at once."""

    def __init__(self, run: Run, campaign: Campaign, told: Sequence[Outcome], *, by: User, at: datetime) -> None:
        self.run, self.campaign, self.told, self.by, self.at = run, campaign, told, by, at
        there = campaign.targets.filter(key__in={one.key for one in told}).select_related("enterprise")
        self.there = {one.key: one for one in there}
        self.known = queries.enterprises_by({one.told["enterprise"] for one in told if one.key} - {""})
        self.number = queries.next_number(campaign)
        self.fresh: list[Target] = []
        self.is_applied = run.state == RunState.APPLYING

    def taken(self) -> list[Outcome]:
        try:
            rules.require("list_table", self.by, self.campaign, timezone.localdate(self.at))
        except Refused as why:
            done = [one if one.result == Result.REFUSED else refused(one, "said", was=str(why)) for one in self.told]
        else:
            done = [one if one.result == Result.REFUSED else self._row(one) for one in self.told]
        if self.is_applied:
            Target.objects.bulk_create(self.fresh)
        if self.is_applied and self.campaign.state == State.RUNNING:
            enlist_all(self.campaign, self.fresh, by=self.by, at=self.at)
        return done

    def _row(self, one: Outcome) -> Outcome:
        told: Any = {**one.told, "enterprise": self.known.get(one.told["enterprise"].strip())}
        if one.told["enterprise"] and told["enterprise"] is None:
            return refused(one, "unknown_enterprise", was=one.told["enterprise"])
        there = self.there.get(one.key)
        try:
            return self._new(one, told) if there is None else self._known(one, there, told)
        except Refused as why:
            return refused(one, "said", was=str(why))

    def _new(self, one: Outcome, told: Any) -> Outcome:
        row = fitted(self.campaign, told, number=self.number, why=self.run.why, by=self.by, at=self.at)
        self.fresh.append(row)
        self.number += 1
        return one

    def _known(self, one: Outcome, there: Target, told: Any) -> Outcome:
        changed, kind = differences(there, told), self.run.kind
        if not changed:
            return replace(one, result=Result.REPEATED, remarks=(["there", "", "", ""],))
        if self.campaign.state != State.PREPARING:
            name, was, now = changed[0]
            return refused(one, "differs", f"{kind}.{name}", was, now)
        there.campaign = self.campaign
        amend(there, told, is_kept=self.is_applied)
        marks = tuple(["changed", f"{kind}.{name}", was, now] for name, was, now in changed)
        return replace(one, result=Result.MENDED, remarks=marks)


def look(run: Run, names: Names, _at: datetime) -> Callable[[Batch], list[Outcome]]:
    """A look at the rows by themselves."""
    mapping = {int(column): of for column, of in run.mapping.items()}
    return lambda batch: [_read(run, number, cells, mapping, len(names)) for number, cells in batch]


def _asks(run: Run, user: User) -> None:
    rules.require(VERBS[TableKind(run.kind)], user, run.campaign, timezone.localdate())
    if run.kind == TableKind.PROGRESS:
        rules.brought_it(user, run.uploaded_by_id)


def require_map(user: User, run: Run) -> None:
    _asks(run, user)
    require_open(run)


def require_apply(user: User, run: Run) -> None:
    _asks(run, user)
    require_ready(run)


def require_drop(user: User, run: Run) -> None:
    _asks(run, user)
    require_droppable(run)


WAY = Way(
    runs=Run, lines=Line, folder="campaigns", noun="campaign_table", taken_in="campaign_table_taken_in", of="kind",
    head=lambda run, top: rows.head(run.kind, top), names=rows.names_of,
    guess=lambda run, names: rows.guess(run.kind, names),
    check=lambda run, mapping: rows.check_columns(run.kind, mapping), take=take, look=look, require_map=require_map,
    require_apply=require_apply, require_drop=require_drop,
)  # fmt: skip
choose = partial(runs.choose, WAY)
apply = partial(runs.apply, WAY)
drop = partial(runs.drop, WAY)
work = partial(runs.work, WAY)
carry_on = partial(runs.carry_on, WAY)
