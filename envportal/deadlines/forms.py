"""What may be typed into the calculator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envportal.deadlines.enums import Unit
from envportal.web.forms import ChineseDateField, Form
from envportal.workdays.calendar import FIRST_YEAR, LAST_YEAR, MOST

if TYPE_CHECKING:
    from datetime import date

BETWEEN_PAUSES = re.compile(r"[\s,，;；、]+")
BETWEEN_DAYS = re.compile(r"[/—–~～至]")


class CalendarDateField(ChineseDateField):
    """A day of the years the calendar knows."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(_("日历只有 %(first)d 年到 %(last)d 年") % {"first": FIRST_YEAR, "last": LAST_YEAR})
        return day


class PausesField(forms.CharField):
    """Days that do not count: 2026-09-24/2026-09-30, several parted by spaces; a single day is a pause of one day."""

    def clean(self, value: Any) -> list[tuple[date, date]]:
        typed = str(super().clean(value) or "").strip()
        return [self._pause(part) for part in BETWEEN_PAUSES.split(typed) if part]

    def _pause(self, typed: str) -> tuple[date, date]:
        days = BETWEEN_DAYS.split(typed)
        if len(days) > 2:
            raise ValidationError(_("每段写成 起/止，例如 2026-09-24/2026-09-30"))
        first, last = (CalendarDateField().clean(day) for day in (days[0], days[-1]))
        if last < first:
            raise ValidationError(_("%(typed)s 的最后一天早于第一天") % {"typed": typed})
        return first, last


class CalculatorForm(Form):
    starts_on = CalendarDateField(label=_("起算日（当日不计）"))
    amount = forms.IntegerField(
        label=_("天数"),
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("天数写成整数，例如 18"),
            "min_value": _("天数不能小于 0"),
            "max_value": _("天数最多 %(limit_value)d"),
        },
    )
    unit = forms.ChoiceField(
        label=pgettext_lazy("of time", "单位"),
        choices=[(Unit.WORKING_DAY, _("工作日")), (Unit.CALENDAR_DAY, _("自然日"))],
    )
    pauses = PausesField(label=_("不计入的日子（起/止，空格分隔）"), required=False, max_length=2000)
