"""Which regime a discharge falls under, and what a unit cost in it: the month of the discharge decides."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from enforcement.fees.guards import NotComputable
from enforcement.fees.rules import tables

if TYPE_CHECKING:
    from datetime import date

    from enforcement.fees.rules.tables import Rate

FEE, ADJUSTED, TAX = "fee_2003", "fee_2014_adj", "tax"
# 发改价格〔2014〕2008号: lead, mercury, chromium, cadmium, arsenic are each charged, beside the top three.
HEAVY: Final = frozenset({"总铅", "总汞", "总铬", "总镉", "总砷"})
DEARER: Final = {"water": HEAVY | {"化学需氧量(CODcr)", "氨氮"}, "air": frozenset({"二氧化硫", "氮氧化物"})}
NITROGEN_OXIDES: Final = "氮氧化物"
# What stands for all the rest of a medium in its table.
GENERAL: Final = {
    (FEE, "water"): "污水排污费",
    (FEE, "air"): "废气排污费(SO2、NOx有过渡)",
    (TAX, "water"): "水污染物",
    (TAX, "air"): "大气污染物",
}


def regime_on(on: date) -> str:
    if on < tables.FIRST:
        raise NotComputable(_("2003 年 7 月以前的排污费不按这里的表计算。"))
    if on >= tables.TAX_SINCE:
        return TAX
    return ADJUSTED if on >= tables.ADJUSTED_SINCE else FEE


def is_demandable(on: date) -> bool:
    """财税〔2018〕4号 art. 2: the month of the discharge decides, not the day of the demand."""
    return tables.FIRST <= on < tables.TAX_SINCE


def national(regime: str, medium: str, name: str, on: date) -> Rate:
    """The rate of a pollutant by the national tables."""
    if regime == ADJUSTED and name in DEARER[medium]:
        return tables.rates(ADJUSTED, medium, on)[0]
    base = TAX if regime == TAX else FEE
    found = tables.rates(base, medium, on)
    own = next((rate for rate in found if rate.item == name), None)
    return own or next(rate for rate in found if rate.item == GENERAL[base, medium])


def rate_of(
    regime: str, medium: str, name: str, on: date, *, own: Fraction | None, province: str, value: Fraction
) -> tuple[Fraction, str]:
    """What a unit costs, and by which table; `own` is the rate somebody names, `value` the kilograms a unit has."""
    nation = national(regime, medium, name, on)
    if own is not None:
        return _within(own, nation, name), _("自填标准；国家下限 %(least)s 元") % {"least": f"{nation.least:f}"}
    row = tables.provincial(province, medium, name, on) if province else None
    if row is not None:
        rate = Fraction(row["rate"])
        return (rate * value if row["unit"] == "元/千克" else rate), f"{row['province']}：{row['source']}"
    if regime == TAX or nation.regime == ADJUSTED:
        return Fraction(nation.least), _("%(source)s，国家下限；各省另定的未录入") % {"source": nation.source}
    return Fraction(nation.least), nation.source


def _within(own: Fraction, nation: Rate, name: str) -> Fraction:
    if own < nation.least or (nation.regime == TAX and nation.most is not None and own > nation.most):
        raise NotComputable(
            _("%(name)s：标准应在 %(least)s 元以上%(most)s。")
            % {"name": name, "least": f"{nation.least:f}", "most": _and_below(nation)}
        )
    return own


def _and_below(nation: Rate) -> str:
    return _("、%(most)s 元以下") % {"most": f"{nation.most:f}"} if nation.regime == TAX and nation.most else ""
