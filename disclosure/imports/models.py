"""A table of former notices: the run is the truth of how far it is, its lines say what became of each row."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disclosure.runs.enums import Result, RunState
from disclosure.runs.models import TableLine, TableRun


class Run(TableRun):
    """One table on its way to the board."""

    # None: read by the command, on the machine itself.
    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, null=True, blank=True, related_name="imports")
    kind = models.CharField(_("整表公示类别"), max_length=20, blank=True)
    publisher = models.CharField(_("整表发布机关"), max_length=100, blank=True)
    source = models.CharField(_("整表来源"), max_length=200, blank=True)

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


class Line(TableLine):
    """What became of one row, and why."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="lines")
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
