"""`make bench`: every bench_*.py in a process of its own, which prints its figures as JSON lines."""

import subprocess
import sys
from pathlib import Path

from tools.common import ROOT, environment, fail


def main() -> None:
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        command = [sys.executable, "-m", f"tests.bench.{path.stem}"]
        if subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode:
            fail(f"{path.name} broke off; see the error above.")


if __name__ == "__main__":
    main()
