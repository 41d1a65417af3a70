"""Sweepers that are killed: a process that forks some, kills one at any moment, and forks the next.

Started with the database, the moment of the sweep, how many to kill and a seed on its command line; says, as one line
of JSON, how many it killed and how many cards stood before the last kill.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import datetime
from importlib import import_module

import django
from django.conf import settings
from django.db import connection, connections

SWEEPERS = 3
# Seconds until the next kill, at most; it follows the work, so that there is work left until the last kill.
FIRST_PAUSE = 0.3
LOOK_EVERY = 10


class Killer:
    def __init__(self, at: datetime, kills: int, cards: int, seed: int) -> None:
        self.at, self.kills, self.cards = at, kills, cards
        self.chance, self.pause = random.Random(seed), FIRST_PAUSE
        self.killed = self.ended = self.raised = 0
        self.running: list[int] = []
        self.sweep = import_module("envportal.supervision.actions").sweep
        self.card = import_module("envportal.supervision.models").Card

    def run(self) -> dict[str, int]:
        while self.killed < self.kills:
            while len(self.running) < SWEEPERS:
                self.running.append(self._fork())
            time.sleep(self.chance.uniform(0, self.pause))
            self._kill(self.chance.choice(self.running))
            if self.killed % LOOK_EVERY == 0:
                self._look()
        self._look()
        while self.running:
            self._kill(self.running[-1])
        return {"kills": self.killed, "ended_by_themselves": self.ended, "cards_before_the_last_kill": self.raised}

    def _fork(self) -> int:
        """A sweeper, on a connection of its own."""
        pid = os.fork()
        if pid == 0:
            try:
                self.sweep(at=self.at)
            finally:
                os._exit(0)
        return pid

    def _kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        _pid, status = os.waitpid(pid, 0)
        self.running.remove(pid)
        if os.WIFSIGNALED(status):
            self.killed += 1
        else:
            self.ended += 1

    def _look(self) -> None:
        """Kill sooner where the cards are ahead of the kills, later where they lag."""
        self.raised = self.card.objects.count()
        connections.close_all()  # before the next fork: two processes must not share one
        ahead = self.raised * self.kills > self.cards * self.killed
        self.pause = min(5.0, self.pause * (0.8 if ahead else 1.25))


if __name__ == "__main__":
    name, at, kills, cards, seed = sys.argv[1:]
    settings.DATABASES["default"]["NAME"] = name
    django.setup()
    assert connection.settings_dict["NAME"] == name
    print(json.dumps(Killer(datetime.fromisoformat(at), int(kills), int(cards), int(seed)).run()))  # noqa: T201  whoever started it reads this
