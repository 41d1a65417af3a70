"""What the proofs of ledgers share: operations shared out to clients, and one line of JSON of what came of them.

A proof runs on a database of its own, by processes with connections of their own, through the very functions the
actions call. How far it came goes to stderr. It ends with 1 unless every count of what went wrong is 0.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from importlib import import_module
from typing import NamedTuple, TypeVar

from tests import databases

Stage = TypeVar("Stage")
# As many operations as a client does before it tells what became of them.
PART = 2000


class Part(NamedTuple):
    """What a client does at a time, with random numbers of its own."""

    number: int
    operations: int
    seed: str


def parts(operations: int, clients: int, *, seed: int) -> list[Part]:
    size = max(1, min(PART, -(-operations // clients)))
    begun = range(0, operations, size)
    return [Part(n, min(size, operations - first), f"{seed}:{n}") for n, first in enumerate(begun)]


def shared_out(
    work: Callable[[Part, Stage], Counter[str]], stage: Stage, of: Sequence[Part], *, clients: int, pool: Executor
) -> Counter[str]:
    """What became of the operations, a part at a time."""
    running = [pool.submit(work, part, stage) for part in of]
    counted: Counter[str] = Counter()
    began = time.monotonic()
    for done, one in enumerate(as_completed(running), start=1):
        counted += one.result()
        if len(of) > clients:
            sys.stderr.write(f"{done} of {len(of)} parts, {time.monotonic() - began:.0f} s\n")
    return counted


def verdict(operations: int, counted: Mapping[str, int], wrong: Mapping[str, int]) -> dict[str, int]:
    """What is wrong, with what broke and what nobody heard of; `violations` is the sum of what has to be 0."""
    broken = {name: n for name, n in counted.items() if name.startswith("broken")}
    for name, n in broken.items():
        sys.stderr.write(f"{n} × {name}\n")
    unheard_of = operations - sum(n for name, n in counted.items() if name != "waited")
    wrong = {**wrong, "broken": sum(broken.values()), "unheard_of": unheard_of}
    return {"operations": operations, **wrong, "violations": sum(wrong.values())}


def main(name: str, module: str, about: str | None, *, clients: int) -> None:
    """The command of a proof; what stands on Django's models is read once the settings are there."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=databases.ENGINES, default="sqlite")
    parser.add_argument("--operations", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=clients)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    with databases.own(asked.engine):
        operations = import_module(module)
        began = time.monotonic()
        with ProcessPoolExecutor(asked.clients, multiprocessing.get_context("fork")) as pool:
            proof = operations.prove(asked.operations, asked.clients, seed=asked.seed, pool=pool)
        seconds = time.monotonic() - began
    told = {
        "name": name, "engine": asked.engine, "clients": asked.clients, "seed": asked.seed, **proof,
        "seconds": round(seconds), "per_second": round(asked.operations / seconds),
    }  # fmt: skip
    sys.stdout.write(json.dumps(told) + "\n")
    raise SystemExit(proof["violations"] > 0)
