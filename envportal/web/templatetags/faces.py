"""What the components of a clock ask of a clock; `envportal.deadlines` answers, this room only draws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol


class Day(Protocol):
    """A day of a strip.

    kind: start, counted, makeup, weekend, holiday, closed, paused or moved. `sentence` says the day in full
    without its clock's name: “计入，第3天”, “暂停：专家评审（行政许可法第45条），不计入”.
    """

    date: date
    kind: str
    ordinal: int
    is_due: bool

    @property
    def sentence(self) -> str: ...


class Face(Protocol):
    """One clock as its card and its lane of the strip show it.

    name 法定时限 · short 法定 · mark 法 (one character in English too) · due_on None while nobody knows ·
    expected: an open or a future pause may still move it · left: days, negative when late ·
    unit: calendar_day or working_day · tone: "", soon, late, paused, done · word: the word of state · cause: why ·
    binds: it ends first and there is another · facts: rule, start, used / excluded, basis as label and text ·
    rule: the term alone, “30 日” · days: its strip · sums: the arithmetic, label and amount, the total last.
    """

    name: str
    short: str
    mark: str
    due_on: date | None
    expected: bool
    provisional: bool
    left: int
    unit: str
    tone: str
    word: str
    cause: str
    binds: bool
    rule: str
    facts: Sequence[tuple[str, str]]
    days: Sequence[Day]
    sums: Sequence[tuple[str, str]]
