"""What the portal gives away whole: each room registers its own datasets in a module `open_data` of its own.

A room writes `disclosure/<room>/open_data.py`, makes a Dataset there and hands it to `register`, both imported from
the board's door. The page, the data dictionary, the catalogue and the nightly dumps then have it by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime


@dataclass(frozen=True)
class Field:
    """One line of a data dictionary."""

    name: str
    type: str  # string, integer, number, boolean, date, datetime, list: the words of the dictionary
    title: object
    meaning: object
    source: str  # table and column, as the database has them
    example: str
    unit: object = ""
    values: Sequence[tuple[str, object]] = ()  # every code with its word, where it is one of a few


@dataclass(frozen=True)
class Entry:
    """One page of a dataset: its address in Chinese, and what tells that it is not what it was."""

    path: str
    changed_at: datetime
    version: str  # another one if the page says something else on the same day
    still_from: date | None = None  # from this day on the page no longer changes with the day


@dataclass(frozen=True)
class Dataset:
    """A table anybody may have. What depends on the day or the rows is a function."""

    name: str  # letters, digits and hyphens: part of addresses and file names
    title: object
    description: object
    addresses: Mapping[str, str]  # page, csv, xlsx, json, atom, api → an address inside the portal, in Chinese
    fields: tuple[Field, ...]
    coverage: object
    why_empty: object
    rows: Callable[[], Iterable[Mapping[str, object]]]  # all of them, without holding them all
    updated: Callable[[], datetime | None]  # None: it is empty
    # Whether something in it was taken back since a moment: dumps made before are then given to nobody any more.
    recalled: Callable[[datetime], bool] = lambda _since: False
    # The pages of its rows, one for each, between two keys; and the greatest key there is.
    pages: Callable[[int, int], Iterable[Entry]] | None = None
    last_key: Callable[[], int] = lambda: 0
    licence: object = ""  # empty: the bureau's own terms, as settings have them


_known: dict[str, Dataset] = {}


def register(dataset: Dataset) -> None:
    """Called once while the module of a room is loaded. Raises ValueError if another one has this name."""
    if _known.setdefault(dataset.name, dataset) is not dataset:
        raise ValueError(f"Two datasets are named {dataset.name!r}.")


def datasets() -> list[Dataset]:
    """All of them, in the order of the rooms in INSTALLED_APPS."""
    _load()
    return list(_known.values())


def dataset(name: str) -> Dataset | None:
    return next((one for one in datasets() if one.name == name), None)


@cache
def _load() -> None:
    autodiscover_modules("open_data")
