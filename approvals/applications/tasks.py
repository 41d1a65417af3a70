"""Celery only wakes people up: what is due, the rows say."""

from celery import shared_task
from django.utils import timezone

from approvals.applications import actions


@shared_task(name="applications.sweep_deemed_acceptance")
def sweep_deemed_acceptance() -> int:
    """Accept by silence what the window left unanswered; safe to run twice, late, or by many workers."""
    return actions.accept_overdue(at=timezone.now())
