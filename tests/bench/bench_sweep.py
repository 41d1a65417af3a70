"""The sweep beside raw statements that write the same rows, among few and among many open clocks: P6, P7, P8."""

from __future__ import annotations

from importlib import import_module
from statistics import median

from tests import databases
from tests.bench.figures import FULL, figure, seconds, tell

ROUNDS = 3
WARNED = 5_000 if FULL else 2_000
FEW, MANY, DUE = (10_000, 1_000_000, 10_000) if FULL else (2_000, 100_000, 2_000)
TURNS, TICKS = 6, 8


def main() -> None:
    clocks, sweep = import_module("tests.bench.clocks"), import_module("envportal.supervision.actions").sweep
    people, at = import_module("tests.supervision.rows").team(), clocks.SWEPT
    officer, told = people["officer"], [people["officer"].pk, people["head"].pk]

    def measured(work):
        clocks.empty(clocks.RAISED)
        clocks.vacuum()
        return seconds(work)

    def ratio(what, aim, holder, to):
        clocks.fill(WARNED, WARNED, holder)
        pairs = [
            (measured(lambda: sweep(at=at)), measured(lambda: clocks.warn_raw(at, to))) for _round in range(ROUNDS)
        ]
        ours, raw = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
        tell(
            figure("P6", f"{what}, {WARNED} of them: cards a second, ours ÷ one raw statement", 1 / ours, 1 / raw, aim)
        )

    with clocks.nobody_to_tell():
        ratio("plain warnings, each a card and a log row", "≥ 0.5", None, [])
    ratio("warnings that tell two people, each told in words of its own", "≥ 0.1", officer, told)

    def swept(size):
        clocks.fill(size, DUE)
        taken = median(measured(lambda: sweep(at=at)) for _round in range(ROUNDS))
        clocks.vacuum()
        clocks.forget_raised()
        return taken

    with clocks.nobody_to_tell():
        few = swept(FEW)
        with clocks.kept_aside() as (turn_to_few, turn_to_many):
            many = swept(MANY)
            ticks: dict[int, list[float]] = {FEW: [], MANY: []}
            # By turns, since a machine is not equally busy while one side is measured and while the other is.
            for _turn in range(TURNS):
                for size, turn in ((FEW, turn_to_few), (MANY, turn_to_many)):
                    turn()
                    sweep(at=at)
                    ticks[size] += [seconds(lambda: sweep(at=at)) for _tick in range(TICKS)]
    tell(figure("P7", f"sweep of {DUE} due among {MANY} open ÷ among {FEW}", many, few, "≤ 1.5"))
    tell(figure("P8", f"empty tick at {MANY} open ÷ at {FEW}", median(ticks[MANY]), median(ticks[FEW]), "≤ 1.2"))


if __name__ == "__main__":
    with databases.own("postgresql"):
        main()
