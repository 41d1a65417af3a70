"""Files that come in pieces, on disk: room for the whole is taken first, one writer at a time, every piece flushed."""

from __future__ import annotations

import errno
import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from django.core.files.uploadedfile import UploadedFile

from envportal.documents.guards import store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from envportal.documents.models import Upload

FOLDER = "uploads"
# A disk that cannot set room aside: there the free space that was asked for is all there is.
CANNOT = {errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS}


class Busy(Exception):
    """Another request is writing to, or checking, the same file."""


class Gone(Exception):
    """The bytes are not there any more."""


class Resumed(UploadedFile):  # type: ignore[type-arg]  # generic in the stubs alone
    """A file that came in pieces, whole, checked and hashed, in the place of one that came with its form."""

    def __init__(self, upload: Upload) -> None:
        super().__init__(_opened(upload.pk, "rb"), upload.name, "application/pdf", upload.size)
        self.upload = upload

    @property
    def token(self) -> str:
        """What the form says to have it again."""
        return str(self.upload.pk)


def place(pk: UUID) -> Path:
    return store.root() / FOLDER / f"{pk.hex}.part"


def reserve(pk: UUID, size: int) -> None:
    """Take the room of the whole file before its first byte; raises store.NoRoom and leaves nothing."""
    path = place(pk)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as out:
        try:
            os.posix_fallocate(out.fileno(), 0, size)
        except OSError as error:
            if error.errno in CANNOT:
                return
            remove(pk)
            if error.errno in store.FULL:
                raise store.NoRoom from error
            raise


@contextmanager
def locked(pk: UUID) -> Iterator[BinaryIO]:
    """The file, for one at a time: nobody writes while it is checked. Raises Busy or Gone; never waits."""
    with _opened(pk, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield file


def _opened(pk: UUID, mode: str) -> BinaryIO:
    try:
        return place(pk).open(mode)  # type: ignore[return-value]
    except FileNotFoundError as error:
        raise Gone from error


def write(file: BinaryIO, offset: int, piece: bytes) -> None:
    """Put a piece in its place and flush it to the disk; raises store.NoRoom."""
    try:
        file.seek(offset)
        file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    except OSError as error:
        if error.errno in store.FULL:
            raise store.NoRoom from error
        raise


def remove(pk: UUID) -> None:
    place(pk).unlink(missing_ok=True)
