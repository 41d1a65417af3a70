"""A photograph or a drawn signature becomes one page of a PDF, without what the telephone wrote into it.

The portal takes in PDFs only. Of a JPEG the segments that make the picture are kept: place, time, owner and the
preview the camera adds (EXIF, XMP, comments) are not. Which way up it was held is read first and kept as the page's
rotation. Nothing is decoded here; whether the result can be read is asked where every file is received.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

START, END, SCAN = b"\xff\xd8", b"\xff\xd9", 0xDA
FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# APP0 (JFIF) and APP14 (Adobe) say how colours are meant; every other APP segment and comment goes.
DROPPED: Final = (frozenset(range(0xE0, 0xF0)) - {0xE0, 0xEE}) | {0xFE}
# What may follow 0xFF within coded data: a stuffed zero, the restart markers.
IN_SCAN: Final = frozenset({0x00, *range(0xD0, 0xD8)})
SPACES = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
ORIENTATION = 0x0112
TURNS = {3: 180, 6: 90, 8: 270}
# An A4 page's longer side, in points.
LONGEST = 842
MOST_PIXELS = 20_000


class NoPicture(ValueError):
    """The bytes are no JPEG this module can read."""


@dataclass
class Picture:
    """The kept bytes of a JPEG and what a page must know of it."""

    data: bytes
    width: int = 0
    height: int = 0
    colours: int = 0
    turn: int = 0


def as_pdf(jpeg: bytes) -> bytes:
    """One page with the picture, filling it."""
    return _page(_read(jpeg))


def _read(jpeg: bytes) -> Picture:
    if not jpeg.startswith(START):
        raise NoPicture
    picture, kept, at = Picture(b""), [START], 2
    marker, segment = _segment(jpeg, at)
    while marker != SCAN:
        _learn(picture, marker, segment)
        if marker not in DROPPED:
            kept.append(jpeg[at : at + 4 + len(segment)])
        at += 4 + len(segment)
        marker, segment = _segment(jpeg, at)
    kept += _scans(jpeg, at)
    if not _is_sound(picture):
        raise NoPicture
    picture.data = b"".join(kept)
    return picture


def _scans(jpeg: bytes, at: int) -> list[bytes]:
    """The scans from the first to the picture's own end; a second picture behind it has its own EXIF and goes."""
    kept = []
    while jpeg[at : at + 2] != END:
        marker, segment = _segment(jpeg, at)
        begins, at = at, at + 4 + len(segment)
        if marker == SCAN:
            at = _next_marker(jpeg, at)
        if marker not in DROPPED:
            kept.append(jpeg[begins:at])
    return [*kept, END]


def _next_marker(jpeg: bytes, at: int) -> int:
    """Where coded data ends: in it a 0xFF is followed by a zero, by a restart, or by itself."""
    while (at := jpeg.find(b"\xff", at)) >= 0 and at + 1 < len(jpeg):
        if jpeg[at + 1] == 0xFF:
            at += 1
        elif jpeg[at + 1] in IN_SCAN:
            at += 2
        else:
            return at
    raise NoPicture


def _learn(picture: Picture, marker: int, segment: bytes) -> None:
    if marker in FRAMES:
        _measure(picture, segment)
    elif marker == 0xE1:
        picture.turn = _turn(segment) or picture.turn


def _segment(jpeg: bytes, at: int) -> tuple[int, bytes]:
    """The marker at a place and what it holds."""
    head = jpeg[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF:
        raise NoPicture
    length = int.from_bytes(head[2:4], "big")
    if length < 2 or at + 2 + length > len(jpeg):
        raise NoPicture
    return head[1], jpeg[at + 4 : at + 2 + length]


def _measure(picture: Picture, frame: bytes) -> None:
    if len(frame) < 6:
        raise NoPicture
    _depth, picture.height, picture.width, picture.colours = struct.unpack(">BHHB", frame[:6])


def _is_sound(picture: Picture) -> bool:
    sides = (picture.width, picture.height)
    return picture.colours in SPACES and all(0 < side <= MOST_PIXELS for side in sides)


def _turn(segment: bytes) -> int:
    """Degrees the picture is to be turned by, as its EXIF says; 0 where it says nothing that makes sense."""
    if not segment.startswith(b"Exif\0\0"):
        return 0
    tiff = segment[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        return _orientation(tiff, order) if order else 0
    except struct.error:
        return 0


def _orientation(tiff: bytes, order: str) -> int:
    (first,) = struct.unpack_from(order + "I", tiff, 4)
    (count,) = struct.unpack_from(order + "H", tiff, first)
    for n in range(min(count, 64)):
        tag, _kind, _many, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * n)
        if tag == ORIENTATION:
            return TURNS.get(value, 0)
    return 0


def _page(picture: Picture) -> bytes:
    scale = LONGEST / max(picture.width, picture.height)
    wide, high = round(picture.width * scale, 2), round(picture.height * scale, 2)
    draw = f"q {wide} 0 0 {high} 0 0 cm /P Do Q".encode()
    invert = " /Decode [1 0 1 0 1 0 1 0]" if picture.colours == 4 else ""  # Adobe writes CMYK inverted
    image = (
        f"<< /Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} /BitsPerComponent 8"
        f" /ColorSpace {SPACES[picture.colours]} /Filter /DCTDecode{invert} /Length {len(picture.data)} >>"
    )
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Rotate {picture.turn}"
        " /Resources << /XObject << /P 4 0 R >> >> /Contents 5 0 R >>".encode(),
        _stream(image, picture.data),
        _stream(f"<< /Length {len(draw)} >>", draw),
    ]
    return _file(bodies)


def _stream(head: str, data: bytes) -> bytes:
    return head.encode() + b"\nstream\n" + data + b"\nendstream"


def _file(bodies: list[bytes]) -> bytes:
    written, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for n, body in enumerate(bodies, 1):
        places.append(len(written))
        written += f"{n} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(bodies) + 1
    return (
        written
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
            f"startxref\n{len(written)}\n%%EOF\n"
        ).encode()
    )
