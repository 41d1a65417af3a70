"""Celery only says "look": which tables are at work, and how far they are, their rows say."""

from celery import shared_task
from django.utils import timezone

from disclosure.quality import actions


@shared_task(name="quality.carry_on")
def carry_on() -> None:
    actions.carry_on(at=timezone.now())
