"""Celery only says "look": the rows know what is due."""

from celery import shared_task
from django.utils import timezone

from envportal.messaging import actions


@shared_task(name="messaging.send_due")
def send_due() -> None:
    """Send what is due, twenty at a time, until nothing is or the gateway is away."""
    while pks := actions.claim(at=timezone.now()):
        if not actions.deliver(pks, at=timezone.now()):
            break
