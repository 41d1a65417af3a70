"""Celery only says "look": the rows know what is missing."""

from celery import shared_task
from django.utils import timezone

from enforcement.incidents import actions


@shared_task(name="incidents.draft_nil_returns")
def draft_nil_returns() -> int:
    return len(actions.draft_nil_returns(at=timezone.now()))
