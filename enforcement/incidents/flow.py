"""The state machine of an incident, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django_fsm import transition

from enforcement.incidents.states import State
from envportal.cases.flow import StateField


class IncidentFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.RECEIVED, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=[State.RECEIVED, State.HANDLING], target=State.HANDLING)
    def grade(self) -> None:
        """核实定级, and again when the level changes."""

    @transition(state, source=State.HANDLING, target=State.CONCLUDED)
    def conclude(self) -> None:
        """写明调查结论."""

    @transition(state, source=State.CONCLUDED, target=State.HANDLING)
    def send_back(self) -> None:
        """退回补充."""

    @transition(state, source=State.CONCLUDED, target=State.CLOSED)
    def close(self) -> None:
        """结案, by somebody else."""

    @transition(state, source=[State.RECEIVED, State.HANDLING], target=State.DISMISSED)
    def dismiss(self) -> None:
        """经核实不是突发环境事件."""

    @staticmethod
    def known_states() -> Q:
        return Q(state__in=State.values)
