"""Prove that nothing is decided twice: two people at one application at the same moment, thousands of times.

    python -m tests.applications.race_proof --engine postgresql --races 10000

On a database of its own, by pairs of processes that begin each race together, through the very actions the pages call:
two leaders sign, one signs while the other sends back, one signs while the applicant withdraws. Prints one line of JSON
and ends with 1 unless no application was decided twice, none was left undecided and nothing else broke.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from importlib import import_module

from tests import databases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=databases.ENGINES, default="postgresql")
    parser.add_argument("--races", type=int, default=10_000)
    parser.add_argument("--pairs", type=int, default=2, help="how many pairs race beside each other")
    asked = parser.parse_args()
    with databases.own(asked.engine):
        # What stands on Django's models is read once the settings are there.
        races = import_module("tests.applications.races")
        began = time.monotonic()
        found = races.prove(asked.races, asked.pairs)
    told = {"name": "two deciders", "engine": asked.engine, **found, "seconds": round(time.monotonic() - began)}
    sys.stdout.write(json.dumps(told) + "\n")
    raise SystemExit(found["violations"] > 0)


if __name__ == "__main__":
    main()
