"""What beat wakes: the record of the cases that ended since."""

from celery import shared_task
from django.utils import timezone

from disclosure.performance import actions


@shared_task(name="performance.keep")
def keep() -> int:
    return actions.keep(at=timezone.now())
