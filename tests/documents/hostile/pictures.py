"""Pictures under the name of a PDF, and those that tell where they were taken."""

from __future__ import annotations

import io
import struct
from functools import partial
from typing import TYPE_CHECKING

from PIL import Image

from tests.documents.hostile.other import box
from tests.documents.hostile.specimen import Specimen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def _drawn(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (10, 120, 60)).save(out, kind, **options)
    return out.getvalue()


def _tiff(order: str, tag: int) -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(f"{order}LH", 8, 1) + struct.pack(f"{order}HHLL", tag, 4, 1, 26) + bytes(40)


def jpeg(order: str, tag: int = 0x8825) -> bytes:
    block = b"Exif\0\0" + _tiff(order, tag)
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(block) + 2) + block + _drawn("JPEG")[2:]


def _jpeg_with_words() -> bytes:
    words = b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='26,4.5N' exif:GPSLongitude='119,18E'/>"
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(words) + 2) + words + _drawn("JPEG")[2:]


def _png(chunk: bytes, content: bytes) -> bytes:
    whole = _drawn("PNG")
    return whole[:33] + struct.pack(">L", len(content)) + chunk + content + bytes(4) + whole[33:]


def _webp() -> bytes:
    block = _tiff("<", 0x8825)
    return b"RIFF" + struct.pack("<L", 400) + b"WEBPVP8X" + bytes(14) + b"EXIF" + struct.pack("<L", len(block)) + block


PLAIN = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "ICO", "JPEG2000")
PLACED: dict[str, Callable[[], bytes]] = {
    "JPEG, little end first": partial(jpeg, "<"),
    "JPEG, big end first": partial(jpeg, ">"),
    "JPEG with words": _jpeg_with_words,
    "PNG": lambda: _png(b"eXIf", _tiff(">", 0x8825)),
    "PNG with words": lambda: _png(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x exif:GPSLatitude='26'/>"),
    "TIFF, little end first": partial(_tiff, "<", 0x8825),
    "TIFF, big end first": partial(_tiff, ">", 0x8825),
    "WEBP": _webp,
    "HEIC": lambda: box(b"heic", b"Exif\0\0" + _tiff(">", 0x8825)),
}


def _specimens() -> Iterator[Specimen]:
    for kind in PLAIN:
        for name in ("现场照片.pdf", f"现场照片.{kind.lower()}"):
            yield Specimen(f"picture {kind} as {name}", partial(_drawn, kind), "picture", name)
    yield Specimen("a JPEG with a camera but no place", partial(jpeg, "<", 0x010F), "picture")
    yield Specimen("a TIFF whose table is beyond its end", lambda: b"II*\0\xff\xff\xff\xff", "picture")
    yield Specimen("a TIFF with 65,535 tags", lambda: b"II*\0\x08\0\0\0\xff\xff" + bytes(64), "picture")
    for brand in (b"heic", b"heix", b"mif1", b"avif"):
        yield Specimen(f"picture {brand.decode()}", partial(box, brand), "picture")
    for kind, make in PLACED.items():
        for name in ("现场照片.pdf", "现场照片.jpg"):
            yield Specimen(f"picture with its place, {kind} as {name}", make, "picture_place", name)


SPECIMENS = tuple(_specimens())
