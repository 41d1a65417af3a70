"""The catalogue and its nil returns."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import Frequency
from envportal.deadlines.enums import Unit
from envportal.web.forms import ChineseDateField, Form


class NilForm(Form):
    """The period in which nothing happened; the last whole one is there already."""

    first_day = ChineseDateField(label=_("第一天"))
    last_day = ChineseDateField(label=_("最后一天"), help_text=_("时段要已经过完。"))


class ItemForm(Form):
    """A later version of one column of the catalogue."""

    amount = forms.IntegerField(label=_("时限数量"), min_value=0, max_value=366)
    unit = forms.ChoiceField(
        label=_("时限单位"), choices=[(one.value, one.label) for one in (Unit.WORKING_DAY, Unit.CALENDAR_DAY)]
    )
    frequency = forms.ChoiceField(label=_("最低更新频次"), choices=Frequency.choices)
    section = forms.CharField(label=_("责任科室"), max_length=60)
    act = forms.CharField(label=_("依据"), max_length=100)
    article = forms.CharField(label=_("条款"), max_length=60, required=False)
    valid_from = ChineseDateField(label=_("施行日"))
    reason = forms.CharField(label=_("理由"), max_length=300)


class AnswerForm(Form):
    answer = forms.CharField(label=_("不同意的理由"), max_length=300)
