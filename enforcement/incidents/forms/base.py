"""Fields this room's forms share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.incidents.states import Sensitive
from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from datetime import datetime

FORMATS = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]
# Beyond them no calendar counts, and no database keeps the first and the last day of all.
YEARS = range(1950, 2101)
SIGNS = str.maketrans({"年": "-", "月": "-", "日": " ", "/": "-", ".": "-", "时": ":", "点": ":", "分": " "})


class MomentField(forms.DateTimeField):
    """A minute, typed as 2026-10-01 01:30 or 2026年10月1日 1:30."""

    widget = forms.DateTimeInput(
        format="%Y-%m-%d %H:%M", attrs={"class": "govuk-input--width-20", "autocomplete": "off"}
    )

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("例如 2026-10-01 01:30"))
        wrong = {"invalid": _("写成 2026-10-01 01:30 这样")}
        super().__init__(input_formats=FORMATS, error_messages=wrong, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, str) and "T" not in value:
            value = re.sub(r"\s+", " ", narrow(value).translate(SIGNS)).strip()
        moment = super().to_python(value)
        if moment is not None and moment.year not in YEARS:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


def words(label: Any, *, rows: int = 3, longest: int = 3000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def sensitive() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("涉及或者可能影响（可多选）"), choices=Sensitive.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("级别一时判明不了而涉及其中一项的，按重大以上事件在 2 小时内报告"),
    )  # fmt: skip
