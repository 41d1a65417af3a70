"""Celery only says "look": the rows know what is due."""

from celery import shared_task
from django.utils import timezone

from approvals.departments import actions


@shared_task(name="departments.sweep")
def sweep() -> None:
    actions.sweep(at=timezone.now())
