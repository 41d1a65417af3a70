"""The life of a bulletin on one screen."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from disclosure.quality.enums import BulletinState
from envportal.cases.flow import StateField


class BulletinFlow(models.Model):
    """Composed by one person, published by another; what was public stays readable."""

    state = StateField(_("状态"), default=BulletinState.DRAFT, choices=BulletinState.choices, max_length=12)

    class Meta:
        abstract = True
        constraints: ClassVar = []

    @transition(state, source=BulletinState.DRAFT, target=BulletinState.PUBLISHED)
    def publish(self) -> None:
        """发布."""

    @transition(state, source=BulletinState.DRAFT, target=BulletinState.DROPPED)
    def drop(self) -> None:
        """放弃: never published, nobody outside ever saw it."""

    @transition(state, source=BulletinState.PUBLISHED, target=BulletinState.SUPERSEDED)
    def supersede(self) -> None:
        """更正: a later version stands in its place."""
