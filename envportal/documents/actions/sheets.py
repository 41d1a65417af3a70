"""A small table that is read at once, whole or not at all: its rows, and which column is what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from envportal.documents.guards import tables
from envportal.documents.guards.kept_tables import Kept, keep
from envportal.documents.rules import shown_name
from envportal.refusals import Refused
from envportal.web.forms.text import narrow, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.core.files.uploadedfile import UploadedFile

# The number of a row in its file, and its cells.
Numbered = tuple[int, list[str]]


class BadSheet(Refused):
    """The sheet as a whole cannot be taken."""


def read_at_once(file: UploadedFile[bytes], folder: str, most: int) -> tuple[Kept, list[Numbered]]:
    """All rows, the heading first; nothing stays on the disk. Raises BadTable, BadSheet.

    A child reads a workbook for seconds: call it before anything is locked.
    """
    kept = keep(file, shown_name(file.name or ""), folder)
    try:
        with tables.opened(tables.place(kept.path)) as found:
            rows = list(found)
    finally:
        tables.place(kept.path).unlink(missing_ok=True)
    if not rows or len(rows) > most + 1:
        raise BadSheet(_("表里应有列名和 1 到 %(most)s 行。") % {"most": most})
    return kept, rows


def columns(heading: Sequence[str], known: Mapping[str, tuple[str, ...]], needed: Sequence[str]) -> dict[str, int]:
    """Where each column stands that its heading speaks of; `known` says by which words. Raises BadSheet."""
    found: dict[str, int] = {}
    for at, cell in enumerate(heading):
        words = narrow(tidy(cell)).lower()
        name = next((name for name in known if name not in found and _speaks(words, known[name])), None)
        if name:
            found[name] = at
    missing = [known[name][0] for name in needed if name not in found]
    if missing:
        raise BadSheet(_("第一行应是列名；没有认出这些列：%(names)s。") % {"names": "、".join(missing)})
    return found


def _speaks(words: str, of: tuple[str, ...]) -> bool:
    return any(one in words for one in of)


def in_words(cells: Sequence[str]) -> str:
    """A row as a report shows it."""
    return " · ".join(cell for cell in cells if cell)[:300]
