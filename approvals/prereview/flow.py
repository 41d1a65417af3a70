"""The state machine of a pre-application review, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from approvals.prereview.states import State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable

WITH_SECTION = [State.IN_HAND, State.MORE_ASKED]


class PreReviewFlow(models.Model):
    """Allowed changes of state and nothing else; none of them leads to an application, and none comes from one."""

    state = StateField(default=State.DRAFT, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.DRAFT, target=State.ASKED)
    def ask(self) -> None:
        """提出申请前审查: the bureau has it from this day, and its own limit runs."""

    @transition(state, source=State.DRAFT, target=State.DISCARDED)
    def discard(self) -> None:
        """删除草稿."""

    @transition(state, source=State.ASKED, target=State.IN_HAND)
    def take(self) -> None:
        """承接: somebody of the review section holds it."""

    @transition(state, source=State.IN_HAND, target=State.MORE_ASKED)
    def ask_more(self) -> None:
        """请补充说明: once; the limit runs on."""

    @transition(state, source=State.MORE_ASKED, target=State.IN_HAND)
    def supply(self) -> None:
        """补充说明."""

    @transition(state, source=WITH_SECTION, target=State.ANSWERED)
    def answer(self) -> None:
        """书面答复: an opinion for the enterprise, no decision."""

    @transition(state, source=[State.ASKED, *WITH_SECTION], target=State.WITHDRAWN)
    def withdraw(self) -> None:
        """撤回: by the enterprise, at any time before the answer."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)
