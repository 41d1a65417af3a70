"""Celery only wakes people up: call the action until nothing is left to do."""

from celery import shared_task
from django.utils import timezone

from approvals.applications import actions


@shared_task(name="applications.sweep_deemed_acceptance")
def sweep_deemed_acceptance() -> int:
    """Accept by silence what the window left unanswered; safe to run twice, late, or by many workers."""
    accepted = 0
    while batch := actions.accept_overdue(at=timezone.now()):
        accepted += batch
    return accepted
