"""The state machine of a duty, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from envportal.cases.flow import StateField
from envportal.duties.enums import UNDONE, State

if TYPE_CHECKING:
    from collections.abc import Iterable


class DutyFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.OPEN, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.OPEN, target=State.AWAITING)
    def wait(self) -> None:
        """Its last day is not known yet."""

    @transition(state, source=State.AWAITING, target=State.OPEN)
    def fall_due(self) -> None:
        """What it waited for has happened."""

    @transition(state, source=State.OPEN, target=State.REPORTED)
    def report(self) -> None:
        """企业报告已完成."""

    @transition(state, source=State.REPORTED, target=State.OPEN)
    def reopen(self) -> None:
        """核实后认为没有完成."""

    @transition(state, source=list(UNDONE), target=State.DONE)
    def fulfil(self) -> None:
        """完成."""

    @transition(state, source=list(UNDONE), target=State.DROPPED)
    def drop(self) -> None:
        """不再需要."""

    @transition(state, source=list(UNDONE), target=State.PASSED)
    def pass_on(self) -> None:
        """转入另一件案件处理."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)
