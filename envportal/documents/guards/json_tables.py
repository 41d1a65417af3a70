"""A table written as JSON: a list of objects, or an object one of whose values is such a list."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from envportal.documents.guards.tables import MOST_COLUMNS, MOST_ROWS, BadTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# It is read whole, unlike a CSV.
MOST_BYTES = 20 << 20
MARKS = (b"[", b"{")


def is_json(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(MARKS)


def rows_of(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """A row of the names, then one row an object; what an object does not say is an empty cell."""
    found = _objects(path, name)
    if len(found) >= MOST_ROWS:
        raise BadTable("too_long", name)
    names = list(dict.fromkeys(key for one in found for key in one))[:MOST_COLUMNS]
    yield 1, names
    for number, one in enumerate(found, 2):
        yield number, [_text(one.get(key)) for key in names]


def _objects(path: Path, name: str) -> list[dict[str, Any]]:
    if path.stat().st_size > MOST_BYTES:
        raise BadTable("too_big", name, MOST_BYTES >> 20)
    try:
        # Numbers stay as they are printed: 0.10 is not 0.1, and no float is made of them.
        told = json.loads(path.read_bytes().decode("utf-8-sig"), parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise BadTable("damaged", name) from error
    lists = [told] if isinstance(told, list) else [one for one in told.values() if isinstance(one, list)]
    found = next((one for one in lists if one and all(isinstance(entry, dict) for entry in one)), None)
    if found is None:
        raise BadTable("not_a_table", name)
    return found


def _text(value: object) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).replace("\0", "")
