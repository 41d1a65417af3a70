"""What the board does by itself: Celery only says "look", files and rows know what is done already."""

from datetime import time

from celery import shared_task
from django.utils import timezone

from disclosure.board import actions

MORNING = time(7)


@shared_task(name="board.stop_shown", ignore_result=True)
def stop_shown() -> None:
    """Take off what is shown until a day that has passed."""
    actions.stop_shown(at=timezone.now())


@shared_task(name="board.read_papers", ignore_result=True)
def read_papers() -> None:
    """Look through the files that wait to go out, so that the editor need not wait for it."""
    actions.read_papers(at=timezone.now())


@shared_task(name="board.dump_open_data")
def dump_open_data() -> None:
    """The files of today, if they are not there yet; what is too old goes."""
    at = timezone.now()
    actions.sweep(at=at)
    actions.dump(at=at)


@shared_task(name="board.tell_subscribers")
def tell_subscribers() -> None:
    """Once a day, from seven in the morning on, so that nobody's night is told of what is read by day."""
    at = timezone.now()
    if timezone.localtime(at).time() >= MORNING:
        actions.tell(at=at)


@shared_task(name="board.send_mails")
def send_mails() -> None:
    """Send to subscribers what is due, until nothing is or the gateway is away."""
    while pks := actions.claim(at=timezone.now()):
        if not actions.deliver(pks, at=timezone.now()):
            break
