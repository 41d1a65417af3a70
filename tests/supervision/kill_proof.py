"""Sweepers killed at any moment, again and again: no card missed, none twice, none early, each for its legal day.

    python -m tests.supervision.kill_proof --engine postgresql --clocks 100000 --kills 1000

prints what it counted as one line of JSON and fails unless every count is 0. A small one is in the suite.
"""

from __future__ import annotations

import argparse
from importlib import import_module

from tests import databases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=databases.ENGINES, default="sqlite")
    parser.add_argument("--clocks", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    with databases.own(asked.engine):
        proof = import_module("tests.supervision.kills").prove(asked.clocks, asked.kills, seed=asked.seed)
    print(proof, flush=True)  # noqa: T201  its output is what it is for
    raise SystemExit(proof.violations > 0)


if __name__ == "__main__":
    main()
