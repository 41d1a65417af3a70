"""The process that prints letters: kept from one letter to the next, replaced when it fails, ages or had no work."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import tempfile
from contextlib import suppress
from threading import Lock, Timer
from time import monotonic
from typing import TYPE_CHECKING, Any

from envportal.documents.guards import children, fonts

if TYPE_CHECKING:
    from collections.abc import Mapping

# From the question to the answer, the start of a process included.
SECONDS = 60
# A child ends by itself after 300 s without work; a little before that it is not asked any more.
REST = 240
# Memory is flat (`make bench ARGS=letters` shows it); should a library ever lose some, it comes back after so many.
LETTERS = 500


class Child:
    """One process of `letter_child.py`, with a folder for its temporary files and a file for what it complains of."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files, self.owner, self.printed, self.used = dict(files), os.getpid(), 0, monotonic()
        self.killed_after = 0.0
        self._folder = tempfile.TemporaryDirectory(prefix="letters-")
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  closed by end()
        self.process = subprocess.Popen(  # noqa: S603  our own script
            children.command("letter_child.py"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=children.environment() | {"TMPDIR": self._folder.name},
        )

    @property
    def place(self) -> str:
        """Where its temporary files are: the fonts it has in use."""
        return self._folder.name

    def serves(self, files: Mapping[str, str]) -> bool:
        """It lives, belongs to this process and not to the one this was forked from, and has these fonts."""
        fresh = self.process.poll() is None and monotonic() - self.used < REST
        return fresh and self.owner == os.getpid() and self.files == dict(files)

    def ask(self, page: str, css: str, *, seconds: float) -> dict[str, Any]:
        """Its answer; {"error", "ends"} too where it dies over the letter, or is killed because its time is over."""
        said = json.dumps({"html": page, "css": css, "fonts": self.files}).encode() + b"\n"
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None  # noqa: S101  both are pipes
        assert stdout is not None  # noqa: S101
        line = b""
        timer = Timer(seconds, self._kill, (seconds,))
        timer.start()
        with suppress(BrokenPipeError):
            stdin.write(said)
            stdin.flush()
            line = stdout.readline()
        timer.cancel()
        self.printed, self.used = self.printed + 1, monotonic()
        answer: dict[str, Any] = (
            json.loads(line) if line.endswith(b"\n") else {"error": self._last_words(), "ends": True}
        )
        return answer

    def _kill(self, seconds: float) -> None:
        self.killed_after = seconds
        self.process.kill()

    def _last_words(self) -> str:
        if self.killed_after:
            return f"no answer in {self.killed_after:g} s"
        code = self.process.wait()
        self._log.seek(0)
        return f"exit {code}: {self._log.read().decode(errors='replace').strip().rpartition(chr(10))[2][:400]}"

    def end(self) -> None:
        """Kill it and take away what it may have left."""
        self.process.kill()
        with suppress(BrokenPipeError):
            self.process.communicate()
        self._log.close()
        self._folder.cleanup()


class Printer:
    """Prints one letter at a time in a child of this process; what one letter broke does not meet the next."""

    def __init__(self, *, letters: int = LETTERS, seconds: float = SECONDS) -> None:
        self.letters, self.seconds = letters, seconds
        self.child: Child | None = None
        self._lock = Lock()

    def print(self, page: str, css: str, files: Mapping[str, str]) -> dict[str, Any]:
        """{"pdf": base64, "pages": n}, or ChildFailed with the reason."""
        with self._lock:
            answer = self._child(files).ask(page, css, seconds=self.seconds)
            if answer.get("ends"):
                self._end()
        if "error" in answer:
            raise children.ChildFailed(answer["error"])
        return answer

    def _child(self, files: Mapping[str, str]) -> Child:
        if self.child is None or self.child.printed >= self.letters or not self.child.serves(files):
            self._end()
            self.child = Child(files)
        return self.child

    def end(self) -> None:
        with self._lock:
            self._end()

    def _end(self) -> None:
        child, self.child = self.child, None
        if child is not None and child.owner == os.getpid():
            child.end()


_printer = Printer()
atexit.register(_printer.end)


def print_letter(page: str, css: str) -> dict[str, Any]:
    """{"pdf": base64, "pages": n}, or ChildFailed with the reason; no font of the machine, nothing from the net."""
    return _printer.print(page, css, fonts.paths())
