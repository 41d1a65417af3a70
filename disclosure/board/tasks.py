"""Celery only says "look": files and rows know what is done already."""

from celery import shared_task
from django.utils import timezone

from disclosure.board import actions


@shared_task(name="board.dump_open_data")
def dump_open_data() -> None:
    """The files of today, if they are not there yet; what is too old goes."""
    at = timezone.now()
    actions.sweep(at=at)
    actions.dump(at=at)
