"""Cards for limits that come near or were missed, and the pulse of the sweep that raises them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from envportal.supervision.enums import Colour, Reason


class Card(models.Model):
    """A yellow card for a limit that comes near or a step that lasts too long, a red one for a limit that was missed.

    It is removed only with a reason.
    """

    Colour = Colour

    clock = models.ForeignKey("deadlines.Clock", models.PROTECT, related_name="cards")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="cards")
    colour = models.CharField(_("牌色"), max_length=6, choices=Colour.choices)
    epoch = models.PositiveIntegerField(_("时钟版次"))
    opened_at = models.DateTimeField(_("发现时间"))
    # The day the law looks at: the warning day of a yellow card, or the day its pause was to end; the due day of a red
    # one. Detection may be later.
    legal_on = models.DateField(_("对应日期"))
    reason = models.CharField(_("事由"), max_length=10, choices=Reason.choices)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="cards")
    # Why it was missed, in the words of whoever held the case.
    explanation = models.CharField(_("原因说明"), max_length=500, blank=True)
    explained_at = models.DateTimeField(_("说明时间"), null=True, blank=True)
    removal_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    removal_asked_at = models.DateTimeField(_("提出消牌时间"), null=True, blank=True)
    removed_why = models.CharField(_("消牌理由"), max_length=500, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(_("消牌时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clock", "colour", "epoch"], name="card_is_raised_once_a_due_day"),
            models.CheckConstraint(
                condition=Q(colour=Colour.YELLOW, reason__in=[Reason.NEAR, Reason.OVERLONG])
                | Q(colour=Colour.RED, reason__in=[Reason.PASSED, Reason.LATE, Reason.EXPIRED]),
                name="card_is_yellow_before_the_due_day_and_red_after_it",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_why="")),
                name="card_is_removed_by_somebody_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(removal_asked_by=None, removal_asked_at=None, removed_why="")
                | (Q(removal_asked_by__isnull=False, removal_asked_at__isnull=False) & ~Q(removed_why="")),
                name="removal_is_asked_by_somebody_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(removed_by=None) | ~Q(removed_by=models.F("removal_asked_by")),
                name="nobody_removes_a_card_alone",
            ),
            models.CheckConstraint(
                condition=Q(explanation="", explained_at=None) | (~Q(explanation="") & Q(explained_at__isnull=False)),
                name="explanation_has_its_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "colour"], condition=Q(removed_at=None), name="card_still_shown"),
            models.Index(fields=["-opened_at"], name="card_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_colour_display()} {self.legal_on}"


class Heartbeat(models.Model):
    """When a sweep last ran to its end; one row a name."""

    name = models.CharField(_("名称"), max_length=40, unique=True)
    at = models.DateTimeField(_("时间"))
    counts = models.JSONField(_("结果"), default=dict)

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
