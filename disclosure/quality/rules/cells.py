"""Cells as tables of measurements have them: a number, less than can be detected, nothing, or why there is none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from disclosure.quality.enums import Flag, Medium, Parameter

PLACES = Decimal("0.00001")
MOST = Decimal(9_999_999)
NUMBER = r"[+-]?\d{1,9}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?"
PLAIN = re.compile(NUMBER)
TENS = re.compile(r"(\d+(?:\.\d+)?)[×x*]10\^?(\d{1,2})")
BELOW = re.compile(rf"(?:[<≤](?P<a>{NUMBER})|(?P<b>{NUMBER})L)", re.IGNORECASE)
NOT_FOUND = re.compile(r"未检出|低于检出限|nd|n\.d\.", re.IGNORECASE)
NOTHING = re.compile(r"(?:[/\\|\-_—–―━─·.。*]+|无|暂无|空|不适用|n/?a|null|none|nil|#n/a)[。.]?", re.IGNORECASE)
REASONS = (
    "断流", "冰封", "结冰", "停运", "停用", "停电", "停测", "维护", "校准", "故障", "未监测", "未测", "缺测", "未开展",
    "审核无效", "数据不足", "通讯中断", "仪器", "检修", "汛期", "干涸",
)  # fmt: skip
AIR_MASS = frozenset({Parameter.SO2, Parameter.NO2, Parameter.PM10, Parameter.PM25, Parameter.O3, Parameter.O3_8H})
NO_MASS = frozenset({
    Parameter.PH, Parameter.TEMPERATURE, Parameter.COLIFORM, Parameter.LD, Parameter.LN, Parameter.CHLA, Parameter.SD,
    Parameter.VOLUME,
})  # fmt: skip
KILO = 1000


@dataclass(frozen=True)
class Cell:
    """What a cell means; a `code` says what was mended, or, with no flag, why it cannot be taken."""

    flag: str = ""
    value: Decimal | None = None
    reason: str = ""
    code: str = ""


def narrow(text: str) -> str:
    """In half-width signs, without spaces: what full-width digits and Ⅲ say."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_nothing(text: str) -> bool:
    return NOTHING.fullmatch(narrow(text)) is not None


def number(text: str) -> Decimal | None:
    """A plain number, with thousands' commas or a percent sign, or None."""
    plain = narrow(text).replace(",", "").removesuffix("%")
    if not PLAIN.fullmatch(plain):
        return None
    return _kept(Decimal(plain))


def measured(text: str) -> Cell:
    """A value as printed, in the unit of print; an empty cell is no reading at all."""
    plain = narrow(text).replace(",", "")
    if not plain:
        return Cell()
    return _number(plain) or _below(plain) or _absent(plain, text.strip()) or Cell(code="no_number")


def _number(plain: str) -> Cell | None:
    tens = TENS.fullmatch(plain)
    if not PLAIN.fullmatch(plain) and not tens:
        return None
    value = Decimal(tens[1]).scaleb(int(tens[2])) if tens else Decimal(plain)
    kept = _kept(value)
    if kept is None:
        return Cell(code="too_big")
    return Cell(Flag.VALID, kept, code="tens" if tens else "")


def _below(plain: str) -> Cell | None:
    if found := BELOW.fullmatch(plain):
        limit = _kept(Decimal(found["a"] or found["b"]))
        return Cell(Flag.BELOW, limit) if limit is not None else Cell(code="too_big")
    return Cell(Flag.BELOW) if NOT_FOUND.fullmatch(plain) else None


def _absent(plain: str, printed: str) -> Cell | None:
    if NOTHING.fullmatch(plain):
        return Cell(Flag.NOT_MEASURED, reason=f"原表写“{printed}”"[:100])
    if any(word in plain for word in REASONS):
        return Cell(Flag.NOT_MEASURED, reason=printed[:100])
    return None


def _kept(value: Decimal) -> Decimal | None:
    """To five places; binary fractions of a workbook come out as they were typed."""
    return None if abs(value) > MOST else value.quantize(PLACES).normalize() + 0


def in_unit(parameter: str, cell: Cell, unit: str, medium: str) -> Cell:
    """The value in the unit of the standard: µg/m³ but mg/m³ for CO, mg/L in water.

    A value of the air that looks like mg/m³ and names no unit is not taken: nobody can know.
    """
    if cell.value is None or parameter in NO_MASS:
        return cell
    factor = _factor(parameter, unit, medium)
    if factor != 1:
        return Cell(cell.flag, _kept(cell.value * factor), cell.reason, "unit")
    if not unit and parameter in AIR_MASS and 0 < cell.value < 1 and _is_fine(cell.value):
        return Cell(code="unit_doubt")
    return cell


def _factor(parameter: str, unit: str, medium: str) -> Decimal:
    wants_mg = medium != Medium.AIR or parameter == Parameter.CO
    if unit == "mg" and not wants_mg:
        return Decimal(KILO)
    return Decimal(1) / KILO if unit == "ug" and wants_mg else Decimal(1)


def _is_fine(value: Decimal) -> bool:
    """0.016 rather than 0.5."""
    exponent = value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent <= -2


def flaw(parameter: str, value: Decimal | None) -> str:
    """Why a number cannot be that of this parameter."""
    if value is None:
        return ""
    if value < 0 and parameter != Parameter.TEMPERATURE:
        return "negative"
    if parameter == Parameter.PH and value > 14:
        return "impossible"
    return "impossible" if parameter in {Parameter.LD, Parameter.LN} and value > 140 else ""
