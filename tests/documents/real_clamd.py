"""Our own client before a real clamd with one signature of our own: `python -m tests.documents.real_clamd`.

Needs clamd (Debian: clamav-daemon); no signature is fetched from anywhere.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from django.conf import settings

from envportal.documents.guards import scanner
from tests.documents import corpus
from tests.documents.clamd import EICAR

CONF = """
Foreground yes
DatabaseDirectory {folder}
LocalSocket {folder}/clamd.ctl
StreamMaxLength 2M
PidFile {folder}/clamd.pid
"""
PATIENCE = 60.0


def main() -> int:
    program = shutil.which("clamd") or "/usr/sbin/clamd"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "own.ndb").write_text(f"Own.Test.Eicar:0:*:{EICAR.hex()}\n")
        (folder / "clamd.conf").write_text(CONF.format(folder=folder))
        running = subprocess.Popen([program, "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL)
        try:
            return tried(folder)
        finally:
            running.terminate()
            running.wait()


def tried(folder: Path) -> int:
    settings.CLAMD = f"unix:{folder}/clamd.ctl"
    deadline = time.monotonic() + PATIENCE
    while not scanner.answers() and time.monotonic() < deadline:
        time.sleep(0.2)
    contents = {"clean": corpus.pdf(), "infected": corpus.pdf() + EICAR, "too_large": os.urandom(3 << 20)}
    found = {}
    for name, content in contents.items():
        path = folder / "x"
        path.write_bytes(content)
        outcome = scanner.scan(path)
        found[name] = [str(outcome.state), outcome.note]
    sys.stdout.write(json.dumps({"name": "real_clamd", **found}) + "\n")
    wanted = {
        "clean": ["clean", ""],
        "infected": ["infected", "Own.Test.Eicar.UNOFFICIAL"],
        "too_large": ["not_scanned", "too_large"],
    }
    return 0 if found == wanted else 1


if __name__ == "__main__":
    sys.exit(main())
