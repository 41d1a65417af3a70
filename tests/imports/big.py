"""`python -m tests.imports.big 200000`: many lines through the command into a database of their own, as one JSON line.

Asserts that memory stays bounded, that the second reading adds nothing, and that every line was told of.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.imports.tables import many
from tools.common import ROOT, environment

MOST_MB = 200


def run(*arguments: str, **env: str) -> tuple[str, float, float]:
    """What a command said, its seconds, and the most memory a child of ours has had in MB."""
    began = time.monotonic()
    done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, capture_output=True, check=True)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return done.stdout.decode().strip(), time.monotonic() - began, memory


def main(n: int) -> None:
    with tempfile.TemporaryDirectory(prefix="envportal-imports-") as folder:
        env = environment(VAR_DIR=folder, DATABASE_URL=os.environ.get("DATABASE_URL", ""), REDIS_URL="")
        table, report = many(Path(folder) / "many.csv", n), Path(folder) / "report.csv"
        run("migrate", "-v0", **env)
        first, seconds, memory = run("import_notices", str(table), "--quiet", "--report", str(report), **env)
        again, seconds_again, _memory = run("import_notices", str(table), "--quiet", **env)
        with report.open(encoding="utf-8-sig") as file:
            told = sum(1 for _line in file) - 1
    figure = {
        "what": "import_notices", "lines": n, "said": first, "again": again, "seconds": round(seconds, 1),
        "seconds_again": round(seconds_again, 1), "most_mb": round(memory), "lines_told": told,
    }  # fmt: skip
    print(json.dumps(figure, ensure_ascii=False))  # noqa: T201  a bench prints its figures
    assert memory < MOST_MB, figure
    assert told == n, figure
    assert again.startswith(f"{n:,} lines: 0 taken, 0 mended"), figure


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
