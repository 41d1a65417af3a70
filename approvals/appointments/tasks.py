"""Celery only says "look": who is to be reminded, and whose day is closed, the rows know."""

from celery import shared_task
from django.utils import timezone

from approvals.appointments import actions


@shared_task(name="appointments.carry_on")
def carry_on() -> None:
    actions.carry_on(at=timezone.now())
