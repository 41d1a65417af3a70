"""What every task does besides its work: leave a mark that it ran to its end. And the copy for bad days."""

from __future__ import annotations

from typing import Any

from celery import Task, shared_task
from django.utils import timezone

from envportal.operations.actions.static_copy import copy_pages
from envportal.supervision import actions


class Noted(Task):  # type: ignore[misc]
    """A task whose last run the page of pulses can show; only what beat wakes is noted, and the sweep notes itself."""

    def on_success(self, retval: Any, task_id: str, args: Any, kwargs: Any) -> None:  # noqa: ARG002  Celery's own
        if self.name in self.app.conf.beat_schedule and self.name != "supervision.sweep":
            actions.note(self.name, at=timezone.now())


@shared_task(name="operations.static_copy")
def static_copy() -> None:
    """What changed since the last copy; nothing where nothing did."""
    copy_pages(at=timezone.now())
