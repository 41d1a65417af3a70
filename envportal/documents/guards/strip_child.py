"""Write a copy of one PDF without what tells who made it: run as a script, in a process of its own.

Plain Python: no Django, nothing of the portal. What a stranger's file can do here ends with this process.
"""

from __future__ import annotations

import base64
import binascii
import json
import resource
import sys
import zlib
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEMORY = 768 << 20
CPU_SECONDS = 60
# What programs write beside the pages, at any object; and what a note in the margin says of who wrote it and when.
KEPT_ASIDE = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
OF_A_NOTE = ("/T", "/M", "/CreationDate", "/NM")
SCAN, END = 0xDA, 0xD9
ALONE = frozenset({0x01, *range(0xD0, 0xDA)})
# Of a photograph: Exif with its place and camera, IPTC, remarks; JFIF, the colour profile and Adobe's mark stay.
TELLING = frozenset({0xFE, *range(0xE1, 0xF0)} - {0xE2, 0xEE})
# Of a JPEG 2000 the boxes that are its picture (ISO/IEC 15444-1, annex I); the others tell of it, as Exif does.
PICTURE = frozenset({b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jp2c", b"jpch", b"jplh", b"ftbl"})
WITHIN = frozenset({b"jp2h", b"jpch", b"jplh"})
ASIDE = frozenset({b"xml ", b"uuid", b"uinf", b"url ", b"lbl ", b"jp2i"})
CODE, REMARK, TILE, DATA = b"\xff\x4f", b"\xff\x64", b"\xff\x90", b"\xff\x93"


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
    if isinstance(item, pikepdf.Stream) and (names := _filters(item)) and names[-1] in PICTURES:
        data = item.read_raw_bytes()
        for name in names[:-1]:  # one that is not known raises KeyError: the file is not given away
            data = UNPACKED[name](data)
        parms = item.get("/DecodeParms")
        last = parms[-1] if isinstance(parms, pikepdf.Array) and len(parms) else parms
        plain = last if isinstance(last, pikepdf.Dictionary) else None
        item.write(PICTURES[names[-1]](data), filter=pikepdf.Name(names[-1]), decode_parms=plain)


def _filters(item: pikepdf.Object) -> list[str]:
    """What a stream was packed with, the outermost first: one name, or a chain of them."""
    found = item.get("/Filter")
    return [str(name) for name in found] if isinstance(found, pikepdf.Array) else [str(found)] if found else []


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


def _jpeg2000(data: bytes) -> bytes:
    """The same file: what stands beside the picture is blank, and nothing has moved."""
    whole = bytearray(data)
    if data.startswith(CODE):
        _blank_remarks(whole, 0, len(whole))
    else:
        _blank_boxes(whole, 0, len(whole), PICTURE)
    return bytes(whole)


def _blank_boxes(whole: bytearray, at: int, end: int, kept: frozenset[bytes]) -> None:
    while at + 8 <= end:
        length, kind, head = int.from_bytes(whole[at : at + 4], "big"), bytes(whole[at + 4 : at + 8]), 8
        if length == 1:
            length, head = int.from_bytes(whole[at + 8 : at + 16], "big"), 16
        stop = min(at + length, end) if length >= head else end
        if kind in ASIDE or (kept and kind not in kept):
            whole[at + 4 : at + 8], whole[at + head : stop] = b"free", bytes(max(0, stop - at - head))
        elif kind in WITHIN:
            _blank_boxes(whole, at + head, stop, frozenset())
        elif kind == b"jp2c":
            _blank_remarks(whole, at + head, stop)
        at = stop


def _blank_remarks(whole: bytearray, at: int, end: int) -> None:
    """The remarks in the head of a picture's code and in the heads of its tiles."""
    at, tile = at + 2, (at, 0)
    while at + 4 <= end and whole[at] == 0xFF:
        mark, length = bytes(whole[at : at + 2]), int.from_bytes(whole[at + 2 : at + 4], "big")
        if mark == TILE:
            tile = (at, int.from_bytes(whole[at + 6 : at + 10], "big"))
        elif mark == REMARK:
            stop = min(at + 2 + length, end)
            whole[at + 6 : stop] = b" " * max(0, stop - at - 6)
        at = sum(tile) if mark == DATA else at + 2 + length
        if mark == DATA and not tile[1]:
            return


UNPACKED: dict[str, Callable[[bytes], bytes]] = {
    "/FlateDecode": zlib.decompress, "/Fl": zlib.decompress,
    "/ASCIIHexDecode": lambda data: binascii.unhexlify(bytes(sign for sign in data if sign > 32).rstrip(b">")),
    "/ASCII85Decode": lambda data: base64.a85decode(data.strip().removeprefix(b"<~").removesuffix(b"~>")),
}  # fmt: skip
PICTURES: dict[str, Callable[[bytes], bytes]] = {
    "/DCTDecode": lambda data: b"".join(_photograph(data)), "/DCT": lambda data: b"".join(_photograph(data)),
    "/JPXDecode": _jpeg2000,
}  # fmt: skip


def answer(source: str, target: str) -> dict[str, object]:
    try:
        return {"pages": strip(source, target)}
    except (pikepdf.PdfError, MemoryError, ValueError, RuntimeError, TypeError, KeyError, zlib.error):
        return {"unfit": "damaged"}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(answer(sys.argv[1], sys.argv[2])))
