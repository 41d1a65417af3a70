"""Check a bundle of a case file by file, link by link; needs nothing but the standard library of Python 3.9 or later.

    python verify.py FILE.zip

It says of every file whether it is right, altered, missing or extra, and of the log whether each event is the one that
was written, follows the one before it, and was sealed. It does not say who signed what: for that the digest of
manifest.json and the numbers and hashes of the seals can be compared with those the bureau published.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST = "manifest.json"
EVENTS, CHAIN = "log/events.jsonl", "log/chain.json"
PIECE = 1 << 20
HAS_SM3 = "sm3" in hashlib.algorithms_available


class Line(NamedTuple):
    """What was found of one thing."""

    name: str
    state: str
    detail: str = ""

    @property
    def is_right(self) -> bool:
        return self.state == "right"

    def __str__(self) -> str:
        text = f"{self.state:8} {self.name}" + (f": {self.detail}" if self.detail else "")
        return "".join(mark if mark.isprintable() else "?" for mark in text)


def check(path: str | Path) -> list[Line]:
    """Every finding about the bundle, those that are right too; the manifest's own digest stands first."""
    try:
        with zipfile.ZipFile(path) as archive:
            return list(_archive(archive))
    except (OSError, zipfile.BadZipFile) as error:
        return [Line(str(path), "altered", f"it cannot be read as a zip file ({error})")]


def _archive(archive: zipfile.ZipFile) -> Iterator[Line]:
    there = archive.namelist()
    try:
        text = archive.read(MANIFEST)
        rows = json.loads(text)["files"]
        told = {row["path"]: (int(row["size"]), row["sha256"], row["sm3"]) for row in rows}
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        yield Line(
            MANIFEST, "missing" if MANIFEST not in there else "altered", f"nothing can be checked by it ({error})"
        )
        return
    yield Line(MANIFEST, "right", f"SHA-256 {hashlib.sha256(text).hexdigest()}")
    for name, row in told.items():
        yield _file(archive, name, row, there)
    for name in sorted(set(there) - told.keys() - {MANIFEST}):
        yield Line(name, "extra", "the manifest does not name it")
    for name in sorted({name for name in there if there.count(name) > 1}):
        yield Line(name, "extra", "it stands in the zip file more than once")
    if EVENTS in there and CHAIN in there:
        yield from _log(archive)


def _file(archive: zipfile.ZipFile, name: str, row: tuple[int, str, str], there: list[str]) -> Line:
    if name not in there:
        return Line(name, "missing")
    try:
        size, sha256, sm3 = _digests(archive, name, row[0])
    except (OSError, zipfile.BadZipFile) as error:
        return Line(name, "altered", str(error))
    wrong = [
        word
        for word, is_so in (
            ("size", size != row[0]),
            ("SHA-256", sha256 != row[1]),
            ("SM3", bool(sm3) and sm3 != row[2]),
        )
        if is_so
    ]
    return Line(name, "altered", f"{', '.join(wrong)} differ") if wrong else Line(name, "right")


def _digests(archive: zipfile.ZipFile, name: str, most: int) -> tuple[int, str, str]:
    """Of a file that is longer than it should be, no more is read than shows it."""
    size, sha256, sm3 = 0, hashlib.sha256(), hashlib.new("sm3") if HAS_SM3 else None
    with archive.open(name) as file:
        while size <= most and (piece := file.read(PIECE)):
            size += len(piece)
            sha256.update(piece)
            if sm3 is not None:
                sm3.update(piece)
    return size, sha256.hexdigest(), sm3.hexdigest() if sm3 is not None else ""


# THE LOG ----------------------------------------------------------------------
def _log(archive: zipfile.ZipFile) -> Iterator[Line]:
    try:
        events = [json.loads(line) for line in archive.read(EVENTS).decode().splitlines()]
        chain = json.loads(archive.read(CHAIN))
        yield from _links(events, chain)
        for seal in chain["seals"]:
            yield _seal(seal, chain["chain"], {event["position"]: event["hash"] for event in events})
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        yield Line("log", "altered", f"it does not read as a log ({error})")


def _links(events: list[dict[str, Any]], chain: dict[str, Any]) -> Iterator[Line]:
    head, wrong = "", 0
    for position, event in enumerate(events, 1):
        name = f"log event {event['position']}"
        if (event["position"], event["previous"]) != (position, head):
            wrong += 1
            yield Line(name, "altered", "it does not follow the event before it")
        elif not event.get("withheld") and event["hash"] != event_hash(event):
            wrong += 1
            yield Line(name, "altered", "it is not what was written")
        head = event["hash"]
    if (len(events), head) != (chain["length"], chain["head"]):
        wrong += 1
        yield Line("log", "altered", f"{chain['length']} events were written; these end otherwise")
    if not wrong:
        kept_back = sum(bool(event.get("withheld")) for event in events)
        yield Line("log", "right", f"{len(events)} events, {kept_back} of them withheld and shown by their links only")


def _seal(seal: dict[str, Any], chain: str, hashes: dict[int, str]) -> Line:
    """The chain had this head when it was sealed, the seal covers it, and the seal itself is what was made."""
    name, reached = f"seal {seal['number']}", digest({"chain": chain, "length": seal["length"], "head": seal["head"]})
    for side, other in seal["path"]:
        pair = other + reached if side == "left" else reached + other
        reached = hashlib.sha256(pair.encode()).hexdigest()
    own = digest({key: seal[key] for key in ("number", "on", "at", "count", "root", "previous")})
    wrong = {
        "the log had another head that day": hashes.get(seal["length"]) != seal["head"],
        "it does not cover this log": reached != seal["root"],
        "it is not what was made": own != seal["hash"],
    }
    found = [what for what, is_so in wrong.items() if is_so]
    return Line(name, "altered", "; ".join(found)) if found else Line(name, "right", f"{seal['on']} {seal['hash']}")


def digest(content: dict[str, Any]) -> str:
    """SHA-256 over canonical JSON: sorted names, no spaces, UTF-8."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def event_hash(event: dict[str, Any]) -> str:
    names = (
        "chain", "position", "case", "name", "actor", "actor_name", "acting_for", "at", "facts", "key", "previous",
    )  # fmt: skip
    return digest({name: event[name] for name in names})


def main(arguments: list[str]) -> int:
    """Print every finding that is not right, then the sum; 0 if all is right, 1 if not, 2 without a file."""
    if len(arguments) != 1:
        sys.stdout.write(f"{__doc__}\n")
        return 2
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    lines = check(arguments[0])
    wrong = [line for line in lines if not line.is_right]
    for line in lines:
        sys.stdout.write(f"{line}\n")
    without = "" if HAS_SM3 else " (SM3 was not compared: this Python has none)"
    sys.stdout.write(f"{len(lines) - len(wrong)} right, {len(wrong)} not{without}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
