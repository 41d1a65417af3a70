"""Celery only says "look": which imports are at work, and how far they are, their rows say."""

from celery import shared_task
from django.utils import timezone

from disclosure.imports import actions, queries

AT_A_LOOK = 10


@shared_task(name="imports.carry_on")
def carry_on() -> None:
    """Go a way on with every table somebody wants checked or put on the board; the rest at the next look.

    So a long table keeps no worker from letters and sweeps.
    """
    for pk in queries.at_work():
        actions.work(pk, at=timezone.now(), batches=AT_A_LOOK)
