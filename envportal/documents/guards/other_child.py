"""Say what a file is that is no PDF: run as a script, in a process of its own.

Plain Python, the standard library alone. Of an archive only the directory is read, of a picture only its marks;
nothing is unpacked.
"""

from __future__ import annotations

import json
import resource
import struct
import sys
import zipfile
from pathlib import Path, PurePosixPath

MEMORY = 256 << 20
CPU_SECONDS = 20

HEAD = 8192
# What an archive may unfold to, and how many entries it may list; one of more is a bomb or as good as one.
UNFOLDED, TIMES, MOST_ENTRIES, SMALL = 1 << 30, 200, 20_000, 1 << 20
PLACES = (b"GPSLatitude", b"GPSLongitude", b"GPSPosition")
GPS_TAG = 0x8825
MOST_TAGS = 512

# What stands at the first byte → what the file is.
HEADS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"PK\x07\x08", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\xff\xd8\xff", "picture"), (b"\x89PNG\r\n\x1a\n", "picture"), (b"GIF87a", "picture"), (b"GIF89a", "picture"),
    (b"II*\x00", "picture"), (b"MM\x00*", "picture"), (b"BM", "picture"), (b"\x00\x00\x01\x00", "picture"),
    (b"8BPS", "picture"), (b"\x00\x00\x00\x0cjP  ", "picture"), (b"AT&TFORM", "picture"),
    (b"MZ", "program"), (b"\x7fELF", "program"), (b"\xfe\xed\xfa\xce", "program"), (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"), (b"#!", "program"), (b"L\x00\x00\x00\x01\x14\x02\x00", "program"),
    (b"dex\n", "program"),
    (b"\x00asm", "program"), (b"@echo", "program"),
    (b"Rar!\x1a\x07", "archive"), (b"7z\xbc\xaf\x27\x1c", "archive"), (b"\x1f\x8b", "archive"), (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"), (b"\x28\xb5\x2f\xfd", "archive"), (b"MSCF", "archive"), (b"\x60\xea", "archive"),
    (b"AC10", "drawing"), (b"%!PS", "postscript"), (b"\xc5\xd0\xd3\xc6", "postscript"), (b"\x04%!PS", "postscript"),
    (b"{\\rtf", "text"), (b"OggS", "sound_or_film"), (b"ID3", "sound_or_film"), (b"fLaC", "sound_or_film"),
    (b"\x1aE\xdf\xa3", "sound_or_film"), (b"FLV\x01", "sound_or_film"), (b"\xff\xfb", "sound_or_film"),
    (b"\x30\x26\xb2\x75", "sound_or_film"), (b"MThd", "sound_or_film"), (b"FWS", "program"), (b"CWS", "program"),
)  # fmt: skip
BOXES = {b"heic": "picture", b"heix": "picture", b"mif1": "picture", b"avif": "picture", b"msf1": "picture"}
RIFFS = {b"WEBP": "picture", b"WAVE": "sound_or_film", b"AVI ": "sound_or_film"}
WEB = (
    b"<!doctype html",
    b"<html",
    b"<script",
    b"<svg",
    b"<?xml",
    b"<iframe",
    b"<body",
    b"<img",
    b"<head",
    b"<!--",
    b"<mj",
)
LETTERS = (b"from: ", b"return-path:", b"received:", b"mime-version:", b"begin:v", b"date: ")


def kind_of(path: str) -> str:
    """One word the parent process has a sentence for."""
    with Path(path).open("rb") as file:
        head = file.read(HEAD)
    if not head:
        return "empty"
    found = next((word for mark, word in HEADS if head.startswith(mark)), "") or _boxed(head) or _typed(head)
    if found == "zip":
        return _zip(path)
    if found == "ole":
        return _ole(path)
    if found == "picture":
        return "picture_place" if _has_place(path) else "picture"
    return found or "not_pdf"


def _boxed(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return BOXES.get(head[8:12], "sound_or_film")
    if head[:4] == b"RIFF":
        return RIFFS.get(head[8:12], "")
    return "archive" if head[257:262] == b"ustar" else ""


def _typed(head: bytes) -> str:
    """What is typed in words: a web page, a letter, plain text; a PDF after something else."""
    if b"%PDF-" in head:
        return "pdf_behind"
    words = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if words.startswith(WEB):
        return "web_page"
    if words.startswith(LETTERS) or _is_text(head):
        return "text"
    return ""


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in head:
        return False
    return any(_reads_as(head, encoding) for encoding in ("utf-8", "gb18030"))


def _reads_as(head: bytes, encoding: str) -> bool:
    for cut in range(4):
        try:
            text = head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(mark.isprintable() or mark in "\r\n\t\f" for mark in text)
    return False


# ARCHIVES ---------------------------------------------------------------------
def _zip(path: str) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
            told = _tricks(packed, entries, Path(path).stat().st_size)
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, struct.error):
        return "archive_tricks"
    return told or _what({entry.filename for entry in entries})


def _tricks(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo], size: int) -> str:
    if any(_leads_away(entry) for entry in entries):
        return "archive_paths"
    unfolded = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unfolded > UNFOLDED or any(_is_bomb(entry) for entry in entries):
        return "archive_bomb"
    return "" if _is_honest(packed, entries, size) else "archive_tricks"


def _leads_away(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename.replace("\\", "/")
    is_link = entry.external_attr >> 28 == 0xA
    return is_link or name.startswith("/") or name[1:2] == ":" or ".." in PurePosixPath(name).parts or "\0" in name


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > TIMES * max(entry.compress_size, 1)


def _is_honest(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo], size: int) -> bool:
    """No name twice, no two entries over the same bytes, none beyond the end, all where the directory says."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end or not _is_there(packed, entry):
            return False
        end = entry.header_offset + 30 + entry.compress_size
    return end <= size and len({entry.filename for entry in entries}) == len(entries)


def _is_there(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    file = packed.fp
    if file is None:
        return False
    file.seek(entry.header_offset)
    head = file.read(30)
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        return False
    name = file.read(struct.unpack("<H", head[26:28])[0])
    return (
        name.rstrip(b"/").endswith(entry.orig_filename.encode("utf-8", "replace").rstrip(b"/")[-8:])
        or not name.isascii()
    )


OFFICE = (("word/", "word"), ("xl/", "excel"), ("ppt/", "powerpoint"))


def _what(names: set[str]) -> str:
    """What an honest archive is for."""
    lower = {name.lower() for name in names}
    if any(
        name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name or name.startswith("basic/")
        for name in lower
    ):
        return "office_macros"
    if "ofd.xml" in lower:
        return "ofd"
    if "[content_types].xml" in lower:
        return next((word for folder, word in OFFICE if any(name.startswith(folder) for name in lower)), "office")
    if "mimetype" in lower and "content.xml" in lower:
        return "office"
    return "program" if lower & {"meta-inf/manifest.mf", "androidmanifest.xml", "classes.dex"} else "archive"


def _ole(path: str) -> str:
    """Old Office files by the names of their streams, which stand in UTF-16."""
    streams = (
        ("EncryptedPackage", "office_locked"), ("VBA", "office_macros"), ("_VBA_PROJECT", "office_macros"),
        ("WordDocument", "word"), ("Workbook", "excel"), ("Book", "excel"), ("PowerPoint Document", "powerpoint"),
    )  # fmt: skip
    content = _first(path, 16 << 20)
    marks = ((name.encode("utf-16-le") + b"\0\0", word) for name, word in streams)
    return next((word for mark, word in marks if mark in content), "office")


def _first(path: str, most: int) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(most)


# PICTURES ---------------------------------------------------------------------
def _has_place(path: str) -> bool:
    """The picture says where it was taken: a GPS block of its EXIF, or the words of its XMP."""
    content = _first(path, 64 << 20)
    if any(word in content for word in PLACES):
        return True
    at = content.find(b"Exif\0\0")
    starts = [0, at + 6 if at >= 0 else -1, content.find(b"eXIf") + 4 if b"eXIf" in content else -1]
    starts.append(content.find(b"EXIF") + 8 if b"EXIF" in content[:HEAD] or content[8:12] == b"WEBP" else -1)
    return any(start >= 0 and _tiff_has_place(content, start) for start in starts)


def _tiff_has_place(content: bytes, start: int) -> bool:
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(content[start : start + 4], "")
    if not order or len(content) < start + 8:
        return False
    at = start + struct.unpack(f"{order}L", content[start + 4 : start + 8])[0]
    if at + 2 > len(content):
        return False
    tags = min(struct.unpack(f"{order}H", content[at : at + 2])[0], MOST_TAGS)
    rows = (content[at + 2 + 12 * row : at + 4 + 12 * row] for row in range(tags))
    return any(len(row) == 2 and struct.unpack(f"{order}H", row)[0] == GPS_TAG for row in rows)


def answer(path: str) -> dict[str, object]:
    try:
        return {"unfit": kind_of(path)}
    except MemoryError:
        return {"unfit": "archive_bomb"}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(answer(sys.argv[1])))
