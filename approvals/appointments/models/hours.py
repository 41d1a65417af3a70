"""What can be booked: services, counters, their opening hours, days they are closed, and the bureau's own rule."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.appointments.states import CHANGE_HOURS, DAYS_AHEAD, NO_SHOWS, PAUSE_DAYS, WITHIN_DAYS


class Service(models.Model):
    """A matter somebody comes for."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="services")
    name = models.CharField(_("事项"), max_length=60)
    bring = models.TextField(_("带什么"), max_length=1000)
    is_open = models.BooleanField(_("可以预约"), default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "name"], name="service_has_its_name_once_a_bureau")
        ]

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """A window, and what is done there."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="counters")
    name = models.CharField(_("窗口"), max_length=40)
    place = models.CharField(_("地点"), max_length=120)
    services = models.ManyToManyField(Service, related_name="counters", verbose_name=_("事项"))
    is_open = models.BooleanField(_("开放"), default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "name"], name="counter_has_its_name_once_a_bureau")
        ]

    def __str__(self) -> str:
        return self.name


class Opening(models.Model):
    """Hours of a counter on every working day, in pieces of so many minutes with so many places each."""

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="openings")
    starts = models.TimeField(_("几点开始"))
    ends = models.TimeField(_("几点结束"))
    minutes = models.PositiveSmallIntegerField(_("每段几分钟"))
    capacity = models.PositiveSmallIntegerField(_("每段几人"))
    valid_from = models.DateField(_("从哪一天起"))
    valid_to = models.DateField(_("到哪一天止"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="opening_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=240, capacity__gte=1, capacity__lte=50),
                name="opening_has_pieces_and_places",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="opening_holds_for_a_time"
            ),
            models.UniqueConstraint(fields=["counter", "starts", "valid_from"], name="opening_begins_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"


class ClosedDay(models.Model):
    """A working day on which a counter, or all of a bureau's, are closed all the same."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="closed_days")
    counter = models.ForeignKey(Counter, models.PROTECT, null=True, blank=True, related_name="closed_days")
    day = models.DateField(_("哪一天"))
    why = models.CharField(_("为什么"), max_length=200)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("登记时间"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(why=""), name="closed_day_says_why"),
            models.UniqueConstraint(fields=["counter", "day"], name="counter_is_closed_once_a_day"),
            models.UniqueConstraint(
                fields=["bureau", "day"], condition=Q(counter=None), name="bureau_is_closed_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.why}"


class BookingRule(models.Model):
    """本局预约规则, from a day on: when to change, how far ahead, what follows not coming."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="booking_rules")
    valid_from = models.DateField(_("施行日"))
    days_ahead = models.PositiveSmallIntegerField(_("可以预约今后几个工作日"), default=DAYS_AHEAD)
    change_hours = models.PositiveSmallIntegerField(_("开始前几小时以前可以改期、取消"), default=CHANGE_HOURS)
    no_shows = models.PositiveSmallIntegerField(_("没有来几次"), default=NO_SHOWS)
    within_days = models.PositiveSmallIntegerField(_("几日内"), default=WITHIN_DAYS)
    pause_days = models.PositiveSmallIntegerField(_("暂停网上预约几日"), default=PAUSE_DAYS)
    why = models.CharField(_("依据和理由"), max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("登记时间"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "valid_from"], name="booking_rule_begins_once_a_day"),
            models.CheckConstraint(
                condition=Q(days_ahead__gte=1, days_ahead__lte=60, no_shows__gte=1), name="booking_rule_lets_book"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}"


class Slot(models.Model):
    """A piece of an opening that somebody has booked; there from the first booking on."""

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="slots")
    day = models.DateField(_("日期"))
    starts = models.TimeField(_("几点开始"))
    ends = models.TimeField(_("几点结束"))
    capacity = models.PositiveSmallIntegerField(_("几人"))
    taken = models.PositiveSmallIntegerField(_("已约"), default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["counter", "day", "starts"], name="slot_is_there_once"),
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="slot_is_never_overbooked"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.starts:%H:%M}"
