"""Years of a bureau in one run, day by day, night by night.

    python -m tests.years --years 10

prints what happened as one line of JSON and fails unless nothing went wrong; some months of it are in the suite.
"""

from __future__ import annotations

import argparse
from importlib import import_module

from tests import databases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=databases.ENGINES, default="sqlite")
    parser.add_argument("--years", type=float, default=1)
    parser.add_argument("--per-week", type=float, default=1, help="applications a week, on average")
    parser.add_argument("--seed", type=int, default=19)
    asked = parser.parse_args()
    with databases.own(asked.engine):
        years = import_module("tests.bureau_years").Years(per_week=asked.per_week, seed=asked.seed)
        figures = years.run(round(asked.years * 365.25))
    print(figures, flush=True)  # noqa: T201  its output is what it is for
    raise SystemExit(figures.violations > 0)


if __name__ == "__main__":
    main()
