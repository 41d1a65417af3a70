"""Sweepers killed in the middle of their work: no card missed, none twice, no message without its card."""

import os
import random
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from envportal.audit import log
from envportal.audit.models import Event
from envportal.messaging.models import Message
from envportal.supervision import actions
from envportal.supervision.models import Card
from tests.builders import moment
from tests.supervision.rows import clock, opened_case, team

pytestmark = pytest.mark.django_db(transaction=True)
AT = moment("2026-10-22")
CLOCKS, ROUNDS, SWEEPERS = 60, 3, 3


def sweeper() -> "subprocess.Popen[str]":
    """A sweep of the test database by another process, already at work."""
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-m", "tests.supervision.killed", name, AT.isoformat()]
    environment = {**os.environ, "VAR_DIR": str(settings.VAR_DIR), "DJANGO_SETTINGS_MODULE": "envportal.settings"}
    started = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    assert started.stdout.readline() == "sweeping\n"
    return started


def test_sweepers_that_are_killed_miss_no_card_and_raise_none_twice():
    people, chance = team(), random.Random(7)
    for _ in range(CLOCKS):
        clock(opened_case(holder=people["officer"], section=people["officer"].section))

    for _ in range(ROUNDS):
        for process in [sweeper() for _ in range(SWEEPERS)]:
            time.sleep(chance.uniform(0.0, 0.3))
            process.kill()
            process.communicate()
    actions.sweep(at=AT)

    assert [Card.objects.filter(colour=colour).count() for colour in ("yellow", "red")] == [CLOCKS, CLOCKS]
    assert Event.objects.filter(name="red_card_opened").count() == CLOCKS
    assert Message.objects.filter(template="red_card").count() == CLOCKS * 4
    assert log.verify() == []
