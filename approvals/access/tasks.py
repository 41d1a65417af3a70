"""Celery only says "look": a sheet drawn up before a rule began is behind, however late the look."""

from celery import shared_task
from django.utils import timezone

from approvals.access import actions


@shared_task(name="access.refresh_due")
def refresh_due() -> None:
    actions.refresh_due(at=timezone.now())
