"""重大变动: the list a change is compared with."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from approvals.aftercare.guards import NotPossible

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path(__file__).parent.parent / "data" / "major_changes.csv"
SOURCE = "污染影响类建设项目重大变动清单（试行）（环办环评函〔2020〕688号）"


class Item(NamedTuple):
    """One line of the list."""

    number: str
    aspect: str
    text: str


@cache
def listed() -> tuple[Item, ...]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return tuple(Item(row["number"], row["aspect"], row["text"]) for row in csv.DictReader(file))


def judged(items: Sequence[str], *, is_major: bool) -> None:
    """What is on the list is major; what is not may be major under the list of its own industry, for a reason."""
    if items and not is_major:
        raise NotPossible(_("对照清单选了第 %(n)s 项的，属于重大变动。") % {"n": "、".join(items)}, SOURCE)
