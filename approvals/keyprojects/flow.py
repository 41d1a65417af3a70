"""The state machine of a key project, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from approvals.keyprojects.states import State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class KeyProjectFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.STANDING, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.STANDING, target=State.ENDED)
    def end(self) -> None:
        """结束跟踪: it operates, is not built any more, or is key no longer."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)
