"""Write the first sheet of a workbook as CSV: run as a script, in a process of its own.

Plain Python: no Django, nothing of the portal. Formulas are never worked out: the text the workbook kept of them is
taken. What a stranger's file can do here ends with this process.
"""

from __future__ import annotations

import csv
import json
import re
import resource
import sys
import warnings
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 1 << 30
CPU_SECONDS = 120
# What the parts of a workbook may unfold to, together and each by itself, in bytes and times its packed size.
UNFOLDED, PART, TIMES = 1 << 30, 512 << 20, 200
MOST_ROWS, MOST_COLUMNS, MOST_MERGED, MOST_CELL = 300_000, 200, 200_000, 32_767
SMALL = 1 << 20
PIECE = 1 << 20
MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
NO_VALUE = re.compile(rb"<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>")
OVERLAP = 4096
OLE = b"\xd0\xcf\x11\xe0"  # an encrypted workbook, or one of before 2007


class Unfit(Exception):
    """Why, in one word the parent process has a sentence for."""


def convert(path: str, out: str) -> dict[str, object]:
    _sound(path)
    # By its bytes: openpyxl would go by the ending of a name, and an upload lies under one of our own.
    with Path(path).open("rb") as packed:
        book = load_workbook(packed, read_only=True, data_only=True)
        return _first_sheet(book, path, out)


def _first_sheet(book: Any, path: str, out: str) -> dict[str, object]:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise Unfit("empty")
    sheet = sheets[0]
    merged, without_value = _scan(path, sheet._worksheet_path)  # noqa: SLF001  read-only sheets hide their merges
    sheet.reset_dimensions()
    with Path(out).open("w", encoding="utf-8", newline="") as file:
        rows = _write(csv.writer(file, lineterminator="\n"), sheet.iter_rows(values_only=True), merged)
    if not rows:
        raise Unfit("empty")
    hints = [f"formulas:{without_value}"] * bool(without_value) + [f"sheets:{len(sheets)}"] * (len(sheets) > 1)
    return {"rows": rows, "sheet": str(sheet.title)[:60], "hints": hints}


def _sound(path: str) -> None:
    with Path(path).open("rb") as file:
        head = file.read(4)
    if head == OLE:
        raise Unfit("encrypted")
    if head != b"PK\x03\x04":
        raise Unfit("not_a_table")
    with zipfile.ZipFile(path) as packed:
        parts = packed.infolist()
        if "xl/workbook.xml" not in packed.namelist():
            raise Unfit("not_a_table")
    if sum(part.file_size for part in parts) > UNFOLDED or any(_is_bomb(part) for part in parts):
        raise Unfit("heavy")


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    times = part.file_size / max(part.compress_size, 1)
    return part.file_size > PART or (part.file_size > SMALL and times > TIMES)


def _scan(path: str, part: str) -> tuple[list[tuple[int, int, int, int]], int]:
    """The merged ranges of a sheet, and how many formulas have no kept text."""
    refs: set[bytes] = set()
    formulas, before = 0, b""
    with zipfile.ZipFile(path) as packed, packed.open(part.lstrip("/")) as sheet:
        for piece in iter(lambda: sheet.read(PIECE), b""):
            text = before + piece
            refs.update(MERGED.findall(text))
            formulas += sum(found.end() > len(before) for found in NO_VALUE.finditer(text))
            before = text[-OVERLAP:]
            if len(refs) > MOST_MERGED:
                raise Unfit("heavy")
    return sorted((_bounds(ref) for ref in refs), key=lambda bounds: bounds[1]), formulas


def _bounds(ref: bytes) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(ref.decode())
    return left, top, min(right, MOST_COLUMNS), bottom


def _write(writer: Any, rows: Iterator[tuple[object, ...]], merged: list[tuple[int, int, int, int]]) -> int:
    """Every cell of a merged range says what its first one says; returns how many rows were not blank."""
    written, coming, open_ranges = 0, list(reversed(merged)), []
    for number, values in enumerate(rows, 1):
        cells = [_text(value) for value in values[:MOST_COLUMNS]]
        while coming and coming[-1][1] <= number:
            left, _top, right, bottom = coming.pop()
            open_ranges.append((left, right, bottom, cells[left - 1] if left <= len(cells) else ""))
        open_ranges = [one for one in open_ranges if one[2] >= number]
        for left, right, _bottom, text in open_ranges:
            cells += [""] * (right - len(cells))
            cells[left - 1 : right] = [text] * (right - left + 1)
        writer.writerow(cells)
        written += any(cells)
        if number > MOST_ROWS:
            raise Unfit("too_long")
    return written


def _text(value: object) -> str:
    """A cell as people read it: 5 not 5.0, a day without its midnight."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:MOST_CELL]


def answer(path: str, out: str) -> dict[str, object]:
    try:
        return convert(path, out)
    except Unfit as unfit:
        return {"unfit": str(unfit)}
    except MemoryError:
        return {"unfit": "heavy"}
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError, OSError, EOFError,
            AttributeError, IndexError):  # fmt: skip
        return {"unfit": "damaged"}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(answer(sys.argv[1], sys.argv[2])))
