"""The state machines of a question and of an article, on one screen. What reaches further stands in actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django_fsm import transition

from approvals.questions.states import ArticleState, State
from envportal.cases.flow import StateField

if TYPE_CHECKING:
    from collections.abc import Iterable


class QuestionFlow(models.Model):
    """Allowed changes of state and nothing else."""

    state = StateField(default=State.WAITING, choices=State.choices)

    class Meta:
        abstract = True

    @transition(state, source=State.WAITING, target=State.HANDLING)
    def take(self) -> None:
        """首问负责: whoever takes it owns it."""

    @transition(state, source=State.HANDLING, target=State.ANSWERED)
    def answer(self) -> None:
        """答复: what applies, and how to go on."""

    @transition(state, source=State.ANSWERED, target=State.HANDLING)
    def ask_back(self) -> None:
        """追问: once."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=State.values)


class ArticleFlow(models.Model):
    """Allowed changes of state and nothing else; a new version of what is published leaves the state as it is."""

    state = StateField(default=ArticleState.PROPOSED, choices=ArticleState.choices)

    class Meta:
        abstract = True

    @transition(state, source=[ArticleState.PROPOSED, ArticleState.PUBLISHED], target=ArticleState.PUBLISHED)
    def publish(self) -> None:
        """发布: by another than who wrote it."""

    @transition(state, source=ArticleState.PROPOSED, target=ArticleState.DECLINED)
    def decline(self) -> None:
        """不采用."""

    @transition(state, source=ArticleState.PUBLISHED, target=ArticleState.WITHDRAWN)
    def withdraw(self) -> None:
        """下架: its title, day and reason stay."""

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate all but the state: a protected field refuses the assignment `full_clean` makes."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @classmethod
    def known_states(cls) -> Q:
        """The list of states as a condition for the database."""
        return Q(state__in=ArticleState.values)
