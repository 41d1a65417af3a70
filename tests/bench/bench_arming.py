"""Arming deadlines as rows beside publishing as many Celery messages with an ETA: P10.

The set-based side is the floor: one raw INSERT … SELECT for the clocks, one for their start events. It stays above the
aim of 0.01, since each deadline is two rows with eight CHECKs, six foreign keys and nine indexes, where the aim was
taken from a bare row of 95 bytes; it cannot be reached without giving up what those rows prove. No procedure arms many
clocks at once: a case starts its own, and what moves many of them together is a change of the calendar.
"""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from celery import Celery

from tests import databases
from tests.bench.figures import FULL, figure, seconds, tell
from tools.servers import own_redis

ROUNDS, ARMED = 3, 10_000 if FULL else 2_000
STARTED_SINGLY = 100


def main(broker: str) -> None:
    clocks, rows = import_module("tests.bench.clocks"), import_module("tests.deadlines.rows")
    actions, models = import_module("envportal.deadlines.actions"), import_module("envportal.deadlines.models")
    actions.load_rules()
    app = Celery("bench", broker=broker)
    eta = clocks.SWEPT + timedelta(days=30)

    def publish() -> None:
        with app.producer_pool.acquire(block=True) as producer:
            for n in range(ARMED):
                app.send_task("deadline", args=[n], eta=eta, producer=producer)

    def move() -> None:
        """A holiday on the very day all of them end."""
        day = models.CalendarDay(
            date=models.Clock.objects.latest("pk").due_on, is_workday=False, notice="通知", status="gazetted"
        )
        assert len(actions.add_days([day], by=None, at=clocks.SWEPT)) == ARMED

    def lay_down() -> float:
        clocks.empty(clocks.ARMED)
        return seconds(clocks.arm)

    clocks.fill(ARMED, ARMED)
    published = median(seconds(publish) for _round in range(ROUNDS))
    laid = median(lay_down() for _round in range(ROUNDS))
    what = f"clocks armed, each with its start event ÷ {ARMED} Celery ETAs published"
    tell(figure("P10", f"{ARMED} {what}, set-based", laid, published, "≤ 0.01"))
    moved = median(seconds(move) for _round in range(ROUNDS))
    what_moved = f"running clocks moved by a holiday, read, computed, stored anew ÷ {ARMED} Celery ETAs published"
    tell(figure("P10", f"{ARMED} {what_moved}", moved, published, ""))
    singly = seconds(lambda: [rows.running() for _n in range(STARTED_SINGLY)]) / STARTED_SINGLY * ARMED
    tell(figure("P10", f"{ARMED} {what}, one by one as cases come in, case included", singly, published, ""))


if __name__ == "__main__":
    with (
        TemporaryDirectory(prefix="envportal-bench-") as folder,
        own_redis(Path(folder)) as address,
        databases.own("postgresql"),
    ):
        main(address)
