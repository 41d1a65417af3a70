"""批准条件: what an approval asks for, one row each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import Topic


class Condition(models.Model):
    """One condition of an opinion: its number, what it is about, its words; never changed once it is written."""

    opinion = models.ForeignKey("applications.Opinion", models.PROTECT, related_name="conditions")
    number = models.PositiveSmallIntegerField(_("序号"))
    topic = models.CharField(_("主题"), max_length=20, choices=Topic.choices)
    text = models.CharField(_("条件"), max_length=2000)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["opinion", "number"], name="condition_has_its_own_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="conditions_are_numbered_from_one"),
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="condition_is_about_a_known_topic"),
            models.CheckConstraint(condition=~Q(text=""), name="condition_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"
