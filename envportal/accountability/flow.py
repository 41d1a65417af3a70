"""The state machines of this room, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from envportal.accountability.enums import CallState, EntryState, PartState, State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class Flow(models.Model):
    """What the four machines share."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})


class RecordFlow(Flow):
    state = StateField(default=State.OPEN, choices=State.choices, max_length=10)

    class Meta:
        abstract = True

    @transition(state, source=State.OPEN, target=State.CLOSED)
    def close(self) -> None:
        """办结."""


class PartFlow(Flow):
    """One person: heard, decided on by somebody else, reviewed by a third."""

    state = StateField(default=PartState.ASKED, choices=PartState.choices, max_length=10)

    class Meta:
        abstract = True

    @transition(state, source=PartState.ASKED, target=PartState.ANSWERED)
    def give_answer(self) -> None:
        """本人书面说明."""

    @transition(state, source=[PartState.ASKED, PartState.ANSWERED], target=PartState.DECIDED)
    def decide(self) -> None:
        """认定; without an answer only once its time is over."""

    @transition(state, source=PartState.DECIDED, target=PartState.APPEALED)
    def ask_review(self) -> None:
        """申请复核."""

    @transition(state, source=PartState.APPEALED, target=PartState.REVIEWED)
    def settle(self) -> None:
        """复核决定."""


class EntryFlow(Flow):
    state = StateField(default=EntryState.OPEN, choices=EntryState.choices, max_length=10)

    class Meta:
        abstract = True

    @transition(state, source=EntryState.OPEN, target=EntryState.DONE)
    def finish(self) -> None:
        """报告整改完成."""

    @transition(state, source=EntryState.DONE, target=EntryState.OPEN)
    def send_back(self) -> None:
        """没有改好."""

    @transition(state, source=EntryState.DONE, target=EntryState.CHECKED)
    def check_off(self) -> None:
        """复查通过."""


class CallFlow(Flow):
    state = StateField(default=CallState.WAITING, choices=CallState.choices, max_length=10)

    class Meta:
        abstract = True

    @transition(state, source=CallState.WAITING, target=CallState.CALLED)
    def call(self) -> None:
        """回访."""

    @transition(state, source=CallState.CALLED, target=CallState.WAITING)
    def call_again(self) -> None:
        """复核后要求再访."""

    @transition(state, source=CallState.CALLED, target=CallState.CHECKED)
    def check_off(self) -> None:
        """复核."""


def known(states: type[models.TextChoices]) -> Q:
    """The list of states as a condition for the database."""
    return Q(state__in=states.values)
