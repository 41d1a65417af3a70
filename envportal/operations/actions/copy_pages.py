"""One public page as a file: asked of the portal itself, its forms taken out, a banner put on."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.template.loader import render_to_string
from django.utils import translation

if TYPE_CHECKING:
    from datetime import datetime

    from django.http.response import HttpResponseBase

FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
# The switch of languages is a button where it takes along what was typed; there is nothing to take along here.
SWITCH = re.compile(
    r'<button class="ep-masthead__switch"[^>]*formaction="([^"]*)"[^>]*lang="([^"]*)"[^>]*>(.*?)</button>'
)
# The copy has each page once.
SIZE = re.compile(r'<li class="ep-masthead__size">.*?</li>')
BUTTON = re.compile(r'<button\b[^>]*\bform="[^>]*>.*?</button>', re.DOTALL)
LOCATION = re.compile(r'(?:<loc>|href=")([^<"]+)')
LONGEST_NAME = 255


@dataclass(frozen=True)
class Got:
    """What an address answered: bytes, or a file that lies on the disk already; and where it leads."""

    content: bytes = b""
    source: Path | None = None
    links: tuple[str, ...] = ()


class Reader:
    """Asks the portal as anybody on the web would, without a socket."""

    def __init__(self, at: datetime) -> None:
        self.handler, self.at = WSGIHandler(), at
        self.scheme, self.host = urlsplit(settings.PORTAL_URL)[:2]

    def get(self, path: str) -> Got | None:
        """The page, or None where there is none for a stranger."""
        response = self.handler.get_response(self._request(path))
        return self._got(path, response) if response.status_code == 200 else None

    def _request(self, path: str) -> WSGIRequest:
        name, _, port = self.host.partition(":")
        return WSGIRequest({
            "REQUEST_METHOD": "GET", "PATH_INFO": unquote(path).encode().decode("latin-1"), "QUERY_STRING": "",
            "SCRIPT_NAME": "", "SERVER_NAME": name, "SERVER_PORT": port or {"https": "443"}.get(self.scheme, "80"),
            "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": self.host, "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": self.scheme, "HTTP_X_FORWARDED_PROTO": "https" if settings.HTTPS else self.scheme,
            "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr,
        })  # fmt: skip

    def _got(self, path: str, response: HttpResponseBase) -> Got:
        source = _file_of(response)
        if source is not None:
            return Got(source=source)
        content = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if kind == "text/html":
            text = content.decode()
            return Got(self._as_copy(path, text).encode(), links=tuple(self._inside(path, _hrefs(text))))
        found = LOCATION.findall(content.decode()) if kind == "application/xml" else []
        return Got(content, links=tuple(self._inside(path, found)))

    def _as_copy(self, path: str, text: str) -> str:
        """Its forms are replaced by a sentence; above everything it says what it is and of when."""
        with translation.override("en" if path.startswith("/en/") else settings.LANGUAGE_CODE):
            banner = render_to_string("operations/copy_banner.html", {"at": self.at})
            sentence = render_to_string("operations/copy_form.html")
        text = SWITCH.sub(r'<a href="\1" lang="\2" hreflang="\2">\3</a>', text)
        text = SIZE.sub("", text)
        text = BUTTON.sub("", FORM.sub(lambda _form: sentence, text))
        return text.replace("<header>", f"{banner}<header>", 1)

    def _inside(self, path: str, links: list[str]) -> list[str]:
        """The addresses of this portal among them, without their questions."""
        found: dict[str, None] = {}
        for link in links:
            parts = urlsplit(urljoin(f"{self.scheme}://{self.host}{path}", link))
            if parts.netloc == self.host and parts.path:
                found[quote(unquote(parts.path))] = None
        return list(found)


def place(path: str) -> Path | None:
    """Where nginx looks for an address, below the folder of the copy; None for a name no folder can hold."""
    parts = unquote(path).removeprefix("/").split("/")
    names = [*parts[:-1], parts[-1] or "index.html"]
    if any(name in {"", ".", ".."} or "\x00" in name or len(name.encode()) > LONGEST_NAME for name in names):
        return None
    return Path(*names)


def _file_of(response: HttpResponseBase) -> Path | None:
    """The file an answer hands out, by itself or by nginx."""
    inside = response.headers.get("X-Accel-Redirect")
    if inside:
        return Path(settings.MEDIA_ROOT) / unquote(inside).removeprefix(settings.X_ACCEL)
    # Not closed by the response, whose end would take the database connection of whoever makes the copy along.
    file = getattr(response, "file_to_stream", None)
    if file is None:
        return None
    file.close()
    return Path(file.name)


class _Hrefs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"a", "link"}:
            self.found += [value for name, value in attrs if name == "href" and value]


def _hrefs(text: str) -> list[str]:
    parser = _Hrefs()
    parser.feed(text)
    return parser.found
