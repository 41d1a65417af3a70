"""A table of targets or of their progress on its way in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disclosure.runs.enums import Result, RunState
from disclosure.runs.models import TableLine, TableRun
from enforcement.campaigns.models.campaigns import Campaign
from enforcement.campaigns.states import TableKind


class Run(TableRun):
    """One table of one campaign."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="tables")
    kind = models.CharField(_("这张表是什么"), max_length=10, choices=TableKind.choices)
    # Why a list that runs already grows.
    why = models.CharField(_("补列的原因"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="campaign_table_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=[RunState.APPLYING, RunState.DONE]) | Q(applied_by__isnull=False),
                name="campaign_table_is_applied_by_somebody",
            ),
        ]


class Line(TableLine):
    """What became of one row, and why."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="lines")
    key = models.CharField(max_length=220, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "number"], name="campaign_table_tells_a_line_once"),
            models.CheckConstraint(condition=Q(result__in=Result.values), name="campaign_line_has_a_known_result"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["run", "result", "number"], name="campaign_line_by_result"),
            models.Index(fields=["run", "key"], name="campaign_line_by_key"),
        ]
