"""Celery only wakes people up: what is due, the rows say."""

from celery import shared_task
from django.utils import timezone

from approvals.applications import actions
from envportal.supervision import rules as supervision


@shared_task(name="applications.sweep_deemed_acceptance")
def sweep_deemed_acceptance() -> int:
    """Accept by silence what the window left unanswered; safe to run twice, late, or by many workers.

    While the time of the machine is in doubt nothing is accepted: the law's own day does not move by that.
    """
    at = timezone.now()
    return 0 if supervision.is_suspect(at) else actions.accept_overdue(at=at)
