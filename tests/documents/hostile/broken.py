"""PDFs that are locked, cut, damaged, or unfold to far more than they seem."""

from __future__ import annotations

import base64
import io
import re
import zlib
from functools import cache, partial
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Encryption, Name, Pdf, Permissions, Stream

from tests.documents import corpus
from tests.documents.hostile.specimen import Specimen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MIB = 1 << 20


# LOCKED -----------------------------------------------------------------------
def locked(revision: int, *, user: str, aes: bool = False, no_print: bool = False) -> bytes:
    allow = Permissions(print_lowres=not no_print, print_highres=not no_print)
    guard = Encryption(owner="owner", user=user, R=revision, allow=allow, aes=aes, metadata=aes)  # type: ignore[arg-type]
    return corpus.saved(pikepdf.open(io.BytesIO(corpus.pdf())), encryption=guard)


def _locked() -> Iterator[Specimen]:
    for revision, aes in ((2, False), (3, False), (4, False), (4, True), (6, True)):
        for user, why in (("secret", "encrypted"), ("", "restricted")):
            for no_print in (False, True):
                label = f"locked by R{revision}{' AES' * aes}, {why}{', no printing' * no_print}"
                made = partial(locked, revision, user=user, aes=aes, no_print=no_print)
                yield Specimen(label, made, why)


# CUT --------------------------------------------------------------------------
@cache
def _whole(*, packed: bool) -> bytes:
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    return corpus.saved(pikepdf.open(io.BytesIO(corpus.pdf(5, words=b"BT ET " * 400))), object_stream_mode=mode)


def cut(percent: int, *, packed: bool) -> bytes:
    whole = _whole(packed=packed)
    return whole[: max(6, len(whole) * percent // 100)]


def _cut() -> Iterator[Specimen]:
    for packed in (False, True):
        for percent in range(1, 100, 4):
            label = f"cut at {percent} %{', packed' * packed}"
            yield Specimen(label, partial(cut, percent, packed=packed), "cut")
    yield Specimen("cut in its end mark", lambda: corpus.pdf()[:-3], "cut")
    yield Specimen("filled up with zeros", lambda: corpus.pdf(5)[:400] + bytes(4096), "cut")
    yield Specimen("only a header", lambda: b"%PDF-1.7\n", "cut")
    yield Specimen("only five bytes", lambda: b"%PDF-", "cut")


# DAMAGED ----------------------------------------------------------------------
def _swapped(old: bytes, new: bytes) -> bytes:
    whole = corpus.pdf(3)
    assert re.search(old, whole), old
    return re.sub(old, lambda _found: new, whole, count=1)


def by_hand(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A file by hand, with a table of objects that fits."""
    out, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, rows, size, trailer, start,
    )  # fmt: skip


CATALOGUE, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"


def _looped() -> bytes:
    whole = by_hand(CATALOGUE, b"<</Kids[3 0 R]/Count 1>>", PAGE)
    start = int(whole.rpartition(b"startxref\n")[2].split()[0])
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


DAMAGED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a table of objects elsewhere": (partial(_swapped, rb"startxref\n", b"startxref\n9"), "damaged"),
    "a table of objects beyond the end": (partial(_swapped, rb"startxref\n\d+", b"startxref\n99999999"), "damaged"),
    "a table of objects at nothing": (partial(_swapped, rb"startxref\n\d+", b"startxref\nzz"), "damaged"),
    "no start of the table": (partial(_swapped, rb"startxref", b"startyref"), "damaged"),
    "rows of the table that are none": (partial(_swapped, rb"\d{10} 00000 n", b"zzzzzzzzzz 00000 n"), "damaged"),
    "no trailer": (partial(_swapped, rb"trailer", b"trayler"), "damaged"),
    "no root": (partial(_swapped, rb"/Root", b"/Toor"), "damaged"),
    "a root that is none": (partial(by_hand, b"42"), "damaged"),
    "a root that is missing": (partial(by_hand, CATALOGUE, trailer=b"/Root 9 0 R"), "damaged"),
    "no tree of pages": (partial(by_hand, b"<</Type/Catalog>>"), "damaged"),
    "no page": (partial(by_hand, CATALOGUE, PAGES), "no_pages"),
    "pages that contain themselves": (partial(by_hand, CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "damaged"),
    "pages that go in a ring": (
        partial(by_hand, CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        "damaged",
    ),
    "an empty trailer": (partial(by_hand, CATALOGUE, PAGES, trailer=b""), "damaged"),
    "a table that leads to itself": (partial(_looped), "damaged"),
    "a stream that is no Flate": (lambda: _flate(b"not at all"), "damaged"),
    "header and end alone": (lambda: b"%PDF-1.7\n%%EOF", "damaged"),
    "noise between header and end": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF", "damaged"),
}  # fmt: skip


# BOMBS ------------------------------------------------------------------------
@cache
def _zeros(mib: int) -> bytes:
    """So many MiB of zeros under Flate, without inflating them to make it."""
    one = zlib.compressobj(9, wbits=-15)
    block = one.compress(bytes(MIB)) + one.flush(zlib.Z_FULL_FLUSH)
    check = ((mib * MIB % 65521) << 16) | 1  # Adler-32 of zeros
    return b"\x78\xda" + block * mib + zlib.compressobj(9, wbits=-15).flush() + check.to_bytes(4, "big")


def _flate(packed: bytes, *filters: str) -> bytes:
    made = pikepdf.open(io.BytesIO(corpus.pdf()))
    _put(made, packed, *(filters or ("/FlateDecode",)))
    return corpus.saved(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def _put(made: Pdf, packed: bytes, *filters: str) -> None:
    stream = Stream(made, packed)
    stream.Filter = Array([Name(name) for name in filters])
    made.pages[0].Contents = made.make_indirect(stream)


def bomb(mib: int) -> bytes:
    """Two Flate filters, one over the other: about two kilobytes that inflate to so many MiB."""
    return _flate(zlib.compress(_zeros(mib), 9), "/FlateDecode", "/FlateDecode")


def _many(streams: int, mib: int) -> bytes:
    made = pikepdf.open(io.BytesIO(corpus.pdf()))
    kids = []
    for _ in range(streams):
        stream = Stream(made, zlib.compress(_zeros(mib), 9))
        stream.Filter = Array([Name.FlateDecode, Name.FlateDecode])
        kids.append(made.make_indirect(stream))
    made.pages[0].Contents = Array(kids)
    return corpus.saved(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def _run_length(mib: int) -> bytes:
    return b"\x81\x00" * (mib * MIB // 128) + b"\x80"


def _in_table(mib: int) -> bytes:
    """The table of objects itself is the bomb: whoever opens the file inflates it."""
    packed = _zeros(mib)
    head = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n"
    table = (
        b"2 0 obj\n<</Type/XRef/Size 3/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
        + packed + b"\nendstream\nendobj\n"
    )  # fmt: skip
    return head + table + b"startxref\n%d\n%%%%EOF\n" % len(head)


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "two kilobytes to a gibibyte": (partial(bomb, 1024), "bomb"),
    "a kilobyte to 300 MiB": (partial(bomb, 300), "bomb"),
    "one Flate to 300 MiB": (lambda: _flate(_zeros(300)), "bomb"),
    "Flate by its short name": (lambda: _flate(_zeros(300), "/Fl"), "bomb"),
    "three Flates": (lambda: _flate(zlib.compress(zlib.compress(_zeros(1024))), *["/FlateDecode"] * 3), "bomb"),
    "Flate behind hexadecimal": (
        lambda: _flate(zlib.compress(_zeros(300)).hex().encode() + b">", "/ASCIIHexDecode", "/FlateDecode",
        "/FlateDecode"), "bomb",
    ),
    "Flate behind Base85": (
        lambda: _flate(base64.a85encode(zlib.compress(_zeros(300))) + b"~>", "/ASCII85Decode", "/FlateDecode",
        "/FlateDecode"),
        "bomb",
    ),
    "ten streams of 250 MiB": (partial(_many, 10, 250), "bomb"),
    "run lengths behind Flate": (lambda: _flate(zlib.compress(_run_length(1024), 9), "/FlateDecode",
    "/RunLengthDecode"), "bomb"),
    "run lengths alone": (lambda: _flate(_run_length(500), "/RunLengthDecode"), "heavy"),
    "in the table of objects": (partial(_in_table, 1024), "damaged"),
}  # fmt: skip


SMALL_ENOUGH = {"a kilobyte to 300 MiB", "run lengths behind Flate"}


def _specimens() -> Iterator[Specimen]:
    yield from _locked()
    yield from _cut()
    for label, (make, why) in DAMAGED.items():
        yield Specimen(label, make, why)
    for label, (make, why) in BOMBS.items():
        yield Specimen(label, make, why, is_large=label not in SMALL_ENOUGH)


SPECIMENS = tuple(_specimens())
