"""Write what rows say, once: what stands there already stays, unless the table is to take its place."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from disclosure.quality.enums import Flag
from disclosure.quality.models import PeriodResult, Reading, Station
from disclosure.quality.rules.rows import Value, Where, name_key
from disclosure.runs.enums import Result

if TYPE_CHECKING:
    from collections.abc import Iterable

    from disclosure.quality.models import Run
    from disclosure.quality.rules.history import Statement
    from disclosure.quality.rules.rows import Outcome

Place = tuple[int, str, object, int, str]
Before = dict[int, list[list[object]]]
CHUNK = 2000


def register(run: Run) -> dict[str, list[Where]]:
    """The stations of the bureau, by code, by name, and by river and name."""
    found: dict[str, list[Where]] = {}
    for one in Station.objects.filter(bureau=run.bureau, medium=run.medium).order_by("pk"):
        where = Where(one.pk, one.active_from, one.active_to)
        for key in {name_key(one.code), name_key(one.name), name_key(one.river + one.name)}:
            found.setdefault(key, []).append(where)
    return found


def keep_readings(run: Run, outcomes: list[Outcome], *, write: bool) -> tuple[list[Outcome], Before]:
    """What each row becomes beside what is there; `write` says whether it is only a look."""
    there = _there([value for one in outcomes for value in one.values])
    fresh: list[Reading] = []
    changed: list[Reading] = []
    before: Before = {}
    told = []
    for one in outcomes:
        if one.values:
            one, old = _beside(run, one, there, fresh, changed)  # noqa: PLW2901  the row as it stands now
            if old:
                before[one.number] = old
        told.append(one)
    if write:
        Reading.objects.bulk_create(fresh, batch_size=CHUNK)
        Reading.objects.bulk_update(changed, ["value", "flag", "reason", "run"], batch_size=CHUNK // 4)
    return told, before


def _there(values: list[Value]) -> dict[Place, Reading]:
    if not values:
        return {}
    days = [value.on for value in values]
    found = Reading.objects.filter(
        station__in={value.station for value in values}, on__range=(min(days), max(days)),
        averaging__in={value.averaging for value in values},
    )  # fmt: skip
    return {(one.station_id, one.averaging, one.on, one.hour, one.parameter): one for one in found.iterator(CHUNK)}


def _beside(
    run: Run, one: Outcome, there: dict[Place, Reading], fresh: list[Reading], changed: list[Reading]
) -> tuple[Outcome, list[list[object]]]:
    """Sort the values of a row into new ones, the same again, and others than stand there."""
    remarks, old, news = list(one.remarks), [], 0
    for value in one.values:
        stored = there.get(value.place)
        if stored is None:
            reading = Reading(
                station_id=value.station, parameter=value.parameter, averaging=value.averaging, on=value.on,
                hour=value.hour, value=value.value, flag=value.flag, reason=value.reason, run=run,
            )  # fmt: skip
            there[value.place] = reading
            fresh.append(reading)
            news += 1
        elif not _same(stored, value):
            code = "replaced" if run.replaces else "differs"
            remarks.append([code, value.parameter, _told(stored.value, stored.flag), _told(value.value, value.flag)])
            if run.replaces:
                old.append(_replace(stored, value, run, changed))
    return _judged(one, remarks, news=news, replaced=len(old)), [entry for entry in old if entry]


def _judged(one: Outcome, remarks: list[list[str]], *, news: int, replaced: int) -> Outcome:
    differs = any(remark[0] == "differs" for remark in remarks)
    if news or replaced:
        result = Result.MENDED if remarks else Result.TAKEN
    else:
        result = Result.REFUSED if differs else Result.REPEATED
    if result == Result.REPEATED:
        remarks = [["repeated", "", "", ""]]
    return replace(one, result=result, remarks=tuple(remarks))


def _same(stored: Reading, value: Value) -> bool:
    return (stored.value, stored.flag) == (value.value, value.flag)


def _replace(stored: Reading, value: Value, run: Run, changed: list[Reading]) -> list[object]:
    """Put the new value in the place of the old; returns what is needed to put it back."""
    old: list[object] = [
        stored.pk, None if stored.value is None else str(stored.value), stored.flag, stored.reason, stored.run_id,
    ]  # fmt: skip
    stored.value, stored.flag, stored.reason, stored.run = value.value, value.flag, value.reason, run
    if stored.pk is None:  # further up in the same rows
        return []
    changed.append(stored)
    return old


def _told(value: Decimal | None, flag: str) -> str:
    return str(Flag(flag).value) if value is None else f"{value.normalize():f}"


def keep_statements(run: Run, outcomes: list[Outcome], *, write: bool) -> list[Outcome]:
    """Statements of other publishers, each once."""
    keys = {one.statement.key for one in outcomes if one.statement}
    seen = set(PeriodResult.objects.filter(import_key__in=keys).values_list("import_key", flat=True))
    told, fresh = [], []
    for one in outcomes:
        told.append(_again(one) if one.statement and one.statement.key in seen else one)
        if one.statement and one.statement.key not in seen:
            seen.add(one.statement.key)
            fresh.append(one.statement)
    if write:
        stations = _stations(run, fresh)
        PeriodResult.objects.bulk_create([_result(run, said, stations) for said in fresh])
    return told


def _again(one: Outcome) -> Outcome:
    return replace(one, result=Result.REPEATED, remarks=(["repeated", "", "", ""],), statement=None)


def _stations(run: Run, statements: Iterable[Statement]) -> dict[tuple[str, str, str], Station]:
    """The stations these stand under, made where they are new; what the bureau itself printed, under its own."""
    medium, own = run.medium, Station.objects.filter(bureau=run.bureau, medium=run.medium) if run.bureau else ()
    found = {(one.publisher, one.river, one.name): one for one in own}
    for said in statements:
        key = said.publisher, said.river, said.name
        if key not in found:
            code = hashlib.sha256("\x1f".join((medium, *key)).encode()).hexdigest()[:10]
            found[key] = Station.objects.get_or_create(
                publisher_name=said.publisher, medium=medium, river=said.river, name=said.name, bureau=None,
                defaults={
                    "code": f"h-{code}", "place": said.place, "target": said.target, "water_kind": said.water_kind,
                },
            )[0]  # fmt: skip
    return found


def _result(run: Run, said: Statement, stations: dict[tuple[str, str, str], Station]) -> PeriodResult:
    return PeriodResult(
        station=stations[said.publisher, said.river, said.name], first=said.first, last=said.last,
        printed_period=said.printed_period, water_class=said.water_class, is_compliant=said.is_compliant,
        figures=[list(pair) for pair in said.figures], wording=[list(pair) for pair in said.wording],
        source=said.source, import_key=said.key, run=run,
    )  # fmt: skip


def put_back(run: Run) -> int:
    """Undo what a run wrote: its readings go, those it took the place of stand again; how many rows changed."""
    count = 0
    for line in run.lines.exclude(before=[]).iterator(CHUNK):
        for pk, value, flag, reason, run_id in line.before:
            # Only where nothing newer has taken its place since.
            count += Reading.objects.filter(pk=pk, run=run).update(
                value=None if value is None else Decimal(value), flag=flag, reason=reason, run=run_id
            )
    gone, _by_model = Reading.objects.filter(run=run).delete()
    stations = set(PeriodResult.objects.filter(run=run).values_list("station", flat=True))
    results, _by_model = PeriodResult.objects.filter(run=run).delete()
    Station.objects.filter(pk__in=stations, bureau=None, results=None, readings=None).delete()
    return count + gone + results
