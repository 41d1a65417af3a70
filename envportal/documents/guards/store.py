"""Files on disk, outside the web root, under names of our own: written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.core.files.uploadedfile import UploadedFile

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PIECE = 1 << 20
DAY_SECONDS = 24 * 3600


class TooBig(Exception):
    """More bytes came than may come."""


class NoRoom(Exception):
    """The disk is full, or nearly so."""


@dataclass(frozen=True)
class Spooled:
    """A file that lies whole on the disk, under a temporary name."""

    path: Path
    size: int
    sha256: str
    sm3: str


class Digest:
    """SHA-256 and SM3 of the same bytes, read once; OpenSSL in Python or in `cryptography` has SM3."""

    def __init__(self) -> None:
        self.size = 0
        self._sha256 = hashlib.sha256()
        self._sm3 = hashes.Hash(hashes.SM3())

    def update(self, piece: bytes) -> None:
        self.size += len(piece)
        self._sha256.update(piece)
        self._sm3.update(piece)

    def hex(self) -> tuple[str, str]:
        return self._sha256.hexdigest(), self._sm3.finalize().hex()


def root() -> Path:
    return Path(settings.MEDIA_ROOT)


@contextmanager
def spool(pieces: Iterable[bytes], *, limit: int) -> Iterator[Spooled]:
    """Write the pieces to a temporary file and flush it to the disk; whatever is not kept is gone afterwards."""
    folder = root() / "tmp"
    path = folder / f"{uuid.uuid4().hex}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield _write(path, pieces, limit)
    except OSError as error:
        if error.errno in FULL:
            raise NoRoom from error
        raise
    finally:
        path.unlink(missing_ok=True)


def _write(path: Path, pieces: Iterable[bytes], limit: int) -> Spooled:
    digest = Digest()
    with path.open("xb") as out:
        for piece in pieces:
            digest.update(piece)
            if digest.size > limit:
                raise TooBig
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    sha256, sm3 = digest.hex()
    return Spooled(path, digest.size, sha256, sm3)


def has_room(size: int) -> bool:
    """Twice the file and the reserve still fit, so that a full disk is told before it is met."""
    root().mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(root()).free >= 2 * size + settings.UPLOAD_RESERVE_MB * PIECE


def keep(spooled: Spooled, folder: str, ending: str = "pdf") -> str:
    """Give the file its lasting name, its own hash, and return it relative to MEDIA_ROOT."""
    relative = f"{folder}/{spooled.sha256[:2]}/{spooled.sha256}.{ending}"
    target = root() / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    spooled.path.replace(target)
    _flush_folder(target.parent)
    return relative


def keep_too(path: Path, sha256: str, folder: str) -> str:
    """Give a file that stays where it is a second, lasting name: nothing is copied. Raises FileNotFoundError."""
    link = root() / "tmp" / f"{uuid.uuid4().hex}.part"
    link.parent.mkdir(parents=True, exist_ok=True)
    os.link(path, link)
    os.utime(link)  # young again: the sweep leaves it its day to get a row
    try:
        return keep(Spooled(link, 0, sha256, ""), folder)
    finally:
        link.unlink(missing_ok=True)  # renaming onto itself moves nothing


def sha256_of(file: UploadedFile[bytes]) -> str:
    """Of an upload before it is taken in; it is read from its beginning, and left there."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def hashes_of(path: Path) -> tuple[str, str]:
    """SHA-256 and SM3 of a file, read piece by piece."""
    digest = Digest()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hex()


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_whole(relative: str, sha256: str, sm3: str) -> bool:
    """The file is there and still has both its hashes."""
    try:
        return hashes_of(root() / relative) == (sha256, sm3)
    except OSError:
        return False


def sweep(folders: Iterable[str], is_known: Callable[[str], bool]) -> int:
    """Remove what a rolled-back or killed upload left behind a day ago; return how many files went."""
    before = time.time() - DAY_SECONDS
    old = [path for folder in ("tmp", *folders) for path in (root() / folder).rglob("*.p*") if _older(path, before)]
    orphans = [path for path in old if not is_known(path.relative_to(root()).as_posix())]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _older(path: Path, moment: float) -> bool:
    try:
        return path.is_file() and path.stat().st_mtime < moment
    except FileNotFoundError:
        return False
