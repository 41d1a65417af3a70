"""The state machine of a request, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from disclosure.requests.states import OPEN, State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class RequestFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.SENT, choices=State.choices, max_length=12)

    class Meta:
        abstract = True

    @transition(state, source=State.SENT, target=State.RECEIVED)
    def receive(self) -> None:
        """确认收到 (第31条)."""

    @transition(state, source=State.RECEIVED, target=State.CLARIFYING)
    def ask_clarification(self) -> None:
        """一次性告知补正 (第30条)."""

    @transition(state, source=State.CLARIFYING, target=State.RECEIVED)
    def clarify(self) -> None:
        """补正: the time for the answer starts anew (第30条)."""

    @transition(state, source=State.RECEIVED, target=State.DRAFTED)
    def draft(self) -> None:
        """拟答复."""

    @transition(state, source=State.DRAFTED, target=State.RECEIVED)
    def send_back(self) -> None:
        """退回重拟."""

    @transition(state, source=State.DRAFTED, target=State.ANSWERED)
    def answer(self) -> None:
        """签发答复 (第36条)."""

    @transition(state, source=State.CLARIFYING, target=State.ENDED)
    def give_up(self) -> None:
        """无正当理由逾期不补正，视为放弃申请 (第30条)."""

    @transition(state, source=list(OPEN), target=State.ENDED)
    def withdraw(self) -> None:
        """申请人撤回."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)
