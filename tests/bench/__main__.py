"""`make bench`: every bench_*.py in a process of its own, which prints its figures as JSON lines.

`make bench ARGS=--full` measures with a million open clocks; `ARGS=sweep` only bench_sweep.py.
"""

import subprocess
import sys
from pathlib import Path

from tools.common import ROOT, environment, fail


def main() -> None:
    options = [option for option in sys.argv[1:] if option.startswith("--")]
    names = [f"bench_{name}" for name in sys.argv[1:] if name not in options]
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        if names and path.stem not in names:
            continue
        command = [sys.executable, "-m", f"tests.bench.{path.stem}", *options]
        if subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode:
            fail(f"{path.name} broke off; see the error above.")


if __name__ == "__main__":
    main()
