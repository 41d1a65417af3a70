"""What builders of test worlds wrote to the embedded database, written again instead of worked out again.

A builder is a function of its arguments and of what is in the database. All writes of a test are summed up as they
happen; where a builder is called with the same arguments after the same writes, the rows it wrote last time are
written as they are. Anything that cannot be told apart this way (other settings, a patched function, a rollback on the
way, another engine) is built anew.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import UserSettingsHolder, settings
from django.db import connection, transaction
from django.db.models import Model

P = ParamSpec("P")
R = TypeVar("R")

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# The worlds of one module or two; the rest would only fill the memory.
KEPT = 400


@dataclass
class Recording:
    """What one call of a builder did."""

    statements: list[tuple[str, Any, bool]] = field(default_factory=list)
    afterwards: list[Callable[[], Any]] = field(default_factory=list)
    is_whole: bool = True
    result: bytes = b""
    written: bytes = b""


@dataclass
class Written:
    """The writes of the test that runs, summed up, and the recordings that go on."""

    sum: bytes = b""
    open: list[Recording] = field(default_factory=list)
    is_open: bool = False
    is_repeating: bool = False


class Asked(pickle.Pickler):
    """The arguments of a call; a row is its columns, whatever it has looked up on the way."""

    def __init__(self, to: io.BytesIO) -> None:
        super().__init__(to)
        self.fast = True

    def persistent_id(self, obj: Any) -> tuple[Any, ...] | None:
        if not isinstance(obj, Model):
            return None
        return obj._meta.label, *(getattr(obj, field.attname) for field in obj._meta.concrete_fields)


WRITTEN = Written()
MEMORY: OrderedDict[bytes, Recording] = OrderedDict()


@contextmanager
def watching() -> Iterator[None]:
    """Sum up every write from here on."""
    with connection.execute_wrapper(_watch):
        WRITTEN.is_open = connection.vendor == "sqlite"
        yield
        WRITTEN.is_open = False


@contextmanager
def undone_afterwards() -> Iterator[None]:
    """What is written inside is rolled back at the end."""
    before = WRITTEN.sum
    yield
    WRITTEN.sum = before


def remembered(build: Callable[P, R]) -> Callable[P, R]:
    @wraps(build)
    def built(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _can_tell():
            return build(*args, **kwargs)
        key = _key(build, args, kwargs)
        known = MEMORY.get(key)
        if known is None:
            return _record(key, lambda: build(*args, **kwargs))
        MEMORY.move_to_end(key)
        _repeat(known)
        result: R = pickle.loads(known.result)
        return result

    return built


def _can_tell() -> bool:
    has_its_own_settings = isinstance(vars(settings)["_wrapped"], UserSettingsHolder)
    return WRITTEN.is_open and connection.in_atomic_block and not has_its_own_settings


def _key(build: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    with connection.cursor() as cursor:
        # A test with real transactions leaves the numbering where it was.
        cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        numbering = cursor.fetchall()
    asked = io.BytesIO()
    Asked(asked).dump((args, sorted(kwargs.items())))
    return _sum(WRITTEN.sum, f"{build.__module__}.{build.__qualname__}", asked.getvalue(), numbering)


def _record(key: bytes, build: Callable[[], R]) -> R:
    recording = Recording()
    hooks = len(connection.run_on_commit)
    WRITTEN.open.append(recording)
    try:
        result = build()
    finally:
        WRITTEN.open.pop()
    recording.afterwards = [hook[1] for hook in connection.run_on_commit[hooks:]]
    recording.result, recording.written = pickle.dumps(result), WRITTEN.sum
    if recording.is_whole:
        MEMORY[key] = recording
    if len(MEMORY) > KEPT:
        MEMORY.popitem(last=False)
    again: R = pickle.loads(recording.result)
    return again


def _repeat(known: Recording) -> None:
    WRITTEN.is_repeating = True
    try:
        with connection.cursor() as cursor:
            for sql, params, many in known.statements:
                (cursor.executemany if many else cursor.execute)(sql, params)
    finally:
        WRITTEN.is_repeating = False
    for hook in known.afterwards:
        transaction.on_commit(hook)
    WRITTEN.sum = known.written
    for recording in WRITTEN.open:
        recording.statements += known.statements


def _watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not WRITTEN.is_repeating:
        _note(sql, params, many)
    return execute(sql, params, many, context)


def _note(sql: str, params: Any, many: bool) -> None:
    if sql.startswith("ROLLBACK"):
        for recording in WRITTEN.open:
            recording.is_whole = False
    elif sql.lstrip("( \n").upper().startswith(WRITES):
        params = list(params) if many else params
        WRITTEN.sum = _sum(WRITTEN.sum, sql, params)
        for recording in WRITTEN.open:
            recording.statements.append((sql, params, many))


def _sum(*parts: Any) -> bytes:
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).digest()
