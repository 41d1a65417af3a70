"""Celery only says "look": the action knows from the rows whether there is something to do."""

from celery import shared_task
from django.utils import timezone

from envportal.audit import actions


@shared_task(name="audit.seal")
def seal() -> None:
    actions.seal(at=timezone.now())
