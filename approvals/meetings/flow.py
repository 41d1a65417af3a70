"""The state machine of a meeting, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from approvals.meetings.states import State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class MeetingFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.CONVENED, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.CONVENED, target=State.SITTING)
    def open(self) -> None:
        """开会: enough members are there."""

    @transition(state, source=State.SITTING, target=State.CLOSED)
    def close(self) -> None:
        """散会: every item has its conclusion or another day."""

    @transition(state, source=State.CLOSED, target=State.SITTING)
    def reopen(self) -> None:
        """复会: it was closed by mistake, and its minutes are not confirmed."""

    @transition(state, source=State.CLOSED, target=State.MINUTED)
    def confirm(self) -> None:
        """确认纪要: from now on its resolutions stand."""

    @transition(state, source=State.CONVENED, target=State.CANCELLED)
    def cancel(self) -> None:
        """取消: no clock stops for it."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)
