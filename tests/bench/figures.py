"""How a figure is taken: both sides by turns, so that a busy machine slows both, and the medians of many rounds."""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import TypedDict

ROUNDS = 15


class Figure(TypedDict):
    id: str
    what: str
    ours: float
    against: float
    ratio: float
    aim: str


def seconds(run: Callable[[], object]) -> float:
    began = perf_counter()
    run()
    return perf_counter() - began


def side_by_side(name: str, what: str, ours: Callable[[], object], against: Callable[[], object], aim: str) -> Figure:
    pairs = [(seconds(ours), seconds(against)) for _round in range(ROUNDS)]
    left, right = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    return Figure(id=name, what=what, ours=left, against=right, ratio=round(left / right, 3), aim=aim)
