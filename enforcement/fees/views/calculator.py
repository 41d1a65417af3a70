"""The public calculator: anybody can check a fee, the tax or a late fee, with the whole working."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from disclosure.board.views.anonymous import Anonymous
from enforcement.fees.forms import calculator as forms
from enforcement.fees.rules import calculators, regimes
from enforcement.fees.rules.addresses import address_of
from envportal.web.views import Page

if TYPE_CHECKING:
    from enforcement.fees.forms.calculator import Asked, LateForm


@dataclass(frozen=True)
class Kind:
    name: object
    form: type[Asked | LateForm]


KINDS = {
    "water": Kind(_("污水"), forms.WaterForm),
    "air": Kind(_("废气"), forms.AirForm),
    "solid": Kind(_("固体废物"), forms.SolidForm),
    "noise": Kind(_("噪声"), forms.NoiseForm),
    "smoke": Kind(_("烟尘黑度"), forms.SmokeForm),
    "late_fee": Kind(_("滞纳金"), forms.LateForm),
}
REGIMES = {
    regimes.FEE: _("排污费（2003 年 7 月起的标准）"),
    regimes.ADJUSTED: _("排污费（2015 年 7 月起调整的标准）"),
    regimes.TAX: _("环境保护税"),
}


class Calculator(Anonymous, Page):
    """A GET form whose address holds the question; what it is answered with stands below."""

    template_name = "fees/calculator.html"
    title = _("排污费和环境保护税计算")

    @cached_property
    def key(self) -> str:
        asked = self.request.GET.get("medium", "")
        return asked if asked in KINDS else "water"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = KINDS[self.key]
        asked = {name: value for name, value in self.request.GET.dict().items() if name != "medium"}
        form = kind.form(asked) if asked else kind.form()
        chips = [{"label": one.name, "url": f"?medium={key}", "current": key == self.key} for key, one in KINDS.items()]
        context = super().get_context_data(form=form, key=self.key, chips=chips, **kwargs)
        return {**context, **answered(form)} if form.is_bound and form.is_valid() else context


def answered(form: Asked | LateForm) -> dict[str, Any]:
    question = form.question()
    address = address_of(question)
    if question.get("kind") == "late_fee":
        return {"late": calculators.fee(question), "address": address}
    found = calculators.computed(question)
    return {
        "found": found, "regime": REGIMES[found.regime], "address": address, "notes": found.notes,
        "lines": [calculators.line_answer(one) for one in found.lines],
        "demandable": regimes.is_demandable(calculators.period_of(found.period)),
    }  # fmt: skip
