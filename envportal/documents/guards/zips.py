"""A zip file written while it is sent: one piece in memory at a time, the same bytes for the same files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from envportal.documents.guards.store import PIECE, Digest, root

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from envportal.documents.models import Document

UNIX, PLAIN_FILE = 3, 0o644 << 16
LONGEST = 180
UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


@dataclass(frozen=True)
class Entry:
    """A file of a zip: made here (`content`) or kept below MEDIA_ROOT (`path`), with the digests it is known by."""

    name: str
    size: int
    sha256: str
    sm3: str
    content: bytes | None = None
    path: str = ""

    @property
    def is_there(self) -> bool:
        return self.content is not None or (bool(self.path) and (root() / self.path).is_file())

    def pieces(self) -> Iterator[bytes]:
        if self.content is not None:
            yield self.content
            return
        with (root() / self.path).open("rb") as file:
            while piece := file.read(PIECE):
                yield piece


def of_document(name: str, paper: Document) -> Entry:
    """A file somebody handed in, under another name."""
    return Entry(name, paper.size, paper.sha256, paper.sm3, path=paper.path)


def made_here(name: str, content: bytes) -> Entry:
    """What is written for this zip alone."""
    digest = Digest()
    digest.update(content)
    return Entry(name, len(content), *digest.hex(), content=content)


def safe_name(name: str) -> str:
    """A name that is one file wherever it is unpacked, its ending kept; file systems take 255 bytes."""
    stem, dot, ending = (UNFIT.sub("_", name).strip(" .") or "_").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    return stem.encode()[:LONGEST].decode(errors="ignore") + dot + ending


class _Sink:
    """What ZipFile writes into, and the sender takes out of; it cannot seek."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def stream(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The zip file of these entries, stored as they are; what is gone from the disk is left out."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_STORED) as archive:  # type: ignore[call-overload]
        for entry in entries:
            if not entry.is_there:
                continue
            with archive.open(_info(entry), "w") as target:
                for piece in entry.pieces():
                    target.write(piece)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()


def _info(entry: Entry) -> ZipInfo:
    """No day and no machine, so that the same files give the same bytes."""
    info = ZipInfo(entry.name)
    info.compress_type, info.create_system, info.external_attr = ZIP_STORED, UNIX, PLAIN_FILE
    info.file_size = entry.size
    return info
