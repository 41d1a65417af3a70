"""The state machine of an appointment, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from approvals.appointments.states import State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class AppointmentFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.BOOKED, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.BOOKED, target=State.BOOKED)
    def change(self) -> None:
        """改期: to another hour."""

    @transition(state, source=State.BOOKED, target=State.ARRIVED)
    def arrive(self) -> None:
        """到达: takes a number and waits."""

    @transition(state, source=State.ARRIVED, target=State.SERVED)
    def serve(self) -> None:
        """办理: called to the counter."""

    @transition(state, source=[State.BOOKED, State.ARRIVED], target=State.MISSED)
    def miss(self) -> None:
        """爽约: the hour is over, or nobody came when the number was called."""

    @transition(state, source=State.BOOKED, target=State.CANCELLED)
    def cancel(self) -> None:
        """取消."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)
