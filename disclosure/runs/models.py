"""What every table on its way in has: the run is the truth of how far it is, its lines say what became of each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disclosure.runs.enums import WORKING, Result, RunState

if TYPE_CHECKING:
    from typing import Any


class TableRun(models.Model):
    """One table on its way in."""

    State = RunState
    if TYPE_CHECKING:
        lines: Any  # of the room

    state = models.CharField(_("状态"), max_length=10, choices=RunState.choices, default=RunState.MAPPING)
    name = models.CharField(_("文件名"), max_length=120)
    sha256 = models.CharField(max_length=64, blank=True)
    encoding = models.CharField(_("编码"), max_length=20, blank=True)
    sheet = models.CharField(_("工作表"), max_length=60, blank=True)
    path = models.CharField(max_length=200, blank=True, help_text="the rows as read, below MEDIA_ROOT")
    # Hints about the file as a whole, as codes: cut, more sheets, formulas without a kept value.
    hints = models.JSONField(default=list, blank=True)
    head_rows = models.PositiveSmallIntegerField(_("表头到第几行"), default=1)
    mapping = models.JSONField(_("各列是什么"), default=dict, blank=True)  # number of the column as text → field

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField(_("上传时间"))
    mapped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(_("确认导入时间"), null=True, blank=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    rows = models.PositiveIntegerField(_("行数"), default=0)
    position = models.PositiveIntegerField(_("办到第几行"), default=0)
    # Looks of a worker in a row that got no row further.
    tries = models.PositiveSmallIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    mended = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def percent(self) -> int:
        return min(100, 100 * self.position // self.rows) if self.rows else 0


class TableLine(models.Model):
    """What became of one row, and why."""

    Result = Result

    number = models.PositiveIntegerField(_("行号"))
    result = models.CharField(_("结果"), max_length=10, choices=Result.choices)
    title = models.CharField(_("名称"), max_length=200, blank=True)
    # Of each remark its code, the field, what was printed and what it became.
    remarks = models.JSONField(_("说明"), default=list)
    is_plain = models.BooleanField(_("没有说明"), default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number} {self.get_result_display()}"
