"""Which conditions of a decision a comment may have changed: the procedure of the case says them."""

from __future__ import annotations

from collections.abc import Callable

from envportal.cases.models import Case

Reader = Callable[[Case], list[str]]
_readers: list[Reader] = []


def offer(reader: Reader) -> None:
    """Take note of a procedure that knows the conditions of its cases; of any other it answers nothing."""
    if reader not in _readers:
        _readers.append(reader)


def conditions_of(case: Case) -> list[str]:
    """The conditions as they are to be decided, in their order; none before anything is proposed."""
    return next((told for reader in _readers if (told := reader(case))), [])


def named(conditions: list[str], number: int) -> str:
    """第4条：22:00 至次日 6:00 不得印刷."""
    return f"第{number}条：{conditions[number - 1]}"
