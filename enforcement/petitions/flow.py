"""The state machine of a petition, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from enforcement.petitions.states import NEW, State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class PetitionFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.REGISTERED, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=list(NEW), target=State.ROUTED)
    def route(self) -> None:
        """转办: to the section, or the person, that handles it."""

    @transition(state, source=list(NEW), target=State.REGISTERED)
    def move(self) -> None:
        """转送: to another bureau of this deployment, where it is routed anew."""

    @transition(state, source=list(NEW), target=State.TRANSFERRED)
    def send_out(self) -> None:
        """转送: to an authority outside."""

    @transition(state, source=list(NEW), target=State.DECLINED)
    def decline(self) -> None:
        """不予受理."""

    @transition(state, source=list(NEW), target=State.DIRECTED)
    def direct(self) -> None:
        """引导: it is neither tip-off nor petition, or seeks what another procedure gives."""

    @transition(state, source=State.ROUTED, target=State.HANDLING)
    def accept(self) -> None:
        """受理."""

    @transition(state, source=[*NEW, State.HANDLING], target=State.MERGED)
    def merge(self) -> None:
        """并案: another report of the same thing is handled for both; its reporter is answered all the same."""

    @transition(state, source=[State.HANDLING, State.MERGED], target=State.ANSWERED)
    def answer(self) -> None:
        """答复."""

    @transition(state, source=[State.ANSWERED, State.REVIEWED, State.CONCLUDED], target=State.HANDLING)
    def reopen(self) -> None:
        """重新办理: by another officer."""

    @transition(state, source=State.ANSWERED, target=State.IN_REVIEW)
    def ask_review(self) -> None:
        """申请复查."""

    @transition(state, source=State.IN_REVIEW, target=State.REVIEWED)
    def review(self) -> None:
        """复查答复."""

    @transition(state, source=State.REVIEWED, target=State.IN_RECHECK)
    def ask_recheck(self) -> None:
        """申请复核."""

    @transition(state, source=State.IN_RECHECK, target=State.CONCLUDED)
    def recheck(self) -> None:
        """复核答复，信访终结."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)
