"""The state machine of a visit, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from enforcement.inspections.states import AHEAD, State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class VisitFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.PLANNED, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.PLANNED, target=State.APPROVED)
    def approve(self) -> None:
        """批准检查: 国办发〔2024〕54号, no visit without."""

    @transition(state, source=State.APPROVED, target=State.NOTICED)
    def notice(self) -> None:
        """送达检查通知书."""

    @transition(state, source=[State.APPROVED, State.NOTICED], target=State.UNDER_WAY)
    def enter(self) -> None:
        """亮证入场; without a notice before it only where the visit is lawfully unannounced."""

    @transition(state, source=State.UNDER_WAY, target=State.LEFT)
    def leave(self) -> None:
        """现场书面反馈."""

    @transition(state, source=State.LEFT, target=State.CLOSED)
    def close(self) -> None:
        """办结: every advice has its end."""

    @transition(state, source=list(AHEAD), target=State.CANCELLED)
    def cancel(self) -> None:
        """取消检查: what was asked for waits to be planned again."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)
