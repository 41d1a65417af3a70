"""Celery only says "look": which tables are at work, and which campaigns owe the month its figures, rows say."""

from celery import shared_task
from django.utils import timezone

from enforcement.campaigns import actions


@shared_task(name="campaigns.carry_on")
def carry_on() -> None:
    actions.carry_on(at=timezone.now())


@shared_task(name="campaigns.make_monthly")
def make_monthly() -> None:
    actions.make_monthly(at=timezone.now())
