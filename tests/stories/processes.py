"""The portal as a bureau runs it: nginx, gunicorn, worker and beat, each a process of its own that can be killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener
from uuid import uuid4

from tests.stories import fronts
from tools.common import ROOT
from tools.serve import dies_with
from tools.servers import free_port

PATIENCE = 60.0
PASSWORD = "correct horse 1A"
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|_key)" value="([^"]+)"')


def until(condition: Callable[[], object], patience: float = PATIENCE) -> bool:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


class Portal:
    """Its processes, on ports of their own; files lie in `folder`/files, static files in `folder`/static."""

    def __init__(self, folder: Path, *, database: str, redis: str, mail: int, secret: str) -> None:
        self.folder, self.web, self.front = folder, free_port(), free_port()
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.environment = {
            **os.environ, "DJANGO_SETTINGS_MODULE": "envportal.settings", "DATABASE_URL": database, "REDIS_URL": redis,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail}", "SECRET_KEY": secret, "VAR_DIR": str(folder), "HTTPS": "0",
            "STATIC_ROOT": str(folder / "static"), "X_ACCEL": "/stored/", "TRUSTED_PROXIES": "1", "DEMO": "0",
            "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
        }  # fmt: skip
        celery = [sys.executable, "-m", "celery", "-A", "envportal"]
        self.commands = {
            "web": [
                sys.executable, "-m", "gunicorn", "envportal.wsgi:application", "--bind", f"127.0.0.1:{self.web}",
                "--worker-class", "gthread", "--workers", "2", "--threads", "4",
            ],
            "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "info"],
            "beat": [*celery, "beat", "--schedule", str(folder / "beat"), "--pidfile=", "--loglevel", "info"],
            "nginx": fronts.command(folder),
        }  # fmt: skip

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.front}"

    def prepare(self) -> None:
        """Gather the static files, and put nginx's own file of the portal where it runs here."""
        # As the embedded portal: compressing them all takes a minute.
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0", "-i", "ninja"],
            cwd=ROOT, env={**self.environment, "DATABASE_URL": ""}, check=True,
        )  # fmt: skip
        fronts.write(self.folder, web=self.web, front=self.front)

    def start(self, *names: str) -> None:
        for name in names:
            with (self.folder / f"{name}.log").open("ab") as log:
                self.running[name] = subprocess.Popen(
                    self.commands[name], cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
                    preexec_fn=dies_with(os.getpid()),  # noqa: PLW1509  called by the one thread that stays
                )  # fmt: skip

    def kill(self, *names: str) -> None:
        """`kill -9` the process and all it started: nothing of it can say goodbye."""
        for name in names:
            process = self.running.pop(name)
            try:
                os.killpg(process.pid, signal.SIGKILL)
            finally:
                process.wait()

    def stop(self) -> None:
        self.kill(*self.running)

    def is_ready(self) -> bool:
        return Browser(self.url).get("/readyz").status == 200


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 is nobody there, or gone while answering."""

    status: int
    body: bytes = b""
    headers: Message | None = None
    address: str = ""

    @property
    def is_one(self) -> bool:
        """Of the portal itself, not of a proxy that finds nobody, nor of an error nobody foresaw."""
        return 0 < self.status < 500

    @property
    def text(self) -> str:
        return self.body.decode()

    def header(self, name: str) -> str:
        return str(self.headers[name] or "") if self.headers else ""


@dataclass(frozen=True)
class File:
    """One somebody chose on a page."""

    name: str
    content: bytes


Typed = Mapping[str, str | File]


class Browser:
    """Somebody's browser without scripts: cookies, forms, redirects."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask(Request(self.url + path, headers={"Accept-Language": "zh-CN", **headers}))

    def form(self, path: str) -> dict[str, str]:
        """The hidden fields of the form on a page: its token, and the key that makes it count once."""
        page = self.get(path)
        assert page.status == 200, (path, page.status)
        assert urlsplit(page.address).path == path, page.address
        return dict(HIDDEN.findall(page.text))

    def post(self, path: str, fields: Typed) -> Answer:
        if not any(isinstance(value, File) for value in fields.values()):
            return self._ask(Request(self.url + path, data=urlencode(fields).encode()))
        border = uuid4().hex
        parts = b"".join(_part(border, name, value) for name, value in fields.items())
        kind = {"Content-Type": f"multipart/form-data; boundary={border}"}
        return self._ask(Request(self.url + path, data=parts + f"--{border}--\r\n".encode(), headers=kind))

    def send(self, path: str, **typed: str) -> Answer:
        return self.post(path, self.form(path) | typed)

    def enter(self, username: str, code: str = "") -> Browser:
        answer = self.send("/accounts/login/", login=username, password=PASSWORD)
        if code:
            path = urlsplit(answer.address).path
            answer = self.send(path, code=code)
        assert answer.status == 200, answer.text
        assert "/accounts/" not in answer.address, answer.text
        return self

    def _ask(self, request: Request) -> Answer:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.read(), answer.headers, answer.url)
        except HTTPError as error:
            with error:
                return Answer(error.code, error.read(), error.headers, error.url)
        except (URLError, HTTPException, OSError):
            return Answer(0)


def _part(border: str, name: str, value: str | File) -> bytes:
    head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"'
    if isinstance(value, File):
        head += f'; filename="{value.name}"\r\nContent-Type: application/pdf'
    content = value.content if isinstance(value, File) else value.encode()
    return head.encode() + b"\r\n\r\n" + content + b"\r\n"
