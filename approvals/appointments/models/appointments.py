"""Somebody who comes, booked or walked in, and the numbers they wait with."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.appointments.flow import AppointmentFlow
from approvals.appointments.models.hours import Service, Slot
from approvals.appointments.states import State


class Queue(models.Model):
    """The numbers of one day at a bureau."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="queues")
    day = models.DateField(_("日期"))
    last = models.PositiveSmallIntegerField(_("最后一号"), default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["bureau", "day"], name="numbers_begin_once_a_day")]

    def __str__(self) -> str:
        return f"{self.bureau} {self.day}"


class Appointment(AppointmentFlow):
    """One visit to the counter; without a slot it was a walk-in."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="appointment")
    service = models.ForeignKey(Service, models.PROTECT, related_name="appointments", verbose_name=_("事项"))
    slot = models.ForeignKey(Slot, models.PROTECT, null=True, blank=True, related_name="appointments")
    day = models.DateField(_("日期"))
    # The key of the form it came by: two clicks make one appointment.
    key = models.CharField(max_length=36, unique=True, editable=False)
    # Knows the same telephone again without telling it.
    party_key = models.CharField(max_length=32, blank=True, editable=False)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    queue = models.ForeignKey(Queue, models.PROTECT, null=True, blank=True, related_name="appointments")
    ticket = models.PositiveSmallIntegerField(_("号"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("到达时间"), null=True, blank=True)
    # Whose turn it is: the hour that was booked, or when they came, whichever is later.
    turn_at = models.DateTimeField(_("排队时间"), null=True, blank=True)
    served_at = models.DateTimeField(_("叫号时间"), null=True, blank=True)
    cancelled_on = models.DateField(_("取消日期"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("提醒时间"), null=True, blank=True)
    # The counter is closed on that day after all: told, and free to choose another hour.
    displaced_at = models.DateTimeField(_("告知不能办的时间"), null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["day", "state"], name="appointment_of_a_day"),
            models.Index(fields=["party_key"], condition=~Q(party_key=""), name="appointment_of_a_party"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=AppointmentFlow.known_states(), name="appointment_is_in_a_known_state"),
            models.UniqueConstraint(fields=["queue", "ticket"], name="number_is_given_once_a_day"),
            models.CheckConstraint(
                condition=Q(queue=None, ticket=None, arrived_at=None, turn_at=None)
                | Q(queue__isnull=False, ticket__isnull=False, arrived_at__isnull=False, turn_at__isnull=False),
                name="who_arrived_has_a_number",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.ARRIVED, State.SERVED]) | Q(arrived_at__isnull=False),
                name="who_waits_or_was_served_arrived",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SERVED) ^ Q(served_at=None), name="who_was_served_was_called"
            ),
            models.CheckConstraint(
                condition=Q(state=State.CANCELLED) ^ Q(cancelled_on=None), name="cancelled_appointment_has_its_day"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.case)


class Visitor(models.Model):
    """Who comes: read by the desk's pages and by nobody outside."""

    appointment = models.OneToOneField(Appointment, models.PROTECT, primary_key=True, related_name="visitor")
    name = models.CharField(_("姓名"), max_length=60)
    phone = models.CharField(_("电话"), max_length=30, blank=True)

    def __str__(self) -> str:
        return self.name
