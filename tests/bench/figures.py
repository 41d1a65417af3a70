"""A figure of speed: two sides measured by turns in one run, the ratio of their medians, whether it is reached."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

Work = Callable[[], object]
ROUNDS = 15
FULL = "--full" in sys.argv


def seconds(work: Work) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def side_by_side(name: str, what: str, ours: Work, against: Work, aim: str, rounds: int = ROUNDS) -> dict[str, object]:
    """Both sides by turns, so that a busy machine slows both, and the medians of many rounds."""
    pairs = [(seconds(ours), seconds(against)) for _round in range(rounds)]
    return figure(name, what, median(pair[0] for pair in pairs), median(pair[1] for pair in pairs), aim)


def figure(name: str, what: str, ours: float, against: float, aim: str) -> dict[str, object]:
    """A ratio and its aim, `≤ n` or `≥ n`; one without an aim is listed and not limited."""
    ratio = ours / against
    told = {"id": name, "what": what, "ours": ours, "against": against, "ratio": float(f"{ratio:.4g}"), "aim": aim}
    if not aim:
        return told
    sign, most = aim.split()
    return {**told, "reached": ratio <= float(most) if sign == "≤" else ratio >= float(most)}


def tell(told: dict[str, object]) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)  # noqa: T201  a bench prints its figures
