"""The state machine of an errand, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from approvals.errands.states import ABOVE, WITH_US, State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class ErrandFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.ASKED, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.ASKED, target=State.PREPARING)
    def take(self) -> None:
        """承接: one person of the bureau answers for it from here to the end."""

    @transition(state, source=[State.PREPARING, State.SUPPLEMENT], target=State.SENT)
    def send(self) -> None:
        """上报: the package goes up, for the first time or with what was asked for."""

    @transition(state, source=State.SENT, target=State.RECEIVED)
    def receive(self) -> None:
        """上级收件."""

    @transition(state, source=[State.SENT, State.RECEIVED], target=State.ACCEPTED)
    def accept(self) -> None:
        """上级受理: its own limit runs."""

    @transition(state, source=list(ABOVE), target=State.SUPPLEMENT)
    def ask_supplement(self) -> None:
        """上级要求补充材料."""

    @transition(state, source=list(ABOVE), target=State.DECIDED)
    def decide(self) -> None:
        """上级决定."""

    @transition(state, source=[*WITH_US, *ABOVE], target=State.ENDED)
    def end(self) -> None:
        """不再上报: withdrawn, or decided here after all."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)
