"""Look at one PDF and say how many pages it has, or why it is unfit: run as a script, in a process of its own.

Plain Python: no Django, nothing of the portal. What a stranger's file can do here ends with this process.
"""

from __future__ import annotations

import base64
import itertools
import json
import resource
import sys
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MEMORY = 512 << 20
CPU_SECONDS = 60
PIECE = 1 << 20
# One stream that inflates beyond this, or a file beyond eight times this, is a bomb or as good as one.
INFLATED = 256 << 20

FLATE = {"/FlateDecode", "/Fl"}
RARE = {"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
HEX = {"/ASCIIHexDecode", "/AHx"}
ASCII = HEX | {"/ASCII85Decode", "/A85"}
# What can be counted; pictures (DCT, JPX, CCITT, JBIG2) end the chain and are looked at by nobody here.
GROWS = FLATE | RARE | ASCII
# Keys, and keys with their value, of what could do something; and the word for it.
ACTIVE_KEYS = {"/JS": "script", "/EF": "attachment", "/XFA": "xfa", "/RichMediaContent": "media"}
ACTIVE_WORDS = {
    ("/S", "/JavaScript"): "script", ("/S", "/Launch"): "launch", ("/S", "/GoToE"): "launch",
    ("/S", "/ImportData"): "sends", ("/S", "/SubmitForm"): "sends", ("/S", "/Rendition"): "media",
    ("/S", "/Sound"): "media", ("/S", "/Movie"): "media", ("/S", "/GoTo3DView"): "media",
    ("/Type", "/EmbeddedFile"): "attachment",
    ("/Subtype", "/RichMedia"): "media", ("/Subtype", "/Movie"): "media", ("/Subtype", "/Sound"): "media",
    ("/Subtype", "/Screen"): "media", ("/Subtype", "/3D"): "media", ("/Subtype", "/FileAttachment"): "attachment",
}  # fmt: skip


class Unfit(Exception):
    """Why, in one word the parent process has a sentence for."""


def inspect(path: str) -> int:
    """The number of pages of a sound, open, inert PDF."""
    _edges(path)
    with pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as pdf:
        if pdf.is_encrypted:
            raise Unfit("restricted")
        if not pdf.pages:
            raise Unfit("no_pages")
        _inert(pdf, Path(path).stat().st_size)
        return len(pdf.pages)


def _edges(path: str) -> None:
    with Path(path).open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 1024))
        tail = file.read()
    if _is_archive(path):
        raise Unfit("pdf_and_archive")
    if b"%%EOF" not in tail:
        raise Unfit("cut")


def _is_archive(path: str) -> bool:
    """It opens as one, too; that a mark of archives stands somewhere near the end is chance."""
    try:
        with zipfile.ZipFile(path) as packed:
            return bool(packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        return False


def _inert(pdf: pikepdf.Pdf, size: int) -> None:
    left = 8 * max(INFLATED, size)
    for top in pdf.objects:
        for item in _nested(top):
            active = _active(item)
            if active:
                raise Unfit(active)
            if isinstance(item, pikepdf.Stream):
                left -= _inflated(item)
            if left < 0:
                raise Unfit("bomb")


def _nested(top: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """An object and every direct one in it; indirect ones have their own turn, so no loop and no recursion."""
    waiting = [top]
    while waiting:
        item = waiting.pop()
        yield item
        waiting += [inner for inner in _inside(item) if isinstance(inner, pikepdf.Object) and not inner.is_indirect]


def _inside(item: pikepdf.Object) -> list[object]:
    if isinstance(item, pikepdf.Array):
        return list(item)
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return [value for _, value in item.items()]
    return []


def _active(item: pikepdf.Object) -> str:
    """The word for what this object could do; "" for nothing."""
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return ""
    found = (ACTIVE_KEYS.get(key) or ACTIVE_WORDS.get((key, _word(value)), "") for key, value in item.items())
    return next(filter(None, found), "")


def _word(value: object) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _inflated(stream: pikepdf.Stream) -> int:
    """How large the stream grows through its filters, counted piece by piece; only old, rare filters are held."""
    filters = list(itertools.takewhile(GROWS.__contains__, _filters(stream)))
    if not filters:
        return 0
    squeezed = [name for name in filters if name not in ASCII]
    if any(name in RARE for name in squeezed):
        return _held(stream, squeezed)
    pieces: Iterable[bytes] = [stream.read_raw_bytes()]
    for name in filters:
        pieces = _inflate(pieces) if name in FLATE else _from_ascii(name, pieces)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > INFLATED:
            raise Unfit("bomb")
    return size


def _held(stream: pikepdf.Stream, squeezed: list[str]) -> int:
    """One of the old filters alone; over another there is no reason for it but to swell."""
    if len(squeezed) > 1:
        raise Unfit("bomb")
    return len(stream.read_bytes(decode_level=pikepdf.StreamDecodeLevel.specialized))


def _from_ascii(name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    text = b"".join(b"".join(pieces).split())
    if name in HEX:
        digits = text.partition(b">")[0]
        yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    else:
        yield base64.a85decode(text.removeprefix(b"<~").partition(b"~")[0])


def _filters(stream: pikepdf.Stream) -> list[str]:
    found: object = stream.get("/Filter", [])
    return [str(name) for name in (found if isinstance(found, pikepdf.Array | list) else [found])]


def _inflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj()
    for piece in pieces:
        waiting = piece
        while waiting and not machine.eof:
            yield machine.decompress(waiting, PIECE)
            waiting = machine.unconsumed_tail


def answer(path: str) -> dict[str, object]:
    try:
        return {"pages": inspect(path)}
    except Unfit as unfit:
        return {"unfit": str(unfit)}
    except pikepdf.PasswordError:
        return {"unfit": "encrypted"}
    except MemoryError:
        return {"unfit": "heavy"}
    except pikepdf.PdfError as error:
        return {"unfit": "heavy" if "bad_alloc" in str(error) else "damaged"}
    except (zlib.error, ValueError, RuntimeError, TypeError):
        return {"unfit": "damaged"}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(answer(sys.argv[1])))
