"""Celery only says "look": whose last day to clarify is near, and which letters wait to be mailed, rows say."""

from celery import shared_task
from django.utils import timezone

from disclosure.requests import actions


@shared_task(name="requests.send_mails")
def send_mails() -> None:
    actions.send_mails(at=timezone.now())


@shared_task(name="requests.remind")
def remind() -> None:
    actions.remind(at=timezone.now())
