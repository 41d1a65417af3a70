"""Celery only says "look": which imports are at work, and how far they are, their rows say."""

from celery import shared_task
from django.utils import timezone

from disclosure.imports import actions, queries


@shared_task(name="imports.carry_on")
def carry_on() -> None:
    """Go on with every table somebody wants checked or put on the board."""
    for pk in queries.at_work():
        while actions.work(pk, at=timezone.now()):
            pass
