"""Celery only says "look": whose last day to clarify is near, rows say."""

from celery import shared_task
from django.utils import timezone

from disclosure.requests import actions


@shared_task(name="requests.remind")
def remind() -> None:
    actions.remind(at=timezone.now())
