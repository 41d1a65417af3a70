"""The state machine of a fee, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from enforcement.fees.states import OPEN_TO_DEMAND, State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class FeeFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.DECLARED, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.DECLARED, target=State.VERIFIED)
    def verify(self) -> None:
        """核定."""

    @transition(state, source=State.VERIFIED, target=State.OBJECTED)
    def object(self) -> None:
        """申请复核."""

    @transition(state, source=State.OBJECTED, target=State.RECHECKED)
    def recheck(self) -> None:
        """复核."""

    @transition(state, source=list(OPEN_TO_DEMAND), target=State.DEMANDED)
    def demand(self) -> None:
        """发出缴纳通知单."""

    @transition(state, source=State.DEMANDED, target=State.SETTLED)
    def settle(self) -> None:
        """结清: nothing is owed on either side."""

    @transition(state, source=State.SETTLED, target=State.DEMANDED)
    def reopen(self) -> None:
        """又收到缴款，或者冲正了缴款: something is owed again, on either side."""

    @transition(state, source=State.DECLARED, target=State.TAXED)
    def hand_over(self) -> None:
        """数据交税务机关: discharges from 2018-01-01 on."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)
