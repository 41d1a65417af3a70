"""Clocks and what happened to them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from envportal.deadlines.enums import OPEN_STATES, ClockState, EventKind, Ground, Matter
from envportal.deadlines.models.terms import TermRule

STILL_OPEN = Q(state__in=[str(state) for state in OPEN_STATES])
STOPPED_LATE = Q(state=ClockState.STOPPED, stopped_at__gte=F("due_at"))
MARKED = Q(expired_on__isnull=False)
OPEN_ENDED = Q(kind=EventKind.PAUSED, until=None)


class Clock(models.Model):
    """One limit of one case; its days and instants of end and warning are answers its events prove."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="clocks")
    matter = models.CharField(_("事项"), max_length=30, choices=Matter.choices)
    variant = models.CharField(_("文件类别"), max_length=20, blank=True)
    rule = models.ForeignKey(TermRule, models.PROTECT, related_name="clocks")
    started_on = models.DateField(_("起算日"))
    started_at = models.DateTimeField(_("起算时刻"))
    due_on = models.DateField(_("届满日"))
    warn_on = models.DateField(_("预警日"))
    # The first instant at which it is past: the end of the due day, or for hours the very minute.
    due_at = models.DateTimeField(_("届满时刻"))
    warn_at = models.DateTimeField(_("预警时刻"))
    provisional = models.BooleanField(_("暂定"), default=False)
    state = models.CharField(_("状态"), max_length=12, choices=ClockState.choices, default=ClockState.RUNNING)
    stopped_on = models.DateField(_("终止日"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("终止时刻"), null=True, blank=True)
    expired_on = models.DateField(_("超期标记日"), null=True, blank=True)
    # Grows with every move of the due day, so that a card belongs to the day it was raised for.
    epoch = models.PositiveIntegerField(_("版次"), default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ClockState.values), name="clock_is_in_a_known_state"),
            models.CheckConstraint(condition=Q(due_on__gte=F("started_on")), name="clock_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(warn_on__lte=F("due_on")), name="clock_warns_before_it_ends"),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("started_at"), warn_at__lte=F("due_at")), name="clock_runs_forward_in_time"
            ),
            models.CheckConstraint(
                condition=Q(state=ClockState.STOPPED, stopped_on__isnull=False, stopped_at__isnull=False)
                | (~Q(state=ClockState.STOPPED) & Q(stopped_on=None, stopped_at=None)),
                name="clock_is_stopped_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["case", "matter"], condition=STILL_OPEN, name="case_has_one_open_clock_a_matter"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["matter", "due_at"], condition=Q(state=ClockState.RUNNING), name="clock_due"),
            models.Index(fields=["due_at"], condition=Q(state=ClockState.RUNNING), name="clock_past"),
            models.Index(fields=["warn_at"], condition=Q(state=ClockState.RUNNING), name="clock_warn"),
            models.Index(fields=["due_at"], condition=STOPPED_LATE, name="clock_stopped_late"),
            models.Index(fields=["due_at"], condition=MARKED, name="clock_marked"),
            models.Index(fields=["matter"], condition=Q(state=ClockState.PAUSED), name="clock_paused"),
            models.Index(fields=["case", "matter"], name="clock_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.get_matter_display()} {self.due_on}"


class ClockEvent(models.Model):
    """What happened to a clock; written once, mended only by a later event that voids it."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="events")
    kind = models.CharField(_("事件"), max_length=12, choices=EventKind.choices)
    on = models.DateField(_("日期"), help_text="first paused day; last paused day of a resumption")
    instant = models.DateTimeField(_("时刻"), null=True, blank=True, help_text="of a start or a stop, where known")
    until = models.DateField(_("至"), null=True, blank=True)
    planned_until = models.DateField(_("预计至"), null=True, blank=True)
    ground = models.CharField(_("情形"), max_length=30, choices=Ground.choices, blank=True)
    amount = models.PositiveSmallIntegerField(_("延长"), default=0)
    article = models.CharField(_("依据"), max_length=160, blank=True)
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    waiting_for = models.CharField(_("等待"), max_length=100, blank=True)
    letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    about = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="answers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("记录时间"))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="clock_event_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=(Q(kind=EventKind.PAUSED) & Q(ground__in=Ground.values))
                | (~Q(kind=EventKind.PAUSED) & Q(ground="")),
                name="only_a_pause_has_a_ground",
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("on")), name="pause_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(kind=EventKind.EXTENDED, amount__gte=1) | (~Q(kind=EventKind.EXTENDED) & Q(amount=0)),
                name="only_an_extension_adds_time",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[EventKind.RESUMED, EventKind.VOIDED], about__isnull=False)
                | (~Q(kind__in=[EventKind.RESUMED, EventKind.VOIDED]) & Q(about=None)),
                name="resumption_and_correction_name_their_event",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(by=None) | ~Q(confirmed_by=F("by")),
                name="nobody_confirms_their_own_pause",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["planned_until"], condition=OPEN_ENDED, name="pause_without_end"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
