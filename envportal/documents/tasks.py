"""Celery only says "look": which letters wait and which files are due to be read again, the rows say."""

from celery import shared_task
from django.utils import timezone

from envportal.documents import actions, letters, queries


@shared_task(name="documents.render_pending")
def render_pending() -> None:
    """Print what waits, oldest first; one that cannot be printed does not hold up the others."""
    for pk in queries.waiting_letters(at=timezone.now(), limit=20):
        letters.render(pk, at=timezone.now())


@shared_task(name="documents.scrub")
def scrub(limit: int = 500) -> None:
    """Read kept files again, longest unread first, note any that lost its hashes; scan what no scanner has seen."""
    for row in queries.longest_unverified(limit):
        actions.scrub(row, at=timezone.now())
    actions.rescan(limit, at=timezone.now())


@shared_task(name="documents.sweep")
def sweep() -> None:
    """Remove what uploads that never came to an end left behind a day ago."""
    actions.forget_abandoned(timezone.now())
    actions.sweep()
