"""The state machine of a flag, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from approvals.green.states import State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class ChannelFlow(models.Model):
    """Allowed changes of state and nothing else; that its last day passes needs no step."""

    state = StateField(default=State.ASKED, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.ASKED, target=State.GRANTED)
    def grant(self) -> None:
        """批准: by a leader who did not ask for it, until a day."""

    @transition(state, source=State.ASKED, target=State.DECLINED)
    def decline(self) -> None:
        """不同意."""

    @transition(state, source=State.GRANTED, target=State.ENDED)
    def end(self) -> None:
        """退出: before its last day, for a reason."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)
