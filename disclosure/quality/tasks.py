"""Celery only says "look": which tables are at work, and how far they are, their rows say."""

from celery import shared_task
from django.utils import timezone

from disclosure.quality import actions
from disclosure.quality.queries import runs as queries

AT_A_LOOK = 10


@shared_task(name="quality.carry_on")
def carry_on() -> None:
    """Go a way on with every table somebody wants checked or taken in; the rest at the next look."""
    for pk in queries.at_work():
        actions.work(pk, at=timezone.now(), batches=AT_A_LOOK)
