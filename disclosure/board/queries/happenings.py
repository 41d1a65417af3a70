"""What happened in a column by the knowledge of the room it comes from, published or not.

A room writes a module `happened` of its own and hands its counts to `count_by`, from the board's door: then nobody can
say that nothing happened while something did, and what was said stands no longer once it proved untrue.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from disclosure.board.models import NilReturn
    from envportal.accounts.models import Bureau

    Count = Callable[[int | None, date, date], int]
    Last = Callable[[Bureau], date | None]

_known: dict[str, Count] = {}
_proved: dict[str, Count] = {}
_kept_by: dict[str, tuple[Last, str]] = {}


def count_by(code: str, count: Count, proved: Count) -> None:
    """Called once while the module of a room is loaded: how many there were of a bureau from a day to a day.

    `proved` leaves out what nobody has verified yet: what anybody may say ends no nil return that was published.
    """
    _known[code], _proved[code] = count, proved


def keep(code: str, last: Last, address: str) -> None:
    """Called once while the module of a room is loaded: a column not made of notices, which the room fills itself.

    `last` is the day it last said something of a bureau; `address` is its page, in Chinese.
    """
    _kept_by[code] = last, address


def is_kept_by_a_room(code: str) -> bool:
    _load()
    return code in _kept_by


def last_said(code: str, bureau: Bureau | None) -> date | None:
    """The day a room last said something in its column; None if it never did, or no room fills it."""
    _load()
    return _kept_by[code][0](bureau) if bureau and code in _kept_by else None


def page_of(code: str) -> str:
    _load()
    return _kept_by[code][1] if code in _kept_by else ""


def happened(code: str, bureau_id: int | None, first: date, last: date) -> int:
    """How many, whether or not the public has read of them; 0 for a column no room counts."""
    _load()
    count = _known.get(code)
    return count(bureau_id, first, last) if count else 0


def stands(nil: NilReturn) -> bool:
    """Whether nothing came to light since that makes it untrue."""
    _load()
    count = _proved.get(nil.code)
    return count is None or not count(nil.bureau_id, nil.first_day, nil.last_day)


@cache
def _load() -> None:
    autodiscover_modules("happened")
