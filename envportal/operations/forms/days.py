"""What is typed about a bureau's own days."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from envportal.deadlines.forms.calculator import CalendarDateField
from envportal.web.forms import Form

OFF, ON = "0", "1"


class DayForm(Form):
    """A day on which this bureau alone is closed, or open."""

    day = CalendarDateField(label=_("日期"), help_text=_("例如 2026-12-1"))
    is_workday = forms.ChoiceField(
        label=_("这一天"), choices=[(OFF, _("不办公")), (ON, _("上班"))], widget=forms.RadioSelect, initial=OFF
    )
    name = forms.CharField(label=_("事由"), max_length=60, help_text=_("例如：办公楼停电检修"))
    notice = forms.CharField(label=_("公布文件"), max_length=200, help_text=_("例如：云环办〔2026〕41号"))

    def clean_is_workday(self) -> Any:
        return self.cleaned_data["is_workday"] == ON
