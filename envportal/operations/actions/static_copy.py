"""The public portal as files under the same addresses, for nginx to hand out while the portal is away.

Each run makes a folder of its own: what did not change is linked from the run before, the rest is asked of the portal
anew. At the end one link is turned to it, so that nobody ever reads half a copy.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from disclosure.board import board
from envportal.accounts.models import Bureau
from envportal.operations.actions.copy_pages import Reader, place
from envportal.operations.actions.copy_state import State, made_of
from envportal.operations.queries import is_public, public_routes
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from disclosure.board.board import Dataset

LANGUAGES = ("", "/en")
KEYS_AT_ONCE = 10_000
MISSING = "static-copy-missing.html"
# Machines can wait, and have the nightly files of the open data. What asks before it answers says nothing without
# its form.
NOT_COPIED = ("/api/", "/static/", "/which-document/items/", "/en/which-document/items/")
CODE = ("envportal", "disclosure", "approvals", "enforcement", "templates", "static")


@dataclass(frozen=True)
class Copied:
    """What a run did."""

    pages: int
    rendered: int
    kept: int
    size: int
    seconds: float


def folder() -> Path:
    return Path(settings.VAR_DIR) / "static-copy"


def copy_pages(*, at: datetime, force: bool = False) -> Copied | None:
    """A new copy; None if the last one is of this day and this edition of the board, or another run is at it."""
    made = {"day": timezone.localdate(at).isoformat(), "edition": str(board.edition()), "house": _house()}
    with _alone() as is_alone, translation.override(settings.LANGUAGE_CODE):
        if not is_alone or (not force and made_of(_state_of(_current())) == made):
            return None
        run = folder() / at.strftime("%Y%m%dT%H%M%S%f")
        try:
            return Run(run, at, made["house"]).make(made)
        except BaseException:
            shutil.rmtree(run, ignore_errors=True)
            _state_of(run).unlink(missing_ok=True)
            raise


class Run:
    def __init__(self, path: Path, at: datetime, house: str) -> None:
        self.path, self.at, self.house, self.last = path, at, house, _current()
        self.today = timezone.localdate(at)
        self.rendered = self.kept = 0

    def make(self, made: dict[str, str]) -> Copied:
        began = time.monotonic()
        self.path.mkdir(parents=True)
        self.state, self.reader = State(_state_of(self.path), _state_of(self.last)), Reader(self.at)
        try:
            self._begin()
            for path, mark in self.state.waiting():
                self._take(path, mark)
            pages, size = self.state.sum()
            if not (self.path / "index.html").exists():
                raise Refused(_("首页没有答复，静态副本没有更新。请检查 PORTAL_URL 是否在 ALLOWED_HOSTS 里。"))
            (self.path / MISSING).write_text(render_to_string("operations/copy_missing.html"), encoding="utf-8")
            self.state.note(**made)
        finally:
            self.state.close()
        _turn_to(self.path)
        return Copied(pages, self.rendered, self.kept, size, time.monotonic() - began)

    def _begin(self) -> None:
        """Every public address without a number, and every page of every dataset."""
        plain = [route.path for route in public_routes() if not route.has_parameters]
        self.state.add((before + path, "") for path in plain for before in LANGUAGES if _is_copied(before + path))
        for dataset in board.datasets():
            for path, mark in self._pages(dataset):
                self.state.add((before + path, mark) for before in LANGUAGES)

    def _pages(self, dataset: Dataset) -> Iterator[tuple[str, str]]:
        last = dataset.last_key() if dataset.pages else 0
        for first in range(1, last + 1, KEYS_AT_ONCE):
            for entry in dataset.pages(first, first + KEYS_AT_ONCE - 1) if dataset.pages else ():
                yield entry.path, self._mark(entry.version, entry.still_from)

    def _mark(self, version: str, still_from: date | None) -> str:
        """The same mark, the same page: what it says, how the portal looks, and the day where that matters."""
        day = "" if still_from is not None and still_from <= self.today else self.today.isoformat()
        return hashlib.sha256(repr((version, self.house, day)).encode()).hexdigest()[:20]

    def _take(self, path: str, mark: str) -> None:
        target = place(path)
        links = self.state.before(path, mark) if target else None
        if target is not None and links is not None and _link(self.last / target, self.path / target):
            self.kept += 1
            self.state.done(path, size=(self.path / target).stat().st_size, links=links)
        else:
            size, links = self._render(path, self.path / target) if target else (0, [])
            self.state.done(path, size=size, links=links)

    def _render(self, path: str, target: Path) -> tuple[int, list[str]]:
        got = self.reader.get(path)
        if got is None:
            return 0, []
        self.rendered += 1
        if got.source is not None:
            return (target.stat().st_size if _link(got.source, target) else 0), []
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(got.content)
        return len(got.content), [link for link in got.links if _is_copied(link)]


def _is_copied(path: str) -> bool:
    return not path.startswith(NOT_COPIED) and is_public(path)


def _link(source: Path, target: Path) -> bool:
    """The same file under another name, which takes no room; a copy where the disk is another one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        return False
    except OSError:
        shutil.copyfile(source, target)
    return True


def _current() -> Path:
    return (folder() / "current").resolve()


def _state_of(run: Path) -> Path:
    return run.with_name(f"{run.name}.sqlite3")


def _turn_to(run: Path) -> None:
    """One step for whoever reads; then the runs before go."""
    turned = folder() / "next"
    turned.unlink(missing_ok=True)
    turned.symlink_to(run.name)
    turned.replace(folder() / "current")
    for old in folder().iterdir():
        if old.name[:1].isdigit() and old.name.partition(".")[0] != run.name:
            shutil.rmtree(old) if old.is_dir() else old.unlink()


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether no other run is at it; a lock the system lifts when its holder dies."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def _house() -> str:
    """What every page is made of besides its rows: code, templates, styles, and the names of the bureaus."""
    files = [path for part in CODE for path in sorted((settings.BASE_DIR / part).rglob("*")) if path.is_file()]
    stats = [(str(path), path.stat().st_mtime_ns) for path in files if path.suffix != ".pyc"]
    bureaus = list(Bureau.objects.order_by("pk").values())
    told = (stats, bureaus, settings.PORTAL_URL, settings.HASHED)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:20]
