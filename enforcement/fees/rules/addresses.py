"""The address at which anybody computes a figure again: the question as the calculator takes it over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE = "/api/v1/compute/fee"
LISTS = ("pollutants", "wastes")


def address_of(question: Mapping[str, object]) -> str:
    pairs: list[tuple[str, str]] = []
    for name, value in question.items():
        if name in LISTS:
            pairs += [(name, _short(one)) for one in value]  # type: ignore[attr-defined]
        elif value is not None:
            pairs.append((name, _word(value)))
    return f"{PLACE}?{urlencode([*pairs, ('explain', '1')], safe='/=')}"


def _short(entry: object) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    rest = [key if value is True else f"{key}={value}" for key, value in entry.items()
            if key not in {"name", "quantity"} and value not in (None, False)]  # fmt: skip
    return "/".join([str(entry["name"]), str(entry["quantity"]), *rest])


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
