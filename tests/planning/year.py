"""A year of inspections, invented; `tests/bench/bench_planning.py` measures how long its plan takes."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta

from enforcement.planning.rules import solver
from enforcement.planning.rules.roads import Roads, pair
from enforcement.planning.rules.wants import Person, Question, Want

SKILLS = ("air", "water", "noise", "waste", "radiation", "monitoring", "eia", "emergency")
YEAR = 2027


def question(enterprises: int, sections: int, *, seed: int = 1, people: int = 0, townships: int = 0) -> Question:
    """Sections with one or two skills each ask for one to three looks a year at most enterprises.

    With townships: twenty minutes and more from the seat, enterprises spread over them.
    """
    lots = random.Random(seed)
    first = date(YEAR, 1, 1)
    days = tuple(day for n in range(365) if (day := first + timedelta(n)).weekday() < 5)
    own = [frozenset(lots.sample(SKILLS, 2)) for _ in range(sections)]
    staff = [
        Person(
            n, n % sections, first - timedelta(900), date(YEAR, 12, 31) if n % 7 else date(YEAR, 9, 30),
            own[n % sections] | frozenset(lots.sample(SKILLS, 2)),
            off=frozenset(lots.sample(days, 15)), ties=frozenset(lots.sample(range(enterprises), enterprises // 60)),
        )
        for n in range(people or sections * 4)
    ]  # fmt: skip
    wants: list[Want] = []
    for enterprise in range(enterprises):
        for section in range(sections):
            for _look in range(lots.choice((0, 1, 1, 2, 3))):
                begins = lots.randrange(0, 300)
                wants.append(
                    Want(
                        len(wants), enterprise, section, first + timedelta(begins),
                        first + timedelta(min(364, begins + lots.choice((14, 30, 60, 90)))),
                        minutes=lots.choice((30, 45, 60, 90)), skills=frozenset(lots.sample(sorted(own[section]), 1)),
                        unannounced=lots.random() < 0.06,
                    )
                )  # fmt: skip
    caps = {enterprise: lots.choice((3, 4, 6)) for enterprise in range(enterprises)}
    return Question(tuple(wants), tuple(staff), days, caps, roads=roads(enterprises, townships))


def roads(enterprises: int, townships: int) -> Roads:
    if not townships:
        return Roads()
    names = [f"乡镇{n}" for n in range(townships)]
    minutes = {("", name): 20 + 2 * n for n, name in enumerate(names)}
    pairs = [(a, b) for a in range(townships) for b in range(a + 1, townships)]
    minutes |= {pair(names[a], names[b]): 15 + 3 * (b - a) for a, b in pairs}
    return Roads({n: names[n % townships] for n in range(enterprises)}, minutes)


def crowded() -> Question:
    """One enterprise, twenty-four wants of ninety days each over a year, four visits at most."""
    first = date(YEAR, 1, 1)
    days = tuple(day for n in range(365) if (day := first + timedelta(n)).weekday() < 5)
    staff = tuple(Person(n, n % 6, first - timedelta(900), days[-1], frozenset(SKILLS[n % 8 :][:2])) for n in range(8))
    wants = tuple(
        Want(n, 1, n % 6, first + timedelta(n * 11), first + timedelta(n * 11 + 90), minutes=30) for n in range(24)
    )
    return Question(wants, staff, days, {1: 4})


def measured(enterprises: int, sections: int, seed: int = 1, townships: int = 0) -> dict[str, object]:
    asked = question(enterprises, sections, seed=seed, townships=townships)
    begun = time.perf_counter()
    solved = solver.solve(asked)
    seconds = time.perf_counter() - begun
    best, simple, bound, gap = solved.answer, solved.greedy, solved.bound, solved.gap
    return {
        "name": "a year of inspections", "enterprises": enterprises, "sections": sections, "people": len(asked.people),
        "wants": len(asked.wants), "left": len(best.left), "left_bound": bound.left, "unmerged": solved.unmerged,
        "visits": len(best.visits), "saved": solved.saved, "greedy_visits": len(simple.visits),
        "greedy_left": len(simple.left), "bound": bound.visits, "gap": None if gap is None else round(gap, 4),
        "attendances": best.attendances, "attendances_bound": bound.attendances, "people_days": best.people_days,
        "greedy_people_days": simple.people_days,
        "journeys": best.journeys(asked.roads), "greedy_journeys": simple.journeys(asked.roads),
        "seconds": round(seconds, 1),
    }  # fmt: skip
