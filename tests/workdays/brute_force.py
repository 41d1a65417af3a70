"""The engine beside walking day by day, over every year it knows.

    python -m tests.workdays.brute_force --terms 1000000

prints how many random terms differ, as one line of JSON; a small run is in the suite.
"""

from __future__ import annotations

import argparse
import json
import random
from bisect import bisect_right
from datetime import date, timedelta

from envportal.workdays import due, shipped
from tests.workdays import slow

CALENDAR = shipped()
FIRST, LAST = date(2004, 1, 1), date(2099, 6, 30)
UNITS = ("working_day", "calendar_day")


def differences(terms: int, seed: int) -> int:
    """Of so many random terms with up to four pauses, 2004 to 2099: those whose end is not the one found by walking."""
    chance, days = random.Random(seed), (LAST - FIRST).days
    return sum(_differs(chance, FIRST + timedelta(chance.randrange(days))) for _term in range(terms))


def _differs(chance: random.Random, start: date) -> bool:
    amount, unit = chance.randint(0, 60), chance.choice(UNITS)
    begins = [start + timedelta(chance.randint(1, 60)) for _pause in range(chance.randint(0, 4))]
    pauses = [(first, first + timedelta(chance.randint(0, 20))) for first in begins]
    return due(CALENDAR, start, amount, unit, pauses) != slow.due(start, amount, unit, pauses)


def disagreements(most: int = 60) -> tuple[int, int]:
    """Every start in the gazetted years × every number of working days: how many were asked, how many are wrong."""
    first, last = date(2004, 1, 1), CALENDAR.gazetted_to
    everyday = [first + timedelta(n) for n in range((last - first).days + 1)]
    worked = [day for day in everyday if slow.is_workday(day)]
    asked = wrong = 0
    for start in everyday:
        place = bisect_right(worked, start)
        ends = worked[place : place + most]
        asked += len(ends)
        wrong += sum(CALENDAR.add(start, n) != end for n, end in enumerate(ends, 1))
    return asked, wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--terms", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=9)
    asked = parser.parse_args()
    found = differences(asked.terms, asked.seed)
    print(json.dumps({"name": "due days by walking", "n": asked.terms, "violations": found, "seed": asked.seed}))  # noqa: T201  its output is what it is for
    raise SystemExit(found > 0)


if __name__ == "__main__":
    main()
