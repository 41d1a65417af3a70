"""A socket that speaks the protocol of ClamAV's clamd, and answers as a test wants it to."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# The harmless test file every scanner knows, put together here so that no scanner minds this source.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!" + b"$H+H*"
SIGNATURE = "Eicar-Test-Signature"


def by_content(content: bytes) -> bytes:
    return f"stream: {SIGNATURE} FOUND".encode() if EICAR in content else b"stream: OK"


class Clamd:
    """Takes one connection after another until it is stopped; `limit` is its StreamMaxLength."""

    def __init__(self, server: socket.socket, answer: Callable[[bytes], bytes], limit: int) -> None:
        self.server, self.answer, self.limit, self.seen = server, answer, limit, list[bytes]()

    def serve(self) -> None:
        while True:
            try:
                line, _address = self.server.accept()
            except OSError:
                return
            with line:
                self.talk(line)

    def talk(self, line: socket.socket) -> None:
        command = self.until_zero(line)
        if command == b"zPING":
            line.sendall(b"PONG\0")
        elif command == b"zINSTREAM":
            line.sendall(self.stream(line) + b"\0")

    def stream(self, line: socket.socket) -> bytes:
        content = b""
        while length := struct.unpack("!L", self.exactly(line, 4))[0]:
            content += self.exactly(line, length)
            if len(content) > self.limit:
                return b"INSTREAM size limit exceeded. ERROR"
        self.seen.append(content)
        return self.answer(content)

    def until_zero(self, line: socket.socket) -> bytes:
        said = b""
        while not said.endswith(b"\0"):
            said += self.exactly(line, 1)
        return said[:-1]

    def exactly(self, line: socket.socket, length: int) -> bytes:
        said = b""
        while len(said) < length:
            piece = line.recv(length - len(said))
            if not piece:
                return b"\0" * length
            said += piece
        return said


@contextmanager
def running(answer: Callable[[bytes], bytes] = by_content, *, limit: int = 100 << 20, path: str = "") -> Iterator[str]:
    """Its address as the setting CLAMD has it; on a port of this machine, or as a socket at a path."""
    server = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    server.bind(path or ("127.0.0.1", 0))
    server.listen()
    told = Clamd(server, answer, limit)
    thread = threading.Thread(target=told.serve)
    thread.start()
    try:
        yield f"unix:{path}" if path else f"tcp:127.0.0.1:{server.getsockname()[1]}"
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join()
