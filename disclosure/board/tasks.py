"""What the board does by itself once a day has come."""

from celery import shared_task
from django.utils import timezone

from disclosure.board import actions


@shared_task(name="board.stop_shown", ignore_result=True)
def stop_shown() -> None:
    """Take off what is shown until a day that has passed."""
    actions.stop_shown(at=timezone.now())


@shared_task(name="board.read_papers", ignore_result=True)
def read_papers() -> None:
    """Look through the files that wait to go out, so that the editor need not wait for it."""
    actions.read_papers(at=timezone.now())
