"""A table of former notices: the run is the truth of how far it is, its lines say what became of each row."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disclosure.imports.enums import WORKING, Result, RunState


class Run(models.Model):
    """One table on its way to the board."""

    State = RunState

    # None: read by the command, on the machine itself.
    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, null=True, blank=True, related_name="imports")
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
    kind = models.CharField(_("整表公示类别"), max_length=20, blank=True)
    publisher = models.CharField(_("整表发布机关"), max_length=100, blank=True)
    source = models.CharField(_("整表来源"), max_length=200, blank=True)

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField(_("上传时间"))
    mapped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(_("确认导入时间"), null=True, blank=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    rows = models.PositiveIntegerField(_("行数"), default=0)
    position = models.PositiveIntegerField(_("办到第几行"), default=0)
    taken = models.PositiveIntegerField(default=0)
    mended = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="import_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(bureau=None)
                | ~Q(state__in=[RunState.APPLYING, RunState.DONE])
                | Q(applied_by__isnull=False, uploaded_by__isnull=False),
                name="import_on_screen_is_applied_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(applied_by=None)
                | (~Q(applied_by=F("uploaded_by")) & (Q(mapped_by=None) | ~Q(applied_by=F("mapped_by")))),
                name="import_is_applied_by_a_second_person",
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
    title = models.CharField(_("项目名称"), max_length=200, blank=True)
    # Of each remark its code, the field, what was printed and what it became.
    remarks = models.JSONField(_("说明"), default=list)
    is_plain = models.BooleanField(_("没有说明"), default=True)
    import_key = models.CharField(max_length=64, blank=True)
    # A row the command read is nobody's of this portal: one person asks to take it off, another does.
    off_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    off_asked_at = models.DateTimeField(_("提请撤回时间"), null=True, blank=True)
    off_asked_why = models.CharField(_("提请撤回的原因"), max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "number"], name="import_tells_a_line_once"),
            models.CheckConstraint(condition=Q(result__in=Result.values), name="import_line_has_a_known_result"),
            models.CheckConstraint(
                condition=Q(off_asked_by=None, off_asked_at=None, off_asked_why="")
                | (Q(off_asked_by__isnull=False, off_asked_at__isnull=False) & ~Q(off_asked_why="")),
                name="import_line_is_asked_off_by_somebody_for_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["run", "result", "number"], name="import_line_by_result"),
            models.Index(fields=["run", "import_key"], name="import_line_by_key"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_result_display()}"
