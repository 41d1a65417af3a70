"""Prove the numbers: thousands submit at once, each clicking twice, some broken off, and every number is given once.

    nice -n 10 python -m tests.documents.number_proof --submits 10000

On a PostgreSQL of its own, by processes with connections of their own, through the very actions the pages call. Prints
one line of JSON; `violations` is the sum of doubles, gaps and extras, and the command ends with 1 if there are any.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module

from tests.databases import own


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--submits", type=int, default=10_000)
    parser.add_argument("--issues", type=int, default=2_000, help="how many of them are accepted, letters numbered 受")
    parser.add_argument("--processes", type=int, default=16)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    wanted = parser.parse_args()
    with own("postgresql"):
        # What stands on Django's models is read once the settings are there.
        numbers = import_module("tests.documents.numbers_taken")
        forked = multiprocessing.get_context("fork")
        pool = lambda: ProcessPoolExecutor(wanted.processes, forked)  # noqa: E731
        began = time.monotonic()
        found = numbers.prove(wanted.submits, wanted.issues, seed=wanted.seed, pool=pool)
    told = {"name": "numbers", **found, "seed": wanted.seed, "seconds": round(time.monotonic() - began)}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.exit(1 if found["violations"] else 0)


if __name__ == "__main__":
    main()
