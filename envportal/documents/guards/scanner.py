"""Ask a virus scanner, ClamAV's clamd, about a file; without one, or without its answer, a file is "not scanned"."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from envportal.documents.enums import ScanState

if TYPE_CHECKING:
    from pathlib import Path

CONNECT_SECONDS, ANSWER_SECONDS = 3, 120
PIECE = 1 << 17
LONGEST_ANSWER = 4096


@dataclass(frozen=True)
class Outcome:
    """What the scanner said; `note` is the signature it found, or a word why it did not scan (SCAN_NOTES)."""

    state: ScanState
    note: str = ""

    @property
    def is_infected(self) -> bool:
        return self.state == ScanState.INFECTED


def is_set_up() -> bool:
    return bool(settings.CLAMD)


def answers() -> bool:
    """The scanner is there now."""
    try:
        with _connected() as line:
            line.sendall(b"zPING\0")
            return _answer(line) == "PONG"
    except (OSError, ValueError):
        return False


def scan(path: Path) -> Outcome:
    """Send the file to clamd (INSTREAM) piece by piece; whatever goes wrong there never stops an upload."""
    if not is_set_up():
        return Outcome(ScanState.NOT_SCANNED, "off")
    try:
        with _connected() as line:
            return _outcome(_stream(line, path))
    except TimeoutError:
        return Outcome(ScanState.NOT_SCANNED, "slow")
    except (OSError, ValueError):
        return Outcome(ScanState.NOT_SCANNED, "down")


def _connected() -> socket.socket:
    kind, _colon, where = settings.CLAMD.partition(":")
    if kind == "unix":
        line = _at_path(where)
    else:
        host, _colon, port = where.rpartition(":")
        line = socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS)
    line.settimeout(ANSWER_SECONDS)
    return line


def _at_path(path: str) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(CONNECT_SECONDS)
        line.connect(path)
    except OSError:
        line.close()
        raise
    return line


def _stream(line: socket.socket, path: Path) -> str:
    line.sendall(b"zINSTREAM\0")
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        # It has had enough: what it says now tells why.
        return _answer(line)
    return _answer(line)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0").decode(errors="replace").strip()


def _outcome(said: str) -> Outcome:
    words = said.removeprefix("stream: ")
    if words == "OK":
        return Outcome(ScanState.CLEAN)
    if words.endswith(" FOUND"):
        return Outcome(ScanState.INFECTED, words.removesuffix(" FOUND")[:120])
    return Outcome(ScanState.NOT_SCANNED, "too_large" if "size limit exceeded" in words else "failed")
