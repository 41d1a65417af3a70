"""The portal as it is deployed, with one worker, and a reader who asks over one connection that stays open."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from tools.common import ROOT

OPTIONS = ("--worker-class", "gthread", "--workers", "1", "--threads", "4", "--no-control-socket")
HEADERS = "Host: localhost\r\nX-Forwarded-Proto: https\r\nAccept-Language: zh-CN\r\n"
LONGEST_START = 60.0


class Reader:
    """Sends what was written beforehand and reads to the end of the answer: next to nothing of its own is measured."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> tuple[bytes, bytes]:
        """The head and the body of the answer."""
        self.socket.sendall(request)
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._more()
        head, body = got.split(b"\r\n\r\n", 1)
        named = head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0]
        while len(body) < int(named or 0):
            body += self._more()
        return head, body

    def _more(self) -> bytes:
        more = self.socket.recv(1 << 18)
        assert more, "the server hung up"
        return more


def request(path: str, headers: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\n{HEADERS}{headers}\r\n".encode()


@contextmanager
def serving() -> Iterator[Reader]:
    """Gunicorn on the database of this bench."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {"DJANGO_SETTINGS_MODULE": "tests.bench.served", "BENCH_DATABASE": str(connection.settings_dict["NAME"])}
    command = [sys.executable, "-m", "gunicorn", "envportal.wsgi:application", "--bind", f"127.0.0.1:{port}", *OPTIONS]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **told}, stderr=subprocess.DEVNULL)
    try:
        yield _reader(port)
    finally:
        process.terminate()
        process.wait(20)


def _reader(port: int) -> Reader:
    until = time.monotonic() + LONGEST_START
    while True:
        try:
            return Reader(port)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
