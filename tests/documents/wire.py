"""An upload over a bare socket, whose line can be cut in the middle of a byte's way."""

from __future__ import annotations

import hashlib
import json
import socket
from dataclasses import dataclass, field
from http.client import HTTPResponse
from typing import Any
from urllib.parse import urlencode, urlsplit

TOKEN = "t" * 32
PATIENCE = 180.0


@dataclass
class Wire:
    """One person's line to the portal at an address, e.g. http://127.0.0.1:8000; each request opens it anew."""

    address: str
    session: str
    cookie: str = "sessionid"
    cuts: int = field(default=0, init=False)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, Any]]:
        """Status, and the answer where it is JSON."""
        with self._line() as line:
            line.sendall(self._head(method, path, len(body), headers) + body)
            with HTTPResponse(line, method=method) as response:
                response.begin()
                said = response.read()
                is_json = response.headers.get_content_type() == "application/json"
                return response.status, json.loads(said) if is_json else {"page": said.decode()}

    def begin(self, ticket: str, name: str, size: int) -> dict[str, Any]:
        told = urlencode({"ticket": ticket, "name": name, "size": size, "modified": 1}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        status, answer = self.ask("POST", "/uploads/", told, **kind)
        assert status == 201, (status, answer)
        return answer

    def piece(self, url: str, offset: int, piece: bytes) -> tuple[int, dict[str, Any]]:
        return self.ask("PATCH", url, piece, **{"Upload-Offset": str(offset), "Content-Type": "application/x-piece"})

    def cut(self, url: str, offset: int, piece: bytes, after: int) -> None:
        """Announce the whole piece, send a part of it, and be gone."""
        self.cuts += 1
        head = self._head(
            "PATCH", url, len(piece), {"Upload-Offset": str(offset), "Content-Type": "application/x-piece"}
        )
        with self._line() as line:
            line.sendall(head + piece[:after])

    def received(self, url: str) -> int:
        status, answer = self.ask("GET", url)
        assert status == 200, (status, answer)
        return int(answer["received"])

    def fetched(self, path: str) -> str:
        """The SHA-256 of what is answered."""
        with self._line() as line:
            line.sendall(self._head("GET", path, 0, {}))
            with HTTPResponse(line, method="GET") as response:
                response.begin()
                assert response.status == 200, response.status
                return hashlib.file_digest(response, "sha256").hexdigest()

    def _line(self) -> socket.socket:
        at = urlsplit(self.address)
        return socket.create_connection((at.hostname or "", at.port or 80), PATIENCE)

    def _head(self, method: str, path: str, length: int, headers: dict[str, str]) -> bytes:
        lines = {
            "Host": urlsplit(self.address).netloc, "Connection": "close", "Content-Length": str(length),
            "Cookie": f"{self.cookie}={self.session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, **headers,
        }  # fmt: skip
        return "\r\n".join([f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in lines.items()), "", ""]).encode()
