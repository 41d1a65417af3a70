"""How each field of a letter is kept, and what makes it good."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.functional import Promise


@dataclass(frozen=True)
class Text:
    """Plain words of at most `limit` characters; a paragraph a line."""

    limit: int = 300
    is_sentence: bool = False

    def clean(self, value: object) -> str:
        if isinstance(value, Promise):
            value = _in_chinese(value)
        if not isinstance(value, str) or len(value) > self.limit:
            raise ValueError
        return _visible(value)


@dataclass(frozen=True)
class Day:
    """A date."""

    def clean(self, value: object) -> str:
        return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()[:10]


@dataclass(frozen=True)
class Lines:
    """Numbered items, each plain words."""

    limit: int = 200
    are_sentences: bool = False

    def clean(self, value: object) -> list[str]:
        if isinstance(value, str) or not isinstance(value, Sequence) or len(value) > self.limit:
            raise ValueError
        return [PARAGRAPHS.clean(item) for item in value]


@dataclass(frozen=True)
class Rows:
    """Numbered items of named parts, all of them words of at most `limit` characters."""

    keys: tuple[str, ...]
    limit: int = 4000

    def clean(self, value: object) -> list[dict[str, str]]:
        if isinstance(value, str) or not isinstance(value, Sequence) or len(value) > 200:
            raise ValueError
        part = Text(self.limit, is_sentence=True)
        return [{key: part.clean(row[key]) for key in self.keys} for row in value]


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def clean(self, value: object) -> str:
        if str(value) not in self.words:
            raise ValueError
        return str(value)


@dataclass(frozen=True)
class Sheet:
    """A table of weeks, each cell the lines in it (a week of one cell stands for several), and notes below it."""

    def clean(self, value: object) -> dict[str, object]:
        if not isinstance(value, dict) or any(len(week) not in (1, 7) for week in value["weeks"]):
            raise ValueError
        weeks = [[[CELL.clean(line) for line in cell] for cell in week] for week in value["weeks"]]
        return {"weeks": weeks, "notes": SENTENCES.clean(value["notes"])}


@dataclass(frozen=True)
class Tables:
    """Tables with a caption, a head and rows of as many cells, all of them words, and notes below."""

    def clean(self, value: object) -> list[dict[str, object]]:
        if isinstance(value, str) or not isinstance(value, Sequence) or not value:
            raise ValueError
        return [self._table(one) for one in value]

    def _table(self, one: dict[str, Any]) -> dict[str, object]:
        head, rows = self._cells(one["head"]), [self._cells(row) for row in one["rows"]]
        if not head or not rows or any(len(row) != len(head) for row in rows):
            raise ValueError
        return {
            "caption": CAPTION.clean(one["caption"]),
            "head": head,
            "rows": rows,
            "notes": NOTES.clean(one["notes"]),
        }

    @staticmethod
    def _cells(row: Sequence[object]) -> list[str]:
        return [WORDED.clean(cell) for cell in row]


def _visible(words: str) -> str:
    """The words composed (NFC) and without control and direction marks, which no font prints."""
    composed = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\t", " "))
    return "".join(mark for mark in composed if mark == "\n" or unicodedata.category(mark) not in ("Cc", "Cf")).strip()


def _in_chinese(value: Promise) -> str:
    with translation.override("zh-hans"):
        return str(value)


PARAGRAPHS = Text(4000, is_sentence=True)
Field = Text | Day | Lines | Rows | Choice | Sheet | Tables
NAME, LINE, WORDS, DAY = Text(200), Text(300), PARAGRAPHS, Day()
NAMES, SENTENCES, CELL = Lines(), Lines(are_sentences=True), Text(60)
CAPTION, WORDED, NOTES = Text(200), Text(4000), SENTENCES
