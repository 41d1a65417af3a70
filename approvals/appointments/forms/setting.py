"""What a section head types about counters and their hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.appointments.models import Counter, Service
from approvals.appointments.states import CHANGE_HOURS, DAYS_AHEAD, NO_SHOWS, PAUSE_DAYS, WITHIN_DAYS
from envportal.web.forms import ChineseDateField, Form

if TYPE_CHECKING:
    from django.db.models import QuerySet


def clock(label: Any) -> forms.TimeField:
    box = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})
    told = {"required": _("写明时间，例如 09:30"), "invalid": _("时间写成 09:30 这样")}
    return forms.TimeField(label=label, widget=box, input_formats=["%H:%M"], error_messages=told)


def count(label: Any, least: int, most: int, **kwargs: Any) -> forms.IntegerField:
    box = forms.NumberInput(attrs={"class": "govuk-input--width-5"})
    return forms.IntegerField(label=label, min_value=least, max_value=most, widget=box, **kwargs)


class ServiceForm(Form):
    name = forms.CharField(label=_("事项"), max_length=60, help_text=_("名称已有的，改它要带什么、开不开放"))
    bring = forms.CharField(label=_("带什么"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    is_open = forms.BooleanField(label=_("可以预约"), required=False, initial=True)


class CounterForm(Form):
    name = forms.CharField(label=_("窗口"), max_length=40, help_text=_("名称已有的，改它的地点、事项、开不开放"))
    place = forms.CharField(label=_("地点"), max_length=120)
    services = forms.ModelMultipleChoiceField(
        Service.objects.none(), label=_("办哪些事项"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("至少选一项")},
    )  # fmt: skip
    is_open = forms.BooleanField(label=_("开放"), required=False, initial=True)

    def __init__(self, *args: Any, services: QuerySet[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].queryset = services  # type: ignore[attr-defined]


class HoursForm(Form):
    counter = forms.ModelChoiceField(Counter.objects.none(), label=_("窗口"), empty_label=_("请选择"))
    starts = clock(_("几点开始"))
    ends = clock(_("几点结束"))
    minutes = count(_("每段几分钟"), 5, 240, initial=30)
    capacity = count(_("每段几人"), 1, 50, initial=1)
    valid_from = ChineseDateField(label=_("从哪一天起"))

    def __init__(self, *args: Any, counters: QuerySet[Counter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counter"].queryset = counters  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("starts") and typed.get("ends") and typed["ends"] <= typed["starts"]:
            self.add_error("ends", _("结束的时间要晚于开始的时间"))
        return typed


class CloseForm(Form):
    day = ChineseDateField(label=_("哪一天"))
    counter = forms.ModelChoiceField(
        Counter.objects.none(), label=_("哪个窗口"), required=False, empty_label=_("全部窗口")
    )
    why = forms.CharField(label=_("为什么"), max_length=200)

    def __init__(self, *args: Any, counters: QuerySet[Counter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counter"].queryset = counters  # type: ignore[attr-defined]


class RuleForm(Form):
    valid_from = ChineseDateField(label=_("施行日"))
    days_ahead = count(_("可以预约今后几个工作日"), 1, 60, initial=DAYS_AHEAD)
    change_hours = count(_("开始前几小时以前可以改期、取消"), 0, 72, initial=CHANGE_HOURS)
    no_shows = count(_("没有来几次"), 1, 20, initial=NO_SHOWS)
    within_days = count(_("几日内"), 1, 366, initial=WITHIN_DAYS)
    pause_days = count(_("暂停网上预约几日"), 0, 180, initial=PAUSE_DAYS)
    why = forms.CharField(label=_("依据和理由"), max_length=200)
