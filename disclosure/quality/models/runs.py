"""A table of measurements: the run is the truth of how far it is, its lines say what became of each row."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disclosure.quality.enums import Medium
from disclosure.runs.enums import Result, RunState
from disclosure.runs.models import TableLine, TableRun


class Run(TableRun):
    """One table on its way in."""

    # None: read by the command for a publisher who is not of this portal.
    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, null=True, blank=True, related_name="quality_runs")
    medium = models.CharField(_("要素"), max_length=10, choices=Medium.choices)
    # History: what another publisher printed; else measurements of the bureau's own stations.
    is_history = models.BooleanField(_("别处公布过的结果"), default=False)
    publisher = models.CharField(_("发布单位"), max_length=100, blank=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    replaces = models.BooleanField(_("与已有数据不同的，以这张表为准"), default=False)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    undone_why = models.CharField(_("撤销原因"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="quality_run_state_is_known"),
            models.CheckConstraint(
                condition=Q(is_history=True) & ~Q(source="") | Q(is_history=False, bureau__isnull=False),
                name="quality_run_is_a_bureaus_or_names_its_source",
            ),
            models.CheckConstraint(
                condition=~Q(state=RunState.UNDONE) | (Q(undone_at__isnull=False) & ~Q(undone_why="")),
                name="quality_run_undone_says_when_and_why",
            ),
        ]


class Line(TableLine):
    """What became of one row, and why."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="lines")
    # What stood there before, of readings this row took the place of: so that the run can be undone.
    before = models.JSONField(default=list, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "number"], name="quality_run_tells_a_line_once"),
            models.CheckConstraint(condition=Q(result__in=Result.values), name="quality_line_has_a_known_result"),
        ]
        indexes: ClassVar = [models.Index(fields=["run", "result", "number"], name="quality_line_by_result")]
