"""The state machine of a monitoring order, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from enforcement.monitoring.states import OPEN, State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class MonitoringFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.ORDERED, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.ORDERED, target=State.SAMPLED)
    def begin_sampling(self) -> None:
        """采样: with the first sample."""

    @transition(state, source=State.SAMPLED, target=State.REPORTED)
    def report(self) -> None:
        """出具监测报告."""

    @transition(state, source=State.REPORTED, target=State.SAMPLED)
    def send_back(self) -> None:
        """报告有误，退回更正: the samples are what they are."""

    @transition(state, source=State.REPORTED, target=State.ACCEPTED)
    def accept(self) -> None:
        """审核通过，可以作为证据."""

    @transition(state, source=State.REPORTED, target=State.REJECTED)
    def reject(self) -> None:
        """程序或者数据不符合要求，不能作为证据."""

    @transition(state, source=list(OPEN), target=State.CANCELLED)
    def cancel(self) -> None:
        """不再需要."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)
