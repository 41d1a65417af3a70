"""Celery only says "look": which visits were not made, their rows say."""

from celery import shared_task
from django.utils import timezone

from enforcement.inspections import actions


@shared_task(name="inspections.tell_missed")
def tell_missed() -> None:
    """Tell of visits that were announced and not made."""
    actions.tell_missed(at=timezone.now())
