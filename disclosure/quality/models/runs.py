"""A table of measurements: the run is the truth of how far it is, its lines say what became of each row."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disclosure.quality.enums import WORKING, Medium, Result, RunState


class Run(models.Model):
    """One table on its way in."""

    State = RunState

    # None: read by the command for a publisher who is not of this portal.
    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, null=True, blank=True, related_name="quality_runs")
    medium = models.CharField(_("要素"), max_length=10, choices=Medium.choices)
    # History: what another publisher printed; else measurements of the bureau's own stations.
    is_history = models.BooleanField(_("别处公布过的结果"), default=False)
    publisher = models.CharField(_("发布单位"), max_length=100, blank=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    replaces = models.BooleanField(_("与已有数据不同的，以这张表为准"), default=False)

    state = models.CharField(_("状态"), max_length=10, choices=RunState.choices, default=RunState.MAPPING)
    name = models.CharField(_("文件名"), max_length=120)
    sha256 = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=200, blank=True, help_text="the rows as read, below MEDIA_ROOT")
    hints = models.JSONField(default=list, blank=True)
    head_rows = models.PositiveSmallIntegerField(_("表头到第几行"), default=1)
    mapping = models.JSONField(_("各列是什么"), default=dict, blank=True)  # number of the column as text → field

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField(_("上传时间"))
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(_("导入时间"), null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    undone_why = models.CharField(_("撤销原因"), max_length=200, blank=True)

    rows = models.PositiveIntegerField(_("行数"), default=0)
    position = models.PositiveIntegerField(_("办到第几行"), default=0)
    taken = models.PositiveIntegerField(default=0)
    mended = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

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

    def __str__(self) -> str:
        return self.name

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def percent(self) -> int:
        return min(100, 100 * self.position // self.rows) if self.rows else 0


class Line(models.Model):
    """What became of one row, and why."""

    Result = Result

    run = models.ForeignKey(Run, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(_("行号"))
    result = models.CharField(_("结果"), max_length=10, choices=Result.choices)
    title = models.CharField(_("站点"), max_length=200, blank=True)
    # Of each remark its code, the column, what was printed and what it became.
    remarks = models.JSONField(_("说明"), default=list)
    is_plain = models.BooleanField(_("没有说明"), default=True)
    # What stood there before, of readings this row took the place of: so that the run can be undone.
    before = models.JSONField(default=list, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "number"], name="quality_run_tells_a_line_once"),
            models.CheckConstraint(condition=Q(result__in=Result.values), name="quality_line_has_a_known_result"),
        ]
        indexes: ClassVar = [models.Index(fields=["run", "result", "number"], name="quality_line_by_result")]

    def __str__(self) -> str:
        return f"{self.number} {self.get_result_display()}"
