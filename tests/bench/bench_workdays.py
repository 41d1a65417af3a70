"""Working days and due days beside a bare table look-up, and what importing the engine costs: P1 to P5."""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from envportal.workdays import due, shipped
from envportal.workdays.calendar import BASE
from tests.bench.figures import Work, figure, seconds, side_by_side, tell
from tests.workdays.brute_force import disagreements

CALENDAR = shipped()
CHANCE = random.Random(1)  # the same questions in every run
STARTS = [date(2005, 1, 1) + timedelta(days=CHANCE.randrange(7000)) for _ in range(10_000)]
AMOUNTS = [CHANCE.randint(2, 60) for _ in STARTS]
RANK, DAYS = CALENDAR.rank, CALENDAR.days
CACHE = tempfile.TemporaryDirectory(prefix="envportal-bench-")


def bare(start: date, n: int) -> date:
    """The least anybody can do: two look-ups, nothing checked."""
    return DAYS[RANK[start.toordinal() - BASE] + n]


def figures() -> Iterator[dict[str, object]]:
    look_up, add = _each(bare, AMOUNTS), _each(CALENDAR.add, AMOUNTS)
    yield side_by_side("P1", "a working day found, input checked ÷ bare look-up", add, look_up, "≤ 2.5")
    sixty, two = (_each(CALENDAR.add, [n] * len(STARTS)) for n in (60, 2))
    yield side_by_side("P2", "60 working days ÷ 2", sixty, two, "≤ 1.15")
    asked, wrong = disagreements()
    what = "of all starts × 1 to 60 working days in the gazetted years, those that agree"
    yield figure("P3", what, asked - wrong, asked, "≥ 1")
    for k in (0, 1, 2, 4):
        what = f"a due day with {k} pauses inside the term ÷ one look-up"
        yield side_by_side("P4", f"{what}, bare", _due_days(k), look_up, f"≤ {3 + 2.5 * k}")
        yield side_by_side("P4", f"{what}, input checked", _due_days(k), add, f"≤ {3 + 2.5 * k}")
    million = min(seconds(_due_days(1)) for _round in range(5)) * 100
    yield figure("P4", "seconds to recompute a million due days of one pause", million, 1, "≤ 5")
    for what, code in (("importing", "pass"), ("importing and building the tables of", "envportal.workdays.shipped()")):
        cost = side_by_side("P5", "", _python(f"import envportal.workdays; {code}"), _python("import datetime"), "")
        above = (float(str(cost["ours"])) - float(str(cost["against"]))) * 1000
        yield figure("P5", f"milliseconds of {what} the engine, above bare Python with its dates", above, 1, "≤ 10")


def _each(find: Callable[[date, int], date], amounts: list[int]) -> Work:
    return lambda: [find(start, n) for start, n in zip(STARTS, amounts, strict=True)]


def _due_days(k: int) -> Work:
    """Due days with k pauses of four days, each begun before the term is over."""
    begins = [(1 + 8 * n, 4 + 8 * n) for n in range(k)]
    asked = [
        (start, 30 + n, [(start + timedelta(first), start + timedelta(last)) for first, last in begins])
        for start, n in zip(STARTS[:1000], AMOUNTS[:1000], strict=True)
    ] * 10
    return lambda: [due(CALENDAR, start, n, "working_day", pauses) for start, n, pauses in asked]


def _python(code: str) -> Work:
    """A fresh interpreter that finds compiled modules, as every start but the very first does."""
    compiled = {**os.environ, "PYTHONPYCACHEPREFIX": CACHE.name, "PYTHONDONTWRITEBYTECODE": ""}
    return lambda: subprocess.run([sys.executable, "-c", code], check=True, env=compiled)


if __name__ == "__main__":
    for told in figures():
        tell(told)
