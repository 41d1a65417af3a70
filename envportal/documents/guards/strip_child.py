"""Write a copy of one PDF without what tells who made it: run as a script, in a process of its own.

Plain Python: no Django, nothing of the portal. What a stranger's file can do here ends with this process.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 768 << 20
CPU_SECONDS = 60
# What programs write beside the pages, at any object; and what a note in the margin says of who wrote it and when.
KEPT_ASIDE = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
OF_A_NOTE = ("/T", "/M", "/CreationDate", "/NM")
SCAN, END = 0xDA, 0xD9
ALONE = frozenset({0x01, *range(0xD0, 0xDA)})
# Of a photograph: Exif with its place and camera, IPTC, remarks; JFIF, the colour profile and Adobe's mark stay.
TELLING = frozenset({0xFE, *range(0xE1, 0xF0)} - {0xE2, 0xEE})


def strip(source: str, target: str) -> int:
    """The number of pages of the copy; earlier versions inside the file are left behind."""
    with pikepdf.open(source, attempt_recovery=False, suppress_warnings=True) as pdf:
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for top in pdf.objects:
            for item in _nested(top):
                _bare(item)
        pdf.save(target, deterministic_id=True)
        return len(pdf.pages)


def _nested(top: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream in an object, itself included; indirect ones have their own turn."""
    waiting = [top]
    while waiting:
        item = waiting.pop()
        found: list[object] = []
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield item
            found = [value for _key, value in item.items()]
        elif isinstance(item, pikepdf.Array):
            found = list(item)
        waiting += [inner for inner in found if isinstance(inner, pikepdf.Object) and not inner.is_indirect]


def _bare(item: pikepdf.Object) -> None:
    is_note = "/Subtype" in item and "/Rect" in item and item.get("/Subtype") != pikepdf.Name("/Widget")
    for key in (*KEPT_ASIDE, *(OF_A_NOTE if is_note else ())):
        if key in item:
            del item[key]
    if isinstance(item, pikepdf.Stream) and item.get("/Filter") in (pikepdf.Name("/DCTDecode"), pikepdf.Name("/DCT")):
        item.write(b"".join(_photograph(item.read_raw_bytes())), filter=pikepdf.Name("/DCTDecode"))


def _photograph(data: bytes) -> Iterator[bytes]:
    """A JPEG piece by piece, without those that tell of its making; as it is from where it is none."""
    at = 0
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        mark = data[at + 1]
        length = 2 if mark in ALONE else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if mark in (SCAN, END):
            break
        if mark not in TELLING:
            yield data[at : at + length]
        at += length
    yield data[at:]


def answer(source: str, target: str) -> dict[str, object]:
    try:
        return {"pages": strip(source, target)}
    except (pikepdf.PdfError, MemoryError, ValueError, RuntimeError, TypeError, KeyError):
        return {"unfit": "damaged"}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(answer(sys.argv[1], sys.argv[2])))
