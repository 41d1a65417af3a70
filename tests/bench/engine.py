"""Figures of the working-day engine."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from envportal.workdays import due, shipped
from tests.bench.figures import Figure, side_by_side

MANY = 10_000
PAUSES = [(date(2026, 3, 2) + timedelta(days=10 * n), date(2026, 3, 4) + timedelta(days=10 * n)) for n in range(3)]


def figures() -> Iterator[Figure]:
    calendar = shipped()
    chance = random.Random(1)
    starts = [date(2005, 1, 1) + timedelta(days=chance.randrange(7000)) for _ in range(MANY)]
    asked = [(start, chance.randint(2, 60)) for start in starts]
    rank, days, base = calendar.rank, calendar.days, date(2004, 1, 1).toordinal()

    def look_up() -> None:
        for start, amount in asked:
            days[rank[start.toordinal() - base] + amount]

    def add() -> None:
        for start, amount in asked:
            calendar.add(start, amount)

    yield side_by_side("P1", "a working day found, input checked ÷ two bare look-ups", add, look_up, "≤ 2.5")
    yield side_by_side("P2", "60 working days ÷ 2", lambda: _add_all(starts, 60), lambda: _add_all(starts, 2), "≤ 1.15")
    yield side_by_side(
        "P4", "a due day with 3 pauses ÷ one working day found",
        lambda: [due(calendar, start, amount, "working_day", PAUSES) for start, amount in asked], add, "≤ 10.5",
    )  # fmt: skip


def _add_all(starts: list[date], amount: int) -> None:
    add = shipped().add
    for start in starts:
        add(start, amount)
