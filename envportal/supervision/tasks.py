"""Celery only says "look": the rows know what is due."""

from celery import shared_task
from django.utils import timezone

from envportal.supervision import actions, queries


@shared_task(name="supervision.sweep")
def sweep() -> None:
    actions.sweep(at=timezone.now(), witness=queries.database_time())


@shared_task(name="supervision.report_due")
def report_due() -> None:
    actions.report_due(at=timezone.now())
