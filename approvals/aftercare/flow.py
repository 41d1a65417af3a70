"""The state machine of an approval's aftercare, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from approvals.aftercare.states import State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class AftercareFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.FOLLOWED, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.FOLLOWED, target=State.COMPLETED)
    def complete(self) -> None:
        """最后一期的验收信息已填报."""

    @transition(state, source=State.COMPLETED, target=State.FOLLOWED)
    def go_on(self) -> None:
        """又有一期工程."""

    @transition(state, source=[State.FOLLOWED, State.COMPLETED], target=State.ENDED)
    def end(self) -> None:
        """批准被撤销、撤回或者注销."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)
