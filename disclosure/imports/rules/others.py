"""One row of a table of another kind as a notice of the board: whole, or refused with its reason."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

from disclosure.board import board
from disclosure.imports.rules import kinds, words
from disclosure.imports.rules.rows import LONG, UNNAMED, No, Outcome, refuse_personal, refused
from disclosure.runs.enums import Result
from disclosure.runs.guards.refusals import BadColumns
from disclosure.runs.rules import require_once
from envportal.web.forms import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from disclosure.imports.rules.kinds import OfKind, Said, TableOf
    from disclosure.imports.rules.rows import Whole

LONGEST_PUBLISHER, LONGEST_SOURCE = 100, 200


def check(table: TableOf, mapping: Mapping[int, str], whole: Whole) -> None:
    """Raise BadColumns where the heading has none of what makes a row of this kind."""
    require_once(mapping, table.label)
    if not set(table.identity[:2]) & set(mapping.values()):
        wanted = "、".join(table.label(name) for name in table.identity[:2])
        raise BadColumns(words.COLUMNS_WANTING % {"columns": wanted})
    if not whole.source and "source" not in mapping.values():
        raise BadColumns(words.SOURCE_WANTING)


def outcome(
    number: int, cells: Sequence[str], mapping: Mapping[int, str], table: TableOf, whole: Whole, *, at: datetime,
    today: date,
) -> Outcome:  # fmt: skip
    """Read a row; a refused one keeps what it is called, so that people find it in their table."""
    raw = {name: cells[column] for column, name in mapping.items() if column < len(cells)}
    title = " ".join(filter(None, (tidy(raw.get(name, "")).strip() for name in table.identity[:2])))[:200]
    row = kinds.OfKind(table, {})
    try:
        _clean(row, raw)
        said = table.read(row, today)
        past = _past(row, said, key_of(raw, table, whole), whole)
        refuse_personal(row, past, at)
    except No as no:
        return refused(number, no.remark, title)
    changed = any(remark[0] not in words.LOOK for remark in row.remarks)
    result = Result.MENDED if changed else Result.TAKEN
    return Outcome(number, result, past.title, past.key, tuple(row.remarks), past)


def key_of(raw: Mapping[str, str], table: TableOf, whole: Whole) -> str:
    """What a row says it is, as printed."""
    publisher = raw.get(table.publisher, "") or whole.publisher
    parts = [publisher, *(raw.get(name, "") for name in table.identity)]
    told = [table.kind, *("".join(unicodedata.normalize("NFKC", part).split()) for part in parts)]
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()


def _clean(row: OfKind, raw: Mapping[str, str]) -> None:
    for name, text in raw.items():
        plain, label = tidy(text).strip(), row.table.label(name)
        if plain and words.is_nothing(plain):
            row.say("nothing", label, plain)
            plain = ""
        masked = board.without_mobiles(plain)
        if masked != plain:
            row.say("mobile", label, "", masked[:80])
        if len(masked) > LONG:
            raise No("too_long", label, "", str(len(masked)))
        row.named[name] = masked


def _past(row: OfKind, said: Said, key: str, whole: Whole) -> board.Past:
    facts = tuple((label, text) for label, text in said.facts if text)
    told = dict(facts)
    printed = tuple((label, text) for label, text in said.wording if text and told.get(label) != text)
    return board.Past(
        key=key, kind=row.table.kind, publisher=_publisher(row, said, whole), title=said.title, owner=said.owner,
        source=(row.was("source") or whole.source)[:LONGEST_SOURCE], place=said.place, document_number=said.number,
        published_on=said.day, facts=facts, wording=printed,
    )  # fmt: skip


def _publisher(row: OfKind, said: Said, whole: Whole) -> str:
    named = row.was(row.table.publisher) or whole.publisher
    if named:
        return named[:LONGEST_PUBLISHER]
    if not said.region:
        raise No("nobody")
    unnamed = UNNAMED.format(said.region)[:LONGEST_PUBLISHER]
    row.say("unnamed", row.table.label(row.table.publisher), "", unnamed)
    return unnamed
