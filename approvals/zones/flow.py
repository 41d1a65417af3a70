"""The state machine of a planning EIA, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from approvals.zones.states import BINDING, OPEN, State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class PlanFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.SURVEY, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.SURVEY, target=State.DRAFTING)
    def draft(self) -> None:
        """现状调查完成，开始编制."""

    @transition(state, source=State.DRAFTING, target=State.REVIEW)
    def submit(self) -> None:
        """报告书送审."""

    @transition(state, source=State.REVIEW, target=State.DRAFTING)
    def send_back(self) -> None:
        """审查小组认为应当修改，重新送审."""

    @transition(state, source=State.REVIEW, target=State.IN_FORCE)
    def conclude(self) -> None:
        """出具审查意见: its conclusions bind from this day on."""

    @transition(state, source=State.IN_FORCE, target=State.FOLLOW_UP)
    def follow_up(self) -> None:
        """开展跟踪评价: what was concluded goes on to bind."""

    @transition(state, source=State.FOLLOW_UP, target=State.IN_FORCE)
    def confirm(self) -> None:
        """跟踪评价完成，结论继续有效."""

    @transition(state, source=list(BINDING), target=State.REPLACED)
    def replace(self) -> None:
        """新的审查意见出具."""

    @transition(state, source=list(OPEN), target=State.ENDED)
    def end(self) -> None:
        """终止."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)
