"""What may be typed into the public calculator: one form for each thing that is charged, and one for what is late."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from enforcement.fees.forms import MoneyField, MonthField
from enforcement.fees.rules import calculators
from enforcement.fees.rules.lines import question_of_line
from enforcement.fees.rules.result import yuan
from envportal.questions import QuestionError
from envportal.refusals import Refused
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField

if TYPE_CHECKING:
    from envportal.questions import Question

MOST_WORDS = 100


def amount(label: Any, **kwargs: Any) -> PlainDecimalField:
    return PlainDecimalField(label=label, max_digits=14, decimal_places=4, min_value=0, **kwargs)


class Asked(Form):
    """A month of one outlet, heap or boundary; `question` is what the calculator takes."""

    medium = ""
    # Where it stands what is wrong with the question as a whole.
    speaks_of = ""
    period = MonthField(label=_("排放的月份"), help_text=_("例如 2016-01；2018 年起按环境保护税"))

    def question(self) -> Question:
        return {"medium": self.medium, "period": f"{self.cleaned_data['period']:%Y-%m}", **self.told()}

    def told(self) -> dict[str, object]:
        """What was typed, by the names of the calculator; what was left empty was not said."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "period"}
        return {name: _plain(value) for name, value in typed.items() if value not in (None, "", False)}

    def clean(self) -> dict[str, Any]:
        """What the calculator refuses is answered at the field it speaks of."""
        typed = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                calculators.computed(self.question())
            except Refused as error:
                self.add_error(self.speaks_of, str(error))
            except QuestionError:
                self.add_error(self.speaks_of, self.odd())
        return typed

    def odd(self) -> str:
        """The calculator speaks English to programs; people are told what to write."""
        return _now("有一个数算不了，请核对：写不小于 0、不大于一万亿的数")


def _plain(value: object) -> object:
    return f"{value:f}" if isinstance(value, Decimal) else value


class Listed(Asked):
    """Pollutants or wastes, one a line, as a declaration has them."""

    items = forms.CharField(label=_("排放的东西"), max_length=6000, widget=forms.Textarea(attrs={"rows": 4}))
    speaks_of = "items"

    def clean_items(self) -> str:
        said: str = self.cleaned_data["items"]
        words = said.split()
        if len(words) > MOST_WORDS:
            raise ValidationError(_now("一次最多 %(most)s 行") % {"most": MOST_WORDS})
        for word in words:
            if "/" not in word:
                raise ValidationError(_now("“%(line)s”：写 名称/数量，例如 COD/1200") % {"line": word[:40]})
        return said

    def told(self) -> dict[str, object]:
        told = super().told()
        return {**self._listed(str(told.pop("items")).split()), **told}

    def _listed(self, words: list[str]) -> dict[str, object]:
        _place, question = question_of_line(f"口 2016-01 {self.medium} {' '.join(words)}")
        return {name: value for name, value in question.items() if name not in {"medium", "period"}}

    def odd(self) -> str:
        """The first line that cannot be computed by itself, with how a line is written."""
        asked = self.question()
        for word in str(self.cleaned_data["items"]).split():
            try:
                calculators.computed({**asked, **self._listed([word])})
            except Refused:
                continue
            except QuestionError:
                return _now("“%(line)s”算不了，请核对：%(how)s") % {
                    "line": word[:40], "how": self.fields["items"].help_text,
                }  # fmt: skip
        return super().odd()


class OutletForm(Listed):
    items = forms.CharField(
        label=_("污染物和数量，一行一个"), max_length=6000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("名称/千克，例如 COD/1200；超过标准的加 /超标，低于标准的加 /浓度=40/标准=100"),
    )  # fmt: skip
    province = forms.CharField(label=_("省（可不填）"), max_length=20, required=False)
    rate = amount(_("每个污染当量多少元（可不填）"), required=False, help_text=_("本省另定、这里没有录入的才填"))
    field_order = ("period", "province", "rate", "items")


class WaterForm(OutletForm):
    medium = "water"


class AirForm(OutletForm):
    medium = "air"


class SolidForm(Listed):
    medium = "solid"
    items = forms.CharField(
        label=_("废物和吨数，一行一个"), max_length=6000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("名称/吨，例如 粉煤灰/12、冶炼渣/30"),
    )  # fmt: skip


class SmokeForm(Asked):
    medium, speaks_of = "smoke", "fuel"
    grade = forms.TypedChoiceField(label=_("林格曼黑度"), choices=[(n, str(n)) for n in range(1, 6)], coerce=int)
    fuel = amount(_("燃料，吨"))


class NoiseForm(Asked):
    medium, speaks_of = "noise", "day"
    day = amount(_("昼间超标，分贝"), required=False)
    night = amount(_("夜间超标，分贝"), required=False)
    peak = amount(_("夜间峰值超标，分贝"), required=False)
    days = forms.IntegerField(label=_("当月超标的天数"), min_value=1, max_value=31, required=False)
    two_points = forms.BooleanField(label=_("边界超过 100 米有两处以上超标"), required=False)

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.get(name) for name in ("day", "night", "peak")):
            self.add_error("day", _now("至少写一个超标的分贝数"))
        return super().clean()


class LateForm(Form):
    """A sum that was due and is paid late."""

    amount = MoneyField(label=_("应缴，元"))
    due_on = ChineseDateField(label=_("缴纳期限"))
    paid_on = ChineseDateField(label=_("缴款日期"))

    def question(self) -> Question:
        typed = self.cleaned_data
        return {
            "kind": "late_fee", "amount": yuan(typed["amount"]), "due_on": typed["due_on"].isoformat(),
            "paid_on": typed["paid_on"].isoformat(),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                calculators.fee(self.question())
            except QuestionError as error:
                self.add_error(None, str(error))
        return typed
