"""One row of a table as a notice of the board: whole, or refused with its reason."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from disclosure.board import board
from disclosure.imports.enums import DATES, IDENTITY, Field
from disclosure.imports.rules import dates, numbers, words
from disclosure.runs.enums import Result
from envportal.web.forms import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

# code, field, what was printed, what it became: words.SENTENCES makes a sentence of it in either language.
Remark = list[str]
LONGEST = {
    Field.TITLE: 200,
    Field.OWNER: 120,
    Field.PLACE: 200,
    Field.PUBLISHER: 100,
    Field.NUMBER: 60,
    Field.SOURCE: 200,
}
LONG = 20_000
COPIED = (Field.OVERVIEW, Field.MEASURES, Field.PARTICIPATION)
LABELS = {
    Field.OVERVIEW: "项目概况", Field.MEASURES: "主要环境影响和对策措施", Field.PARTICIPATION: "公众参与情况",
    Field.ACCEPTED: "受理日期", Field.OPENS: "公示开始", Field.CLOSES: "公示截止", Field.WINDOW: "公示起止",
    Field.DECIDED: "审批日期", Field.NUMBER: "文号", Field.REGION: "地区",
}  # fmt: skip
UNNAMED, UNTITLED = "未写明（{}）", "（原表未写项目名称）{}"


@dataclass(frozen=True)
class Whole:
    """What holds for every row of a table that does not say otherwise."""

    kind: str = ""
    publisher: str = ""
    source: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a row; only one that is taken has its notice."""

    number: int
    result: str
    title: str = ""
    key: str = ""
    remarks: tuple[Remark, ...] = ()
    past: board.Past | None = None

    def repeated(self, of: int = 0) -> Outcome:
        remark = ["repeated_in_file", "", "", str(of)] if of else ["repeated", "", "", ""]
        return replace(self, result=Result.REPEATED, remarks=(remark,), past=None)


class No(Exception):
    """Why a row is refused, as the parts of a remark."""

    def __init__(self, code: str, of: str = "", was: str = "", now: str = "") -> None:
        super().__init__(code)
        self.remark = [code, of, was, now]


@dataclass
class Row:
    """A row while it is read: its cells by field, and what was remarked so far."""

    cells: dict[Field, str]
    remarks: list[Remark] = field(default_factory=list)

    def say(self, code: str, of: str, was: str = "", now: str = "") -> None:
        self.remarks.append([code, of, was, now])

    def get(self, of: Field) -> str:
        return self.cells.get(of, "")


def outcome(
    number: int, cells: Sequence[str], mapping: Mapping[int, Field], whole: Whole, *, at: datetime, today: date
) -> Outcome:
    """Read a row; a refused one keeps its title, so that people find it in their table."""
    raw = {of: cells[column] for column, of in mapping.items() if column < len(cells)}
    title = tidy(raw.get(Field.TITLE, "") or raw.get(Field.NUMBER, "")).strip()[:200]
    row = Row({})
    try:
        _clean(row, raw)
        past = _past(row, key_of(raw, whole), whole, today)
        refuse_personal(row, past, at)
    except No as no:
        return refused(number, no.remark, title)
    changed = any(remark[0] not in words.LOOK for remark in row.remarks)
    return Outcome(
        number, Result.MENDED if changed else Result.TAKEN, past.title, past.key, tuple(row.remarks), past
    )  # fmt: skip


def refused(number: int, remark: Remark, title: str = "") -> Outcome:
    """A row that is not taken, under its title, unless that is what may not be kept."""
    shown = "" if board.blocks(title) else board.without_mobiles(title)
    return Outcome(number, Result.REFUSED, shown, remarks=(remark,))


def key_of(raw: Mapping[Field, str], whole: Whole) -> str:
    """What a row says it is, as printed: neither better mending nor another copy of the table changes it."""
    said = {Field.KIND: whole.kind, Field.PUBLISHER: whole.publisher} | {of: text for of, text in raw.items() if text}
    kind = words.kind_of(said[Field.KIND])[0]
    parts = [kind, *("".join(unicodedata.normalize("NFKC", said.get(of, "")).split()) for of in IDENTITY[1:])]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _clean(row: Row, raw: Mapping[Field, str]) -> None:
    for of, text in raw.items():
        plain = tidy(text).strip()
        if plain and words.is_nothing(plain):
            row.say("nothing", of, plain)
            plain = ""
        masked = board.without_mobiles(plain)
        if masked != plain:
            row.say("mobile", of, "", masked[:80])
        if len(masked) > LONGEST.get(of, LONG):
            raise No("too_long", of, "", str(len(masked)))
        row.cells[of] = masked


def _past(row: Row, key: str, whole: Whole, today: date) -> board.Past:
    kind = _kind(row, whole)
    days = _days(row, today)
    number = _number(row)
    is_completion = kind == board.Kind.COMPLETION
    first = next((days[of] for of in (Field.OPENS, Field.DECIDED, Field.ACCEPTED, Field.CLOSES) if days[of]), None)
    return board.Past(
        key=key, kind=kind, publisher=_publisher(row, whole), source=_fitting(row.get(Field.SOURCE) or whole.source),
        title=_title(row, number), owner=row.get(Field.OWNER), place=row.get(Field.PLACE),
        document_kind=_document_kind(row), document_number="" if is_completion else number, published_on=first,
        opens_on=days[Field.OPENS], closes_on=days[Field.CLOSES],
        facts=tuple(_facts(row, days, number if is_completion else "", is_completion)), wording=tuple(_wording(row)),
    )  # fmt: skip


def _fitting(source: str) -> str:
    return source[: LONGEST[Field.SOURCE]]


def _kind(row: Row, whole: Whole) -> str:
    said = row.get(Field.KIND) or whole.kind
    if not said:
        raise No("no_kind")
    kind, why = words.kind_of(said)
    if why:
        raise No(why, "", said[:60])
    return kind


def _publisher(row: Row, whole: Whole) -> str:
    if named := row.get(Field.PUBLISHER) or whole.publisher:
        return named
    if not row.get(Field.REGION):
        raise No("nobody")
    unnamed = UNNAMED.format(row.get(Field.REGION))[: LONGEST[Field.PUBLISHER]]
    row.say("unnamed", Field.PUBLISHER, "", unnamed)
    return unnamed


def _title(row: Row, number: str) -> str:
    if row.get(Field.TITLE):
        return row.get(Field.TITLE)
    told = number or row.get(Field.NUMBER)
    if not told:
        raise No("nameless")
    row.say("untitled", Field.TITLE, "", told)
    return UNTITLED.format(told)


def _document_kind(row: Row) -> str:
    said = row.get(Field.DOCUMENT_KIND)
    found = words.document_kind_of(said)
    if said and not found:
        row.say("kind_of_document", Field.DOCUMENT_KIND, said[:60])
    return found


def _number(row: Row) -> str:
    said = row.get(Field.NUMBER)
    number, why = numbers.mend(said)
    if len(number) > LONGEST[Field.NUMBER]:
        number, why = "", "number_cut"
    if why:
        row.say(why, Field.NUMBER, said, number)
    return number


def _days(row: Row, today: date) -> dict[Field, date | None]:
    if row.get(Field.WINDOW) and not row.get(Field.OPENS):
        row.cells[Field.OPENS], last = dates.window(row.get(Field.WINDOW))
        if last:
            row.cells[Field.CLOSES] = last
            row.say("parted", Field.WINDOW, row.get(Field.WINDOW))
    days: dict[Field, date | None] = {}
    for of in DATES:
        after = days.get(Field.OPENS) if of == Field.CLOSES else None
        found = dates.read(row.get(of), today=today, after=after)
        days[of] = found.day
        if found.why:
            row.say(found.why, of, row.get(of), found.day.isoformat() if found.day else "")
    return _in_order(row, days)


def _in_order(row: Row, days: dict[Field, date | None]) -> dict[Field, date | None]:
    """Of a window that ends before it begins nobody knows which day is wrong."""
    opens, closes = days[Field.OPENS], days[Field.CLOSES]
    is_said = any(remark[0] == "before_start" for remark in row.remarks)
    if opens and closes and closes < opens:
        row.say("before_start", Field.CLOSES, row.get(Field.CLOSES))
        is_said = True
    return {**days, Field.OPENS: None, Field.CLOSES: None} if is_said else days


def _facts(row: Row, days: Mapping[Field, date | None], number: str, is_completion: bool) -> list[tuple[str, str]]:
    agency = "验收报告编制单位" if is_completion else "环评文件编制单位"
    found = [(LABELS[Field.REGION], row.get(Field.REGION)), (agency, row.get(Field.AGENCY))]
    found += [(LABELS[of], _printed(days[of])) for of in (Field.ACCEPTED, Field.DECIDED)]
    found += [("公示期限", _amount(row)), ("原环评批复文号", number)]
    found += [(LABELS[of], row.get(of)) for of in COPIED]
    return [(label, text) for label, text in found if text]


def _printed(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _amount(row: Row) -> str:
    """5 个工作日, 7 日 or 7 天: in the unit the bureau printed, which is never turned into another."""
    said, unit = row.get(Field.AMOUNT), row.get(Field.UNIT)
    n = dates.figures_at_start(said)
    if not n:
        return ""
    unit = unit or said[len(n) :].strip(" 个")
    return f"{n} 个{unit}" if unit == "工作日" else f"{n} {unit}".strip()


def _wording(row: Row) -> list[tuple[str, str]]:
    """Days as printed beside the mended ones, and a number that was printed otherwise."""
    is_parted = any(remark[0] == "parted" for remark in row.remarks)
    told = (Field.ACCEPTED, Field.WINDOW, Field.DECIDED) if is_parted else DATES
    shown = [of for of in told if row.get(of)]
    if any(remark[1] == Field.NUMBER for remark in row.remarks) and row.get(Field.NUMBER):
        shown.append(Field.NUMBER)
    return [(LABELS[of], row.get(of)) for of in shown]


def refuse_personal(row: Row, past: board.Past, at: datetime) -> None:
    found = board.suspicions(past, at=at)
    blocking = [one.line for one in found if one.blocks]
    if blocking:
        raise No("personal", "", "；".join(dict.fromkeys(blocking)))
    for line in dict.fromkeys(one.line for one in found):
        row.say("look", "", line)
