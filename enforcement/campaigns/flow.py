"""The state machines of a campaign and of its targets, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from enforcement.campaigns.states import UNDONE, UNFINISHED, State, TargetState
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Flow(models.Model):
    class Meta:
        abstract = True

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})


class CampaignFlow(_Flow):
    state = StateField(default=State.PREPARING, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.PREPARING, target=State.RUNNING)
    def start(self) -> None:
        """开始: from now on the list only grows, or shrinks for a reason a second person agrees with."""

    @transition(state, source=State.RUNNING, target=State.CLOSED)
    def close(self) -> None:
        """结束: what was reached is told beside what was aimed at."""

    @transition(state, source=State.PREPARING, target=State.CANCELLED)
    def cancel(self) -> None:
        """不办了: nothing was promised yet."""

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)


class TargetFlow(_Flow):
    state = StateField(default=TargetState.NOT_BEGUN, choices=TargetState.choices)

    class Meta:
        abstract = True

    @transition(state, source=[TargetState.NOT_BEGUN, TargetState.POSTPONED], target=TargetState.UNDER_WAY)
    def begin(self) -> None:
        """开始做."""

    @transition(state, source=list(UNDONE), target=TargetState.REPORTED)
    def report(self) -> None:
        """报告完成."""

    @transition(state, source=TargetState.REPORTED, target=TargetState.UNDER_WAY)
    def send_back(self) -> None:
        """现场看了没有完成."""

    @transition(state, source=TargetState.REPORTED, target=TargetState.VERIFIED)
    def verify(self) -> None:
        """现场核实完成: by somebody else than who reported."""

    @transition(state, source=TargetState.VERIFIED, target=TargetState.UNDER_WAY)
    def take_back(self) -> None:
        """撤销核实: it was found not to be done after all, by somebody else than who verified it."""

    @transition(state, source=list(UNDONE), target=TargetState.POSTPONED)
    def postpone(self) -> None:
        """批准延期."""

    @transition(state, source=list(UNDONE), target=TargetState.DROPPED)
    def drop(self) -> None:
        """批准不再实施: it stays in the denominator."""

    @transition(state, source=[*UNFINISHED, TargetState.DROPPED], target=TargetState.REMOVED)
    def remove(self) -> None:
        """批准移出清单: it never belonged there, and stays visible."""

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=TargetState.values)
