"""Look at one PDF and say how many pages it has, or why it is unfit: run as a script, in a process of its own.

Plain Python: no Django, nothing of the portal. What a stranger's file can do here ends with this process.
"""

from __future__ import annotations

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
CPU_SECONDS = 30
PIECE = 1 << 20
# One stream that inflates beyond this, or a file beyond eight times this, is a bomb or as good as one.
INFLATED = 256 << 20

FLATE = {"/FlateDecode", "/Fl"}
ACTIVE_KEYS = {"/JS", "/EF", "/XFA", "/RichMediaContent"}
ACTIVE_WORDS = {
    ("/S", "/JavaScript"), ("/S", "/Launch"), ("/S", "/ImportData"), ("/S", "/SubmitForm"), ("/S", "/GoToE"),
    ("/S", "/Rendition"), ("/Type", "/EmbeddedFile"), ("/Subtype", "/RichMedia"),
}  # fmt: skip


class Unfit(Exception):
    """Why, in one word the parent process has a sentence for."""


def inspect(path: str) -> int:
    """The number of pages of a sound, open, inert PDF."""
    _edges(path)
    with pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as pdf:
        if pdf.is_encrypted:
            raise Unfit("encrypted")
        if not pdf.pages:
            raise Unfit("damaged")
        _inert(pdf)
        return len(pdf.pages)


def _edges(path: str) -> None:
    with Path(path).open("rb") as file:
        head = file.read(5)
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 1024))
        tail = file.read()
    if head != b"%PDF-" or zipfile.is_zipfile(path):
        raise Unfit("not_pdf")
    if b"%%EOF" not in tail:
        raise Unfit("damaged")


def _inert(pdf: pikepdf.Pdf) -> None:
    left = 8 * INFLATED
    for top in pdf.objects:
        for item in _nested(top):
            if _is_active(item):
                raise Unfit("active")
            if isinstance(item, pikepdf.Stream):
                left -= _inflated(item)
            if left < 0:
                raise Unfit("heavy")


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


def _is_active(item: pikepdf.Object) -> bool:
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return False
    return any(key in ACTIVE_KEYS or (key, str(value)) in ACTIVE_WORDS for key, value in _words(item))


def _words(item: pikepdf.Object) -> Iterator[tuple[str, object]]:
    for key, value in item.items():
        yield key, value if isinstance(value, pikepdf.Name) else ""


def _inflated(stream: pikepdf.Stream) -> int:
    """How large the stream grows through its Flate filters, counted piece by piece and never held."""
    layers = len(list(itertools.takewhile(FLATE.__contains__, _filters(stream))))
    if not layers:
        return 0
    pieces: Iterable[bytes] = [stream.read_raw_bytes()]
    for _ in range(layers):
        pieces = _inflate(pieces)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > INFLATED:
            raise Unfit("heavy")
    return size


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
    except (pikepdf.PdfError, zlib.error, ValueError, RuntimeError, TypeError):
        return {"unfit": "damaged"}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(answer(sys.argv[1])))
