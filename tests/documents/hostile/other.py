"""Files that are no PDF at all, most of them under the name of one."""

from __future__ import annotations

import io
import struct
import zipfile
from functools import partial
from typing import TYPE_CHECKING

from tests.documents import corpus
from tests.documents.hostile.specimen import Specimen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"


# OFFICE AND ARCHIVES ----------------------------------------------------------
def packed(*entries: tuple[str, bytes], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
        archive.comment = comment
    return out.getvalue()


def office(folder: str, *more: tuple[str, bytes]) -> bytes:
    return packed(("[Content_Types].xml", TYPES.encode()), (f"{folder}/document.xml", b"<x/>"), *more)


def ole(*streams: str) -> bytes:
    """The head of an old Office file, and the names of its streams as its directory has them."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in ("Root Entry", *streams))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names + bytes(1024)


FOLDERS = {"word": "word", "xl": "excel", "ppt": "powerpoint"}
STREAMS = {"WordDocument": "word", "Workbook": "excel", "Book": "excel", "PowerPoint Document": "powerpoint"}


def _office() -> Iterator[Specimen]:
    for folder, why in FOLDERS.items():
        yield Specimen(f"{why} of today", partial(office, folder), why, f"报告.{folder[:3]}x.pdf")
        yield Specimen(f"{why} under its own name", partial(office, folder), why, "报告.docx")
        for macro in ("vbaProject.bin", "VBAPROJECT.BIN", "vbaData.xml", "macrosheets/sheet1.xml"):
            made = partial(office, folder, (f"{folder}/{macro}", b"x"))
            yield Specimen(f"{why} with {macro}", made, "office_macros", "报告.docm")
    for stream, why in STREAMS.items():
        yield Specimen(f"old office, {stream}", partial(ole, stream), why, "报告.doc")
        yield Specimen(f"old office with macros, {stream}", partial(ole, stream, "VBA"), "office_macros")
        yield Specimen(f"old office with a project, {stream}", partial(ole, stream, "_VBA_PROJECT"), "office_macros")
    yield Specimen("locked office", partial(ole, "EncryptionInfo", "EncryptedPackage"), "office_locked")
    yield Specimen("an installer", partial(ole, "Property"), "office")
    for kind in ("text", "spreadsheet", "presentation"):
        entries = (("mimetype", f"application/vnd.oasis.opendocument.{kind}".encode()), ("content.xml", b"<x/>"))
        yield Specimen(f"open document, {kind}", partial(packed, *entries), "office")
        yield Specimen(
            f"open document with macros, {kind}", partial(packed, *entries, ("Basic/x.xml", b"")), "office_macros"
        )
    yield Specimen("some other office", lambda: packed(("[Content_Types].xml", b""), ("visio/x.xml", b"")), "office")
    yield Specimen("OFD", lambda: packed(("OFD.xml", b"<x/>"), ("Doc_0/Document.xml", b"")), "ofd", "报告.ofd")
    yield Specimen("Java", lambda: packed(("META-INF/MANIFEST.MF", b""), ("x.class", b"")), "program")
    yield Specimen("Android", lambda: packed(("AndroidManifest.xml", b""), ("classes.dex", b"")), "program")


AWAY = (
    "../../etc/passwd", "a/../../b.pdf", "/etc/passwd", "..\\..\\windows\\x.exe", "C:\\windows\\x.exe",
    "\\\\host\\share\\x",
    "word/../../../x.xml", "..",
)  # fmt: skip


def _linked() -> bytes:
    link = zipfile.ZipInfo("link.pdf")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def _twice() -> bytes:
    return _patched(packed(("aa.xml", b"x"), ("ab.xml", b"y")), b"ab.xml", b"aa.xml")


def _patched(content: bytes, old: bytes, new: bytes) -> bytes:
    assert old in content
    return content.replace(old, new)


def _overlapping() -> bytes:
    """Both rows of the directory lead to the first entry."""
    whole = packed(("a.bin", bytes(5000)), ("b.bin", bytes(5000)))
    second = whole.index(b"PK\x01\x02", whole.index(b"PK\x01\x02") + 4)
    return whole[: second + 42] + struct.pack("<L", 0) + whole[second + 46 :]


def _directory(field: int, value: int, size: str = "<L") -> bytes:
    """One field of the directory's first row says something else."""
    whole = bytearray(packed(("a.bin", bytes(5000))))
    struct.pack_into(size, whole, whole.index(b"PK\x01\x02") + field, value)
    return bytes(whole)


def _swelling(mib: int, copies: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for copy in range(copies):
            with archive.open(f"word/{copy}.xml", "w") as entry:
                for _ in range(mib):
                    entry.write(bytes(1 << 20))
    return out.getvalue()


def _in_each_other(depth: int) -> bytes:
    content = b"x"
    for level in range(depth):
        content = packed((f"{level}.zip", content))
    return content


def _zips() -> Iterator[Specimen]:
    for path in AWAY:
        yield Specimen(f"a ZIP with {path}", partial(packed, (path, b"x")), "archive_paths", "图件.zip")
        yield Specimen(f"a Word with {path}", partial(office, "word", (path, b"x")), "archive_paths")
    yield Specimen("a ZIP with a link", _linked, "archive_paths")
    yield Specimen("a ZIP with a name twice", _twice, "archive_tricks")
    yield Specimen("a ZIP with entries over each other", _overlapping, "archive_tricks")
    yield Specimen("a ZIP whose entry is elsewhere", partial(_directory, 42, 9), "archive_tricks")
    yield Specimen("a ZIP whose entry is beyond the end", partial(_directory, 42, 1 << 30), "archive_tricks")
    yield Specimen("a ZIP whose entry is longer than the file", partial(_directory, 20, 1 << 29), "archive_tricks")
    yield Specimen("a ZIP that says it unfolds to 3 GiB", partial(_directory, 24, 3 << 30), "archive_bomb")
    yield Specimen("a ZIP that swells, 64 MiB", partial(_swelling, 64), "archive_bomb", is_large=True)
    yield Specimen("a ZIP of many that swell", partial(_swelling, 2, 12), "archive_bomb")
    yield Specimen(
        "a ZIP of 20,001 entries",
        lambda: packed(*((f"{n}", b"") for n in range(20_001))),
        "archive_bomb",
        is_large=True,
    )
    yield Specimen("a ZIP cut in its middle", lambda: packed(("a", bytes(9999)), ("b", b"x"))[:60], "archive_tricks")
    yield Specimen("a ZIP without its directory", lambda: packed(("a", b"x" * 99))[:-40], "archive_tricks")
    yield Specimen("a Word cut in its middle", lambda: office("word")[:90], "archive_tricks")
    yield Specimen("only the head of a ZIP", lambda: b"PK\x03\x04", "archive_tricks")
    yield Specimen("an empty ZIP", partial(packed), "archive")
    yield Specimen("ZIPs in ZIPs", partial(_in_each_other, 9), "archive")
    yield Specimen("a ZIP of PDFs", lambda: packed(("报告.pdf", corpus.pdf())), "archive", "报告.zip")


# BY THEIR FIRST BYTES ---------------------------------------------------------
def box(brand: bytes, content: bytes = b"") -> bytes:
    return b"\0\0\0\x18ftyp" + brand + bytes(12) + content


def _headed(*heads: bytes) -> Iterable[bytes]:
    return (head + bytes(300) for head in heads)


FIRST: dict[str, tuple[bytes, ...]] = {
    "program": tuple(_headed(
        b"MZ\x90", b"\x7fELF\x02", b"\xfe\xed\xfa\xce", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!/bin/sh\n",
        b"#!/usr/bin/python3\n", b"L\0\0\0\x01\x14\x02\0", b"dex\n035", b"\0asm\x01", b"@echo off\r\n", b"FWS\x09",
        b"CWS\x09",
    )),
    "archive": tuple(_headed(
        b"Rar!\x1a\x07\0", b"Rar!\x1a\x07\x01\0", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0",
        b"\x28\xb5\x2f\xfd", b"MSCF", b"\x60\xea", bytes(257) + b"ustar",
    )),
    "sound_or_film": (
        *_headed(
            b"ID3\x03", b"\xff\xfb\x90", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"FLV\x01", b"\x30\x26\xb2\x75\x8e\x66",
            b"MThd",
            b"RIFF\0\0\0\0WAVE", b"RIFF\0\0\0\0AVI ",
        ),
        box(b"isom"), box(b"mp42"), box(b"qt  "),
    ),
    "drawing": tuple(_headed(b"AC1015", b"AC1021", b"AC1032")),
    "postscript": (b"%!PS-Adobe-3.0\n/x{}def", b"\xc5\xd0\xd3\xc6" + bytes(30), b"\x04%!PS-Adobe-3.0\n"),
    "web_page": (
        b"<!DOCTYPE html><script>alert(1)</script>", b"<html><body onload=x>", b"<HTML>", b"<script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"<?xml version='1.0'?><x/>",
        b"\xef\xbb\xbf<html>",
        b" \r\n\t<html>", b"<iframe src=x>", b"<!-- x --><b>", b"<img src=x onerror=alert(1)>", b"<body>", b"<head>",
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
    ),
    "text": (
        "环境影响报告表".encode(), "环境影响报告表".encode("gb18030"), "环境影响报告表".encode("utf-16"),
        b"{\\rtf1\\ansi x}",
        b"{\\rtf1{\\object\\objdata 0105}}", b"From: a@b\nSubject: x\n", b"Received: from x\n", b"MIME-Version: 1.0\n",
        b"BEGIN:VCALENDAR\n", b"a,b\n1,2\n", b'{"a": 1}', b"powershell -enc AAAA", b"WScript.Echo 1", b"% PDF-1.7",
        b"%PD",
        ("环" * 5000).encode(), ("环" * 5000).encode("gb18030"),
    ),
    "pdf_behind": tuple(
        before + corpus.pdf() for before in (b" ", b"\n", b"\xef\xbb\xbf", b"\0", b"<html>" , b"x" * 1023,
        b"x" * 5000, bytes(700))
    ),
    "not_pdf": (bytes(5000), bytes(range(256)) * 30, b"\0\1\2\3", b"\xff" * 4000, b"%PDE-1.7\0\xff\xfe",
    b"\x80PDF-1.7\0"),
    "empty": (b"",),
}  # fmt: skip
BEFORE: dict[str, tuple[bytes, str]] = {
    "a PNG": (b"\x89PNG\r\n\x1a\n", "picture"),
    "a GIF": (b"GIF89a", "picture"),
    "a program": (b"MZ", "program"),
    "a shell script": (b"#!/bin/sh\n", "program"),
    "a film": (box(b"isom"), "sound_or_film"),
}
BEHIND: dict[str, Callable[[], bytes]] = {
    "a web page": corpus.zipped_behind,
    "a Word": lambda: office("word"),
    "a Word with macros": lambda: office("word", ("word/vbaProject.bin", b"x")),
    "a program for Java": lambda: packed(("META-INF/MANIFEST.MF", b""), comment=b"%%EOF"),
    "names that lead away": lambda: packed(("../../x", b""), comment=b"\n%%EOF"),
}


def _first() -> Iterator[Specimen]:
    for why, contents in FIRST.items():
        for number, content in enumerate(contents, 1):
            yield Specimen(f"{why} {number}", partial(bytes, content), why)
    for label, (head, why) in BEFORE.items():
        yield Specimen(f"a PDF behind {label}", partial(lambda head: head + corpus.pdf(), head), why)
    for label, make in BEHIND.items():
        yield Specimen(f"a PDF before {label}", partial(lambda make: corpus.pdf() + make(), make), "pdf_and_archive")


def _specimens() -> Iterator[Specimen]:
    yield from _office()
    yield from _zips()
    yield from _first()


SPECIMENS = tuple(_specimens())
