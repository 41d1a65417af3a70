"""`make bench`: one JSON line a figure, each a ratio of two things measured side by side in one run."""

import json
from collections.abc import Callable, Iterator

from tests.bench import engine, start
from tests.bench.figures import Figure

FIGURES: list[Callable[[], Iterator[Figure]]] = [engine.figures, start.figures]


def main() -> None:
    for measure in FIGURES:
        for figure in measure():
            print(json.dumps(figure, ensure_ascii=False), flush=True)  # noqa: T201  its output is what it is for


if __name__ == "__main__":
    main()
