"""Water and air: equivalents, which of them count, at which rate, how many times."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from enforcement.fees.guards import NotComputable
from enforcement.fees.rules import regimes, special, tables
from enforcement.fees.rules.regimes import ADJUSTED, FEE, HEAVY, NITROGEN_OXIDES, TAX
from enforcement.fees.rules.result import Line, Result, decimal, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

TOP, TOP_FIRST_CLASS = 3, 5
# 附表二备注: of each of these only one is charged; the text does not say which, the largest is taken.
ONE_OF: Final = (
    frozenset({"化学需氧量(CODcr)", "生化需氧量(BOD5)", "总有机碳(TOC)"}),
    frozenset({special.COLIFORM, special.CHLORINE}),
)
SPECIALS: Final = frozenset({special.PH, special.COLOUR, special.COLIFORM, special.CHLORINE})


@dataclass(frozen=True)
class Item:
    """One pollutant of an outlet in a month, as somebody states it."""

    name: str
    quantity: Fraction
    over: bool = False
    over_total: bool = False
    concentration: Fraction | None = None
    standard: Fraction | None = None
    background: Fraction = Fraction(0)
    ph: Fraction | None = None
    times: Fraction | None = None
    rate: Fraction | None = None

    @property
    def is_over(self) -> bool:
        """Exactly at the standard is not over it."""
        return self.over or (self.share is not None and self.share > 1)

    @property
    def share(self) -> Fraction | None:
        """The concentration as a part of the standard."""
        return self.concentration / self.standard if self.concentration is not None and self.standard else None


@dataclass(frozen=True)
class Outlet:
    """An outlet in a month. `digits`: round each equivalent so far before the sum, as some examples do."""

    medium: str
    on: date
    items: Sequence[Item]
    province: str = ""
    rate: Fraction | None = None
    digits: int | None = None

    @property
    def regime(self) -> str:
        return regimes.regime_on(self.on)


def assess(outlet: Outlet) -> Result:
    regime = outlet.regime
    pairs = [(item, _measured(item, outlet)) for item in outlet.items]
    _not_mixed([line for _item, line in pairs])
    lines = _ranked(_one_of([line for _item, line in pairs]), regime)
    priced = tuple(_priced(item, line, outlet) for (item, _line), line in zip(pairs, lines, strict=True))
    return Result(regime, outlet.medium, f"{outlet.on:%Y-%m}", priced, tables.version(), _notes(regime, outlet))


# EQUIVALENTS --------------------------------------------------------------------------
def _measured(item: Item, outlet: Outlet) -> Line:
    line = _raw(item, outlet)
    if outlet.digits is None or line.equivalents is None:
        return line
    return replace(line, equivalents=rounded(line.equivalents, outlet.digits))


def _raw(item: Item, outlet: Outlet) -> Line:
    if outlet.medium == "water" and (name := special.special_name(item.name)):
        return _special(name, item)
    found = tables.pollutant(outlet.medium, item.name)
    if found is None and outlet.medium == "water":
        found = tables.pollutant(tables.SMALL, item.name)
    if found is None:
        raise NotComputable(_("附表里没有“%(name)s”。") % {"name": item.name[:40]})
    net, why = _net(item, outlet.regime, found.unit)
    line = Line(found.name, net, found.unit, found.value, net / Fraction(found.value), why=why)
    if found.medium == tables.SMALL and not special.above_threshold(found.name, net):
        said = _("规模不超过 %(n)s，不计征") % {"n": special.MORE_THAN[found.name]}
        return replace(line, counted=False, why=(*why, said))
    if (outlet.regime, found.name) == (FEE, NITROGEN_OXIDES) and f"{outlet.on:%Y-%m}" < "2004-07":
        return replace(line, counted=False, why=(*why, tables.text_of(FEE, "nox_start")))
    return line


def _net(item: Item, regime: str, unit: str) -> tuple[Fraction, tuple[str, ...]]:
    if not item.background:
        return item.quantity, ()
    if regime == TAX:
        raise NotComputable(_("环境保护税没有扣除进水本底值的规定。"))
    told = {"all": decimal(item.quantity), "background": decimal(item.background), "unit": unit}
    said = _("扣除进水本底：%(all)s − %(background)s %(unit)s") % told
    return max(item.quantity - item.background, Fraction(0)), (said,)


def _special(name: str, item: Item) -> Line:
    value, why = special.divisor(name, item.ph)
    if not value:
        return Line(name, item.quantity, "吨污水", None, Fraction(0), counted=False, why=(why,))
    if name != special.COLOUR:
        return Line(name, item.quantity, "吨污水", _exact(value), item.quantity / value)
    if item.times is None:
        raise NotComputable(_("色度：写明超标倍数。"))
    said = _("%(tonnes)s 吨 × 超标 %(times)s 倍") % {"tonnes": decimal(item.quantity), "times": decimal(item.times)}
    return Line(name, item.quantity, "吨水·倍", _exact(value), item.quantity * item.times / value, why=(said,))


def _exact(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _not_mixed(lines: Sequence[Line]) -> None:
    small = [line for line in lines if tables.pollutant(tables.SMALL, line.name)]
    if small and len(lines) > 1:
        raise NotComputable(_("“%(name)s”按规模计征，不与监测的污染物合在一个排放口。") % {"name": small[0].name})


# WHICH COUNT --------------------------------------------------------------------------
def _one_of(lines: Sequence[Line]) -> list[Line]:
    found = list(lines)
    for group in ONE_OF:
        same = [n for n, line in enumerate(found) if line.name in group and line.counted]
        for n in sorted(same, key=lambda n: -_size(found[n]))[1:]:
            said = _("同一排放口只征收一项：%(names)s") % {"names": "、".join(sorted(group))}
            found[n] = replace(found[n], counted=False, why=(*found[n].why, said))
    return found


def _size(line: Line) -> Fraction:
    return line.equivalents or Fraction(0)


def _group(line: Line, regime: str) -> tuple[str, int | None]:
    """Which ranking a pollutant stands in, and how many of it are charged; None is all of them."""
    if regime == ADJUSTED and line.name in HEAVY:
        return "heavy", None
    found = tables.pollutant("water", line.name)
    if regime == TAX and found is not None and found.first_class:
        return "first", TOP_FIRST_CLASS
    return "other", TOP


def _ranked(lines: Sequence[Line], regime: str) -> list[Line]:
    """The largest first; of equal ones that which is named first."""
    found, seen = list(lines), dict[str, int]()
    order = [n for n, line in enumerate(lines) if line.counted]
    for n in sorted(order, key=lambda n: -_size(lines[n])):
        name, most = _group(lines[n], regime)
        seen[name] = rank = seen.get(name, 0) + 1
        if most is not None and rank > most:
            said = _("第 %(rank)s 位，不在前 %(most)s 项") % {"rank": rank, "most": most}
            found[n] = replace(lines[n], rank=rank, counted=False, why=(*lines[n].why, said))
        else:
            found[n] = replace(lines[n], rank=rank)
    return found


# RATE AND MULTIPLIER ------------------------------------------------------------------
def _priced(item: Item, line: Line, outlet: Outlet) -> Line:
    own = item.rate if item.rate is not None else outlet.rate
    rate, source = regimes.rate_of(
        outlet.regime, outlet.medium, line.name, outlet.on, own=own, province=outlet.province,
        value=Fraction(line.equivalent or 0),
    )  # fmt: skip
    multiplier, said = _multiplier(item, line, outlet)
    why = (*line.why, said) if said else line.why
    return replace(line, rate=rate, rate_source=source, multiplier=multiplier, why=why)


def _multiplier(item: Item, line: Line, outlet: Outlet) -> tuple[Fraction, str]:
    if line.name in SPECIALS:
        return Fraction(1), ""
    if outlet.regime == TAX:
        return _reduced(item)
    if outlet.regime == ADJUSTED:
        return _differential(item)
    if item.is_over and outlet.medium == "water":
        return Fraction(2), tables.text_of(FEE, "water_double")
    return Fraction(1), _("2015 年 7 月以前，废气超标的不加倍") if item.is_over else ""


def _reduced(item: Item) -> tuple[Fraction, str]:
    """第13条; exactly 30 % or 50 % below is below by so much."""
    if item.share is None or item.is_over:
        return Fraction(1), ""
    if item.share <= Fraction(1, 2):
        return Fraction(1, 2), tables.text_of(TAX, "reduction_50")
    if item.share <= Fraction(7, 10):
        return Fraction(3, 4), tables.text_of(TAX, "reduction_30")
    return Fraction(1), ""


def _differential(item: Item) -> tuple[Fraction, str]:
    text = tables.text_of(ADJUSTED, "differential")
    above = item.is_over + item.over_total
    if above:
        return Fraction(1 + above), text
    if item.share is not None and item.share <= Fraction(1, 2):
        return Fraction(1, 2), text
    return Fraction(1), ""


def _notes(regime: str, outlet: Outlet) -> tuple[str, ...]:
    found = [tables.text_of(TAX if regime == TAX else FEE, "equivalent" if regime == TAX else f"{outlet.medium}_top3")]
    if regime == TAX:
        found.append(tables.text_of(TAX, "air_top3" if outlet.medium == "air" else "water_top"))
    place = _("每项当量数先保留 %(n)s 位小数") % {"n": outlet.digits} if outlet.digits is not None else _("中间不取整")
    return (*found, _("%(place)s，合计四舍五入到分") % {"place": place})
