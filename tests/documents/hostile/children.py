"""The children that inspect files, as the portal starts them: many files in one, or one with its cost measured."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from envportal.documents.guards import children

if TYPE_CHECKING:
    from collections.abc import Iterable

# The child's own function, under the child's own limit of memory, for one file after another.
MANY = """
import json, resource, runpy, sys
child = runpy.run_path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (child["MEMORY"],) * 2)
for line in sys.stdin:
    print(json.dumps(child["answer"](line.rstrip("\\n"))), flush=True)
"""


# A child's peak of memory begins with its parent's: so a small process starts it, and says what it took.
MEASURED = """
import json, resource, subprocess, sys
said = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([said, used.ru_maxrss, used.ru_utime + used.ru_stime]))
"""


def script_for(content: bytes) -> str:
    return "pdf_child.py" if content[:5] == b"%PDF-" else "other_child.py"


def inspect_many(script: str, paths: Iterable[Path]) -> list[dict[str, Any]]:
    said = "".join(f"{path}\n" for path in paths)
    command = [sys.executable, "-I", "-c", MANY, str(children.HERE / script)]
    done = subprocess.run(command, input=said.encode(), capture_output=True, check=True, timeout=280)
    return [json.loads(line) for line in done.stdout.splitlines()]


@dataclass(frozen=True)
class Cost:
    """What one child said and took: MiB at its peak, seconds of the clock and of a processor."""

    answer: dict[str, Any]
    mib: float
    seconds: float
    cpu: float


def inspect_one(content: bytes) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_bytes(content)
        command = [sys.executable, "-I", str(children.HERE / script_for(content)), str(path)]
        began = time.monotonic()
        done = subprocess.run([sys.executable, "-I", "-c", MEASURED, *command], capture_output=True, check=True)
    said, peak, cpu = json.loads(done.stdout)
    return Cost(json.loads(said) if said else {"unfit": "heavy"}, peak / 1024, time.monotonic() - began, cpu)
