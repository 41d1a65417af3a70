"""Prove the fee ledger: random operations by many clients at once, and every balance is what was posted.

    python -m tests.fees.ledger_proof --engine postgresql --operations 1000000 --clients 4
    python -m tests.fees.ledger_proof --engine sqlite --operations 20000

On a database of its own, by processes with connections of their own, through the very functions the actions call.
Prints one line of JSON and ends with 1 unless every count of what went wrong is 0. A small one is in the suite.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module

from tests import databases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=databases.ENGINES, default="sqlite")
    parser.add_argument("--operations", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    with databases.own(asked.engine):
        # What stands on Django's models is read once the settings are there.
        operations = import_module("tests.fees.operations")
        forked = multiprocessing.get_context("fork")
        began = time.monotonic()
        with ProcessPoolExecutor(asked.clients, forked) as pool:
            proof = operations.prove(asked.operations, asked.clients, seed=asked.seed, pool=pool)
        seconds = time.monotonic() - began
    told = {
        "name": "fee ledger", "engine": asked.engine, "clients": asked.clients, "seed": asked.seed, **proof,
        "seconds": round(seconds), "per_second": round(asked.operations / seconds),
    }  # fmt: skip
    sys.stdout.write(json.dumps(told) + "\n")
    raise SystemExit(proof["violations"] > 0)


if __name__ == "__main__":
    main()
