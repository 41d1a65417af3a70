"""Set up what `make run`, `make test` and `make check` stand on; the second time it only looks.

Runs on the Python it finds, before anything is installed: the standard library only.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import importlib.util
import shutil
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tools.common import (
    DEMO,
    PANGO,
    PYTHON,
    ROOT,
    VAR,
    VENV,
    environment,
    fail,
    is_root,
    manage,
    run,
    say,
    succeeds,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# What WeasyPrint opens, and the packages of Debian that hold it.
LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
PLACE = VENV / ".place"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """`make run` and `make test` may be started together; they must not install into each other."""
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def venv() -> None:
    if succeeds(PYTHON, "-m", "pip", "--version") and not _was_moved():
        return
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        fail(f"This Python has no venv: as root run `apt-get install python{version}-venv`, then try again.")
    say("Creating .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    run(sys.executable, "-m", "venv", VENV, otherwise="No .venv could be made; is there room on the disk?")
    PLACE.write_text(str(ROOT))


def _was_moved() -> bool:
    """Programs in .venv name their folder; after the project was moved they would not start."""
    return PLACE.exists() and PLACE.read_text() != str(ROOT)


def requirements(name: str) -> None:
    """Install requirements/NAME.txt by its hashes, unless this very file was installed before."""
    lock = ROOT / "requirements" / f"{name}.txt"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = VENV / f".installed-{name}"
    if stamp.exists() and stamp.read_text() == digest:
        return
    say(f"Installing requirements/{name}.txt (about half a minute)")
    run(
        PYTHON, "-m", "pip", "install", "-qq", "--no-deps", "--require-hashes", "-r", lock,
        otherwise=f"requirements/{name}.txt could not be installed; check the network and try again.",
    )  # fmt: skip
    stamp.write_text(digest)


def pango() -> None:
    """Letters are drawn with Pango; without it the portal runs, but makes no PDF."""
    if _pango_loads():
        return
    say("Fetching the Pango libraries, which draw the letters")
    with_root = is_root() and shutil.which("apt-get")
    fetched = _install_pango() if with_root else _unpack_pango()
    if not (fetched and _pango_loads()):
        say(f"WARNING: no letters can be drawn as PDF until root runs `apt-get install {' '.join(PACKAGES)}`.")


def _pango_loads() -> bool:
    if not list(PANGO.glob("root/**/lib*.so.*")):
        return all(_loads(name) for name in LIBRARIES)
    code = f"import ctypes; [ctypes.CDLL(name) for name in {LIBRARIES!r}]"
    return succeeds(sys.executable, "-c", code, env=environment())


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(*packages: str) -> bool:
    """Install Debian packages as root; a machine with no package lists gets them first."""
    quiet = environment(DEBIAN_FRONTEND="noninteractive")
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
    return succeeds(*install, env=quiet) or (
        succeeds("apt-get", "update", "-qq", env=quiet) and succeeds(*install, env=quiet)
    )


def _install_pango() -> bool:
    return apt_install(*PACKAGES)


def _unpack_pango() -> bool:
    """Without root: download the missing packages and unpack them into .pango/root."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return False
    plan = subprocess.run(
        ["apt-get", "install", "-s", "--no-install-recommends", *PACKAGES], capture_output=True, text=True, check=False
    )
    missing = [line.split()[1] for line in plan.stdout.splitlines() if line.startswith("Inst ")] or list(PACKAGES)
    PANGO.mkdir(exist_ok=True)
    subprocess.run(["apt-get", "download", "-qq", *missing], cwd=PANGO, check=False)
    archives = sorted(PANGO.glob("*.deb"))
    return bool(archives) and all(succeeds("dpkg-deb", "-x", archive, PANGO / "root") for archive in archives)


def static_files() -> None:
    """Gather and compress what the web process serves, if any of it changed."""
    made = ROOT / "staticfiles" / "staticfiles.json"
    sources = [path for path in (ROOT / "static").rglob("*") if path.is_file()] + list(VENV.glob(".installed-*"))
    if made.exists() and all(path.stat().st_mtime < made.stat().st_mtime for path in sources):
        return
    # ninja's own documentation pages are not served; compressing their 24 MB takes most of a minute.
    manage(
        "collectstatic", "--noinput", "--clear", "-v", "0", "-i", "ninja",
        otherwise="The static files could not be gathered; see the error above.",
    )  # fmt: skip


def portal() -> None:
    """The database, its rules and the demo; each command is safe to run again."""
    say("Preparing the database")
    manage("migrate", "--noinput", "-v", "0", otherwise="The database could not be prepared; see the error above.")
    manage("setup", otherwise="The rules of law could not be loaded; see the error above.")
    if DEMO:
        say("Loading the demo")
        manage("demo", otherwise="The demo could not be loaded; to begin anew, move the folder var/ away.")


def main(goal: str) -> None:
    with one_at_a_time():
        venv()
        requirements("base" if goal == "run" else "dev")
        pango()
        run(PYTHON, "-m", "tools.messages", "compile", otherwise="The English texts could not be compiled.")
        if goal == "run":
            static_files()
            portal()


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "test")
    except KeyboardInterrupt:
        fail("Stopped; the same command goes on where it was.")
