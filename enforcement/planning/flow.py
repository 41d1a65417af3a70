"""The state machines of a plan and of a draw, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from enforcement.planning.enums import DrawState, PlanState
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class PlanFlow(models.Model):
    """Allowed changes of state of a plan and nothing else."""

    state = StateField(default=PlanState.ASKED, choices=PlanState.choices)

    class Meta:
        abstract = True

    @transition(state, source=[PlanState.ASKED, PlanState.COMPUTING], target=PlanState.COMPUTING)
    def take(self) -> None:
        """开始计算; again where a worker took it and went away."""

    @transition(state, source=PlanState.COMPUTING, target=PlanState.DRAFT)
    def propose(self) -> None:
        """算出草案."""

    @transition(state, source=PlanState.COMPUTING, target=PlanState.FAILED)
    def fail(self) -> None:
        """没有算成."""

    @transition(state, source=PlanState.DRAFT, target=PlanState.CONFIRMED)
    def confirm(self) -> None:
        """确认: its visits are planned."""

    @transition(
        state,
        source=[PlanState.ASKED, PlanState.COMPUTING, PlanState.DRAFT, PlanState.FAILED],
        target=PlanState.DROPPED,
    )
    def drop(self) -> None:
        """放弃: what was asked for waits for another plan; a worker still at it finds it dropped and leaves it."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=PlanState.values)


class DrawFlow(models.Model):
    """Allowed changes of state of a draw: nothing is drawn again."""

    state = StateField(default=DrawState.LISTED, choices=DrawState.choices)

    class Meta:
        abstract = True

    @transition(state, source=DrawState.LISTED, target=DrawState.DRAWN)
    def draw(self) -> None:
        """抽取: as soon as the number is typed, so that nobody looks first."""

    @transition(state, source=DrawState.LISTED, target=DrawState.GIVEN_UP)
    def give_up(self) -> None:
        """不抽了."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=DrawState.values)
