"""One row of what another publisher printed of a period: as printed, under that publisher's name, with its source."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from disclosure.quality.enums import Column, Flag, Medium, Parameter, WaterKind
from disclosure.quality.rules import cells, periods
from disclosure.quality.rules.classes import class_number, roman
from disclosure.quality.rules.remarks import is_changed
from disclosure.quality.rules.rows import No, Outcome, Row, cell_of, opened
from disclosure.runs.enums import Result
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from disclosure.quality.rules.rows import Whole

UNNAMED = "未写明（{}）"
# The index of HJ 633 is reported nationwide since 2016, in the first cities since 2013; before it was the API.
FIRST_AQI = date(2013, 1, 1)
NUMBERS = (
    Column.AQI, Column.INDEX, Column.VALID_DAYS, Column.GOOD_DAYS, Column.GOOD_RATE, Column.RATE,
)  # fmt: skip
TEXTS = (Column.PRIMARY, Column.EXCEEDANCE)
CLASSES = (Column.TARGET, Column.CLASS_LAST_MONTH, Column.CLASS_LAST_YEAR)
LAKES = ("湖", "水库")


@dataclass(frozen=True)
class Statement:
    """What is to be kept of a row."""

    publisher: str
    name: str
    river: str
    place: str
    water_kind: str
    target: int | None
    key: str
    first: date | None
    last: date | None
    printed_period: str
    water_class: int | None
    is_compliant: bool | None
    figures: tuple[tuple[str, str], ...]
    wording: tuple[tuple[str, str], ...]
    source: str


def outcome(number: int, sheet: Sequence[str], mapping: Mapping[int, str], whole: Whole) -> Outcome:
    """Read a row of another publisher's results."""
    title = ""
    try:
        row = opened(sheet, mapping)
        title = " ".join(filter(None, (row.get(Column.PLACE), row.get(Column.RIVER), row.get(Column.STATION))))
        told = _statement(row, mapping, whole)
    except No as no:
        return Outcome(number, Result.REFUSED, title[:200], (no.remark,))
    result = Result.MENDED if is_changed(row.remarks) else Result.TAKEN
    return Outcome(number, result, title[:200], tuple(row.remarks), statement=told)


def _statement(row: Row, mapping: Mapping[int, str], whole: Whole) -> Statement:
    source = row.get(Column.SOURCE) or whole.source
    name, place = _named(row)
    period = _period(row, whole.today)
    figures = _figures(row, mapping, whole, period)
    publisher = row.get(Column.PUBLISHER) or whole.publisher
    if not publisher:
        publisher = UNNAMED.format(place or f"来源 {source}")
        row.say("unnamed", Column.PUBLISHER, now=publisher)
    water_class, is_compliant = _class(row, Column.CLASS), _compliance(row)
    if not figures and water_class is None and is_compliant is None:
        raise No("empty")
    printed = row.get(Column.PERIOD) or row.get(Column.DATE)
    river = "" if cells.is_nothing(row.get(Column.RIVER)) else row.get(Column.RIVER)
    target = _class(row, Column.TARGET)
    return Statement(
        publisher[:100], name[:100], river[:60], place[:120], _kind(row, river, whole.medium),
        None if target is None or target > 5 else target,
        _key(whole.medium, publisher, river, place, name, cells.narrow(printed), source),
        period.first, period.last, printed[:60], water_class, is_compliant, figures, _wording(row), source[:200],
    )  # fmt: skip


def _named(row: Row) -> tuple[str, str]:
    """What the row is of: a station, or a whole place."""
    place = "" if cells.is_nothing(row.get(Column.PLACE)) else row.get(Column.PLACE)
    name = row.get(Column.STATION)
    if name and not cells.is_nothing(name):
        return name, place
    if not place:
        raise No("no_place")
    return place, place


def _period(row: Row, today: date) -> periods.Period:
    """The days of a period; one that cannot be told stays as it was printed, one nobody printed is refused."""
    said = row.get(Column.PERIOD) or row.get(Column.DATE)
    if not said or cells.is_nothing(said):
        raise No("no_period")
    found = periods.read(said, today=today)
    if found.first is None:
        row.say("period_no_year" if found.code == "no_year" else "period_unclear", Column.PERIOD, said)
    elif found.first > today:
        raise No("future", was=said[:60])
    return found


def _figures(row: Row, mapping: Mapping[int, str], whole: Whole, period: periods.Period) -> tuple[tuple[str, str], ...]:
    """Name and number of each, in the order of the table."""
    names = {of: whole.names[column] if column < len(whole.names) else "" for column, of in mapping.items()}
    found: list[tuple[str, str]] = []
    for of, text in row.raw.items():
        if text and of in Parameter.values:
            found += _measured(of, row, text, names[of], whole)
        elif text and of in NUMBERS:
            found += _number(of, row, text, period)
        elif of in TEXTS and text and not cells.is_nothing(text):
            found.append((of, text))
        elif of in CLASSES and (number := _class(row, of)):
            found.append((of, roman(number)))
    return tuple(found)


def _measured(of: str, row: Row, text: str, name: str, whole: Whole) -> list[tuple[str, str]]:
    cell = cell_of(row, of, text, name, whole)
    if cell.flag == Flag.BELOW:
        return [(of, text)]
    return [(of, f"{cell.value:f}")] if cell.value is not None else []


def _number(of: str, row: Row, text: str, period: periods.Period) -> list[tuple[str, str]]:
    value = cells.number(text)
    if value is None:
        if cells.is_nothing(text):
            row.say("nothing", of, text)
        else:
            row.say("no_number", of, text)
        return []
    if of == Column.AQI and _is_old(row, period):
        row.say("old_index", of, text)
        of = Column.API
    return [(of, _shown(value))]


def _is_old(row: Row, period: periods.Period) -> bool:
    says_so = "API" in row.get(Column.UNIT) or "旧污染指数" in row.get(Column.UNIT)
    return says_so or (period.first is not None and period.first < FIRST_AQI)


def _shown(value: Decimal) -> str:
    return f"{value:f}"


def _class(row: Row, of: str) -> int | None:
    """A class however it is printed; words that are none are kept as printed."""
    text = row.get(of)
    if not text:
        return None
    try:
        found = class_number(text)
    except Refused:
        row.say("no_class", of, text)
        return None
    if found is not None and of == Column.CLASS and text != roman(found):
        row.say("roman", of, text, roman(found))
    return found


def _compliance(row: Row) -> bool | None:
    text = cells.narrow(row.get(Column.COMPLIANT))
    if not text or cells.is_nothing(text):
        return None
    if text in {"达标", "是", "100%", "达到"}:
        return True
    if "个" not in text and ("超标" in text or "不达标" in text or "未达标" in text or text == "否"):
        return False
    row.say("unclear", Column.COMPLIANT, row.get(Column.COMPLIANT))
    return None


def _kind(row: Row, river: str, medium: str) -> str:
    """River, lake or ground water, where the table says it."""
    if medium not in {Medium.WATER, Medium.DRINKING}:
        return ""
    said = row.get(Column.WATER_TYPE)
    if "地下" in said:
        return WaterKind.GROUND
    is_lake = "湖" in said or river.endswith(LAKES)
    if is_lake:
        return WaterKind.LAKE
    return WaterKind.RIVER if "河" in said or (medium == Medium.WATER and river) else ""


def _wording(row: Row) -> tuple[tuple[str, str], ...]:
    """Everything the row printed, by the name of what its column is."""
    return tuple((of, text) for of, text in row.raw.items() if text)


def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
