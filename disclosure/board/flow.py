"""The life of one notice on one screen."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from disclosure.board.enums import State
from envportal.cases.flow import StateField


class NoticeFlow(models.Model):
    """Submitted by one person, published by another; what was public leaves a trace."""

    state = StateField(_("状态"), default=State.PENDING, choices=State.choices, max_length=12)

    class Meta:
        abstract = True
        constraints: ClassVar = []

    @transition(state, source=State.PENDING, target=State.PUBLISHED)
    def publish(self) -> None:
        """发布."""

    @transition(state, source=[State.PENDING, State.PUBLISHED], target=State.WITHDRAWN)
    def withdraw(self) -> None:
        """撤回: never published, it vanishes; once published, the reason stays in its place."""

    @transition(state, source=[State.PENDING, State.PUBLISHED], target=State.SUPERSEDED)
    def supersede(self) -> None:
        """更正: a later version stands in its place, this one stays readable if it was public."""
