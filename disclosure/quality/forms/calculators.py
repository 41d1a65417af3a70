"""What may be typed into the two public calculators; the fields have the names the interface knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.quality.rules import air, water
from disclosure.quality.rules.calculators import FIELDS_OF_AIR, FIELDS_OF_WATER
from disclosure.quality.rules.classes import ROMAN, WORSE
from envportal.refusals import Refused
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField
from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

MICRO, MILLI = "μg/m³", "mg/m³"
AIR_NAMES = {
    "so2": gettext_lazy("二氧化硫 SO₂"),
    "no2": gettext_lazy("二氧化氮 NO₂"),
    "pm10": gettext_lazy("可吸入颗粒物 PM10"),
    "pm25": gettext_lazy("细颗粒物 PM2.5"),
    "co": gettext_lazy("一氧化碳 CO"),
    "o3": gettext_lazy("臭氧 O₃"),
}
# What a section is sampled for every month; the rest of the table stands folded below.
USUAL = ("ph", "do", "codmn", "cod", "bod5", "nh3n", "tp", "tn")
LONGEST = 30


class AirForm(Form):
    """A day or an hour and up to six concentrations."""

    on = ChineseDateField(label=gettext_lazy("日期"))
    kind = forms.ChoiceField(
        label=gettext_lazy("报告类型"),
        choices=[
            ("daily", gettext_lazy("日报（24 小时平均，臭氧为日最大 8 小时平均）")),
            ("hourly", gettext_lazy("实时报（1 小时平均）")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, name in AIR_NAMES.items():
            unit = MILLI if field == "co" else MICRO
            self.fields[field] = PlainDecimalField(
                label=_with_unit(str(name), unit), required=False, min_value=0, max_digits=12, decimal_places=6
            )
            self.fields[field].widget.attrs["class"] = "govuk-input--width-5"

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        try:
            air.standard_on(on)
        except Refused as refused:
            raise ValidationError(str(refused)) from None
        return on

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.values():
            self.add_error("pm25", _("至少写一项污染物的浓度"))
        for field, name in FIELDS_OF_AIR.items():
            self._check(field, name)
        return self.cleaned_data

    def _check(self, field: str, name: str) -> None:
        """What the rules would refuse is said at its field."""
        if self.cleaned_data.get(field) is None:
            return
        try:
            air.concentration(name, self.cleaned_data[field])
        except Refused as refused:
            self.add_error(field, str(refused))

    def values(self) -> dict[str, Decimal]:
        """What was measured, by the names of the rules."""
        typed = {name: self.cleaned_data.get(field) for field, name in FIELDS_OF_AIR.items()}
        return {name: value for name, value in typed.items() if value is not None}


class MeasuredField(forms.CharField):
    """A figure, or a detection limit that was not reached: 0.05L."""

    def __init__(self, code: str, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=LONGEST, **kwargs)
        self.code = code
        self.widget.attrs |= {"class": "govuk-input--width-5", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        typed = narrow(str(super().clean(value) or "")).strip()
        if typed:
            try:
                water.measured(typed, water.names()[self.code], water.MOST.get(self.code, water.MOST_ELSE))
            except Refused as refused:
                raise ValidationError(str(refused)) from None
        return typed


class WaterForm(Form):
    """A section and what was measured there."""

    lake = forms.ChoiceField(
        label=gettext_lazy("水体"), choices=[("false", gettext_lazy("河流")), ("true", gettext_lazy("湖、库"))]
    )
    target = forms.ChoiceField(label=gettext_lazy("目标类别"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        classes = [(str(number), ROMAN[number - 1]) for number in range(1, WORSE)]
        self.fields["target"].choices = [("", _("没有")), *classes]  # type: ignore[attr-defined]
        for field, code in FIELDS_OF_WATER.items():
            self.fields[field] = MeasuredField(code, label=_with_unit(water.titled(code), water.unit_of(code)))

    def usual(self) -> list[forms.BoundField]:
        return [self[name] for name in ("lake", "target", *USUAL)]

    def others(self) -> list[forms.BoundField]:
        return [self[name] for name in FIELDS_OF_WATER if name not in USUAL]

    def others_are_open(self) -> bool:
        """Folded fields that hold something, or that have to be mended, are shown."""
        return any(field.errors or field.value() for field in self.others())

    def clean_lake(self) -> bool:
        return bool(self.cleaned_data["lake"] == "true")

    def clean_target(self) -> int | None:
        return int(self.cleaned_data["target"]) if self.cleaned_data["target"] else None

    def clean(self) -> dict[str, Any]:
        judged = [code for code in self.values() if code not in water.LEFT_OUT]
        if not self.errors and not judged:
            self.add_error("nh3n", _("至少写一项参加评价的指标"))
        return self.cleaned_data

    def values(self) -> dict[str, str]:
        """What was measured, by the codes of the rules."""
        typed = {code: self.cleaned_data.get(field) for field, code in FIELDS_OF_WATER.items()}
        return {code: value for code, value in typed.items() if value}


def _with_unit(name: str, unit: str) -> str:
    return _("%(name)s（%(unit)s）") % {"name": name, "unit": unit} if unit else name
