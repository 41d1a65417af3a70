"""`make lock`: write requirements/base.txt and dev.txt from pyproject.toml, hashed, for every platform."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tools.common import ROOT, run, say

OPTIONS = (
    "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate",
    "--no-emit-index-url", "--no-emit-find-links", "--quiet",
)  # fmt: skip
LOCKS = {"base.txt": (), "dev.txt": ("--group", "dev")}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="envportal-uv-") as folder:
        python = Path(folder) / "bin" / "python"
        run(sys.executable, "-m", "venv", folder, otherwise="No virtual environment could be made for uv.")
        run(python, "-m", "pip", "install", "-qq", "uv", otherwise="uv could not be installed; check the network.")
        for name, group in LOCKS.items():
            say(f"Resolving requirements/{name}")
            run(
                python, "-m", "uv", "pip", "compile", "pyproject.toml", *group, *OPTIONS,
                "-o", ROOT / "requirements" / name,
                otherwise="The requirements do not fit together; see the lines above.",
            )  # fmt: skip


if __name__ == "__main__":
    main()
