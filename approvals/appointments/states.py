"""The words of this room."""

from typing import Final

from django.db import models
from django.utils.translation import pgettext_lazy

from envportal.cases.queries import APPOINTMENT

# The kind of the case, and its series of numbers.
CASE: Final = APPOINTMENT
SERIES: Final = "约"


class State(models.TextChoices):
    BOOKED = "booked", pgettext_lazy("appointment", "已预约")
    ARRIVED = "arrived", pgettext_lazy("appointment", "已到，等候")
    SERVED = "served", pgettext_lazy("appointment", "已办理")
    MISSED = "missed", pgettext_lazy("appointment", "没有来")
    CANCELLED = "cancelled", pgettext_lazy("appointment", "已取消")


# What a bureau starts with; it sets its own, from a day on.
NO_SHOWS, WITHIN_DAYS, PAUSE_DAYS, CHANGE_HOURS, DAYS_AHEAD = 3, 90, 30, 2, 10
