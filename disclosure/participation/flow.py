"""What the public sees of a submission, on one screen; the original never changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from disclosure.participation.enums import State
from envportal.cases.flow import StateField


class SubmissionFlow(models.Model):
    """Nothing is public before a moderator has looked at it."""

    state = StateField(_("公开状态"), default=State.RECEIVED, choices=State.choices, max_length=10)

    class Meta:
        abstract = True
        constraints: ClassVar = []

    @transition(state, source=[State.RECEIVED, State.HIDDEN, State.SHOWN], target=State.SHOWN)
    def show(self) -> None:
        """公开: with what is personal masked."""

    @transition(state, source=[State.RECEIVED, State.SHOWN], target=State.HIDDEN)
    def hide(self) -> None:
        """不公开: for a reason of the list, and counted in public."""
