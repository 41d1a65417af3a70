"""Term rules, days of the calendar, clocks and what happened to them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envportal.deadlines.enums import (
    OPEN_STATES,
    Anchor,
    ClockState,
    DayEnds,
    DayStatus,
    Direction,
    EventKind,
    Evidence,
    Expiry,
    Ground,
    Matter,
    Unit,
)

STILL_OPEN = Q(state__in=[str(state) for state in OPEN_STATES])


class TermRule(models.Model):
    """The time one matter may take, by law (no bureau) or by a bureau's pledge, from a given date on."""

    bureau = models.ForeignKey(
        "accounts.Bureau", models.PROTECT, verbose_name=_("承诺的局"), null=True, blank=True, related_name="term_rules"
    )
    matter = models.CharField(_("事项"), max_length=30, choices=Matter.choices)
    variant = models.CharField(_("文件类别"), max_length=20, blank=True, help_text="a document kind; blank is any")
    ref = models.CharField(_("编号"), max_length=10, blank=True, help_text="its number in the list of limits")
    amount = models.PositiveSmallIntegerField(_("数量"))
    unit = models.CharField(pgettext_lazy("of time", "单位"), max_length=20, choices=Unit.choices)
    printed = models.CharField(_("原文写法"), max_length=60, blank=True, help_text="如“18 天”，照印")
    direction = models.CharField(_("方向"), max_length=10, choices=Direction.choices, default=Direction.AFTER)
    anchor = models.CharField(_("起算事件"), max_length=30, choices=Anchor.choices)
    act = models.CharField(_("依据"), max_length=100)
    article = models.CharField(_("条款"), max_length=60, blank=True)
    excludes = models.JSONField(_("不计入的情形"), default=dict, help_text="ground -> act and article that exclude it")
    extendable = models.PositiveSmallIntegerField(_("可延长至多"), default=0)
    extended_by = models.CharField(_("由谁批准延长"), max_length=60, blank=True)
    on_expiry = models.CharField(_("届满后果"), max_length=30, choices=Expiry.choices, default=Expiry.NOTHING)
    warn_working_days = models.PositiveSmallIntegerField(_("提前几个工作日预警"), default=1)
    warn_share = models.PositiveSmallIntegerField(_("剩余不足百分之几即预警"), default=0)
    day_ends = models.CharField(_("末日终于"), max_length=10, choices=DayEnds.choices, default=DayEnds.MIDNIGHT)
    doubt = models.CharField(_("存疑之处"), max_length=200, blank=True, help_text="what the text leaves open")
    evidence = models.CharField(_("核对程度"), max_length=1, choices=Evidence.choices, default=Evidence.MEMORY)
    verified_on = models.DateField(_("核对日期"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核对人")
    )
    valid_from = models.DateField(_("施行日"))
    valid_to = models.DateField(_("最后适用日"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="term_rule_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(amount__lte=3660), name="term_rule_is_at_most_ten_years"),
            models.CheckConstraint(condition=Q(matter__in=Matter.values), name="term_rule_is_about_a_known_matter"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="term_rule_has_a_known_unit"),
            models.CheckConstraint(condition=Q(warn_share__lte=100), name="term_rule_warns_within_its_term"),
            models.UniqueConstraint(
                fields=["bureau", "matter", "variant", "valid_from"], name="pledge_begins_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["matter", "variant", "valid_from"], condition=Q(bureau=None), name="law_begins_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_matter_display()} {self.amount} {self.get_unit_display()}"

    @property
    def basis(self) -> str:
        """The act with its article, as it is cited."""
        return f"{self.act}{self.article}"


class OfficeHours(models.Model):
    """When a bureau's counter closes, from a day on: what has to be handed in there ends with it (民法典 §203)."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="office_hours", verbose_name=_("局"))
    closes_at = models.TimeField(_("下班时间"))
    valid_from = models.DateField(_("施行日"))
    notice = models.CharField(_("公布文件"), max_length=200)
    added_at = models.DateTimeField(_("录入时间"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "valid_from"], name="counter_closes_at_one_time_a_day"),
            models.CheckConstraint(condition=~Q(notice=""), name="hours_name_the_notice_they_stand_on"),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from} {self.closes_at:%H:%M}"


class CalendarDay(models.Model):
    """A day that differs from the shipped calendar, everywhere (no bureau) or for one bureau."""

    date = models.DateField(_("日期"))
    bureau = models.ForeignKey(
        "accounts.Bureau", models.PROTECT, null=True, blank=True, related_name="calendar_days", verbose_name=_("局")
    )
    is_workday = models.BooleanField(_("工作日"))
    name = models.CharField(_("名称"), max_length=60, blank=True)
    notice = models.CharField(_("公布文件"), max_length=200)
    status = models.CharField(_("性质"), max_length=20, choices=DayStatus.choices, default=DayStatus.GAZETTED)
    added_at = models.DateTimeField(_("录入时间"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["date", "bureau"], name="day_is_set_once_a_bureau"),
            models.UniqueConstraint(fields=["date"], condition=Q(bureau=None), name="day_is_set_once_for_all"),
            models.CheckConstraint(
                condition=Q(status=DayStatus.LOCAL, bureau__isnull=False)
                | Q(status__in=[DayStatus.GAZETTED, DayStatus.PROVISIONAL], bureau=None),
                name="local_day_belongs_to_a_bureau",
            ),
            models.CheckConstraint(condition=~Q(notice=""), name="day_names_the_notice_it_stands_on"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


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

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
