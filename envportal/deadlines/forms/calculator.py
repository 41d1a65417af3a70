"""What may be typed into the calculator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envportal.accounts.models import Bureau
from envportal.deadlines import queries
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


def _amount(least: int = 0, **how: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=how.pop("label", _("天数")),
        min_value=least,
        max_value=MOST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={
            "required": _("写明数字，例如 18"),
            "invalid": _("天数写成整数，例如 18"),
            "min_value": _("天数不能小于 %(limit_value)d"),
            "max_value": _("天数最多 %(limit_value)d"),
        },
        **how,
    )


def _unit(*more: tuple[str, object]) -> forms.ChoiceField:
    days = [(Unit.WORKING_DAY, _("工作日")), (Unit.CALENDAR_DAY, _("自然日"))]
    return forms.ChoiceField(label=pgettext_lazy("of time", "单位"), choices=[*days, *more])


def _pauses() -> PausesField:
    return PausesField(label=_("不计入的日子（起/止，空格分隔）"), required=False, max_length=2000)


class CalculatorForm(Form):
    """A term forwards: the due day."""

    starts_on = CalendarDateField(label=_("起算日（当日不计）"))
    amount = _amount(label=pgettext_lazy("of time", "数量"))
    unit = _unit((Unit.MONTH, _("个月")), (Unit.YEAR, _("年")))
    pauses = _pauses()


class RuleForm(Form):
    """A bureau's date by the rule that is in force on its first day."""

    bureau = forms.ModelChoiceField(Bureau.objects.none(), to_field_name="code", label=_("局"), empty_label=None)
    matter = forms.ChoiceField(label=_("事项"))
    starts_on = CalendarDateField(label=_("起算日（收件、受理等，当日不计）"))
    extension = _amount(label=_("延长（没有就空着）"), required=False)
    pauses = _pauses()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bureau"].queryset = Bureau.objects.order_by("pk")  # type: ignore[attr-defined]
        self.fields["matter"].choices = queries.matters_by_day()  # type: ignore[attr-defined]

    def clean_extension(self) -> int:
        return self.cleaned_data["extension"] or 0


class WindowForm(Form):
    """How long a notice has to stand."""

    starts_on = CalendarDateField(label=_("发布日"))
    amount = _amount(1)
    unit = _unit()
    first_day_counted = forms.ChoiceField(
        label=_("发布当日"), choices=[("false", _("不计，次日起算")), ("true", _("计入"))]
    )

    def clean_first_day_counted(self) -> bool:
        return bool(self.cleaned_data["first_day_counted"] == "true")


class HoursForm(Form):
    """Hours run by night and on rest days; the time typed is Beijing time."""

    starts_on = CalendarDateField(label=_("起算日期"))
    clock = forms.TimeField(
        label=_("起算时刻（北京时间）"),
        input_formats=["%H:%M", "%H：%M"],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"required": _("写明时刻，例如 23:50"), "invalid": _("时刻写成时:分，例如 23:50")},
    )
    amount = _amount(label=_("小时数"))


class BeforeForm(Form):
    """Backwards: the last day for something due before an event, as the notice of a hearing."""

    starts_on = CalendarDateField(label=_("事件日（如听证举行日）"))
    amount = _amount(label=_("至少提前"))
    unit = _unit()
