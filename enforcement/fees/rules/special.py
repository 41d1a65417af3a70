"""pH, colour, coliform and chlorine, measured by tonnes of sewage; small dischargers, by heads, beds or tonnes."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from enforcement.fees.guards import NotComputable
from enforcement.fees.rules import tables

PH, COLOUR, COLIFORM, CHLORINE = "pH值", "色度", "大肠菌群数", "余氯量"
NAMES: Final = {
    "PH": PH, "PH值": PH, "色度": COLOUR, "COLOUR": COLOUR, "COLOR": COLOUR, "大肠菌群数": COLIFORM,
    "大肠菌群": COLIFORM, "COLIFORM": COLIFORM, "余氯量": CHLORINE, "余氯": CHLORINE, "CHLORINE": CHLORINE,
}  # fmt: skip
NUMBERS: Final = {COLOUR: "2", COLIFORM: "3", CHLORINE: "4"}
# Their upper ends on the acid side; each band holds its lower end: pH 5 is in 5-6, pH 6 is in none.
ACID: Final = ((1, "1.1"), (2, "1.2"), (3, "1.3"), (4, "1.4"), (5, "1.5"), (6, "1.6"))
# Their lower ends on the other side; each band holds its upper end: pH 10 is in 9-10, pH 9 is in none.
ALKALINE: Final = ((13, "1.1"), (12, "1.2"), (11, "1.3"), (10, "1.4"), (9, "1.5"))
# 畜禽养殖 and hospitals pay by these rows only above this many.
MORE_THAN: Final = {"牛": 50, "猪": 500, "鸡、鸭等家禽": 5000, "医院（消毒）": 20, "医院（不消毒）": 20}


def special_name(name: str) -> str | None:
    return NAMES.get(name.replace(" ", "").upper())


def _value(number: str) -> Fraction:
    rows = tables.rows("pollutant_equivalents")
    return Fraction(
        next(row["equivalent_value"] for row in rows if (row["medium"], row["no"]) == ("water_special", number))
    )


def band_of(ph: Fraction) -> str:
    """The row of the table for a pH; empty from 6 to 9, where nothing is charged."""
    if not 0 <= ph <= 14:
        raise NotComputable(_("pH 值应在 0 到 14 之间。"))
    acid = next((number for end, number in ACID if ph < end), "")
    return acid or next((number for end, number in ALKALINE if ph > end), "")


def divisor(name: str, ph: Fraction | None) -> tuple[Fraction, str]:
    """Tonnes of sewage to one equivalent; nought and why where nothing is charged."""
    if name != PH:
        return _value(NUMBERS[name]), ""
    if ph is None:
        raise NotComputable(_("pH值：写明监测值。"))
    number = band_of(ph)
    return (_value(number), "") if number else (Fraction(0), _("pH 值在 6 到 9 之间，不计征"))


def above_threshold(name: str, quantity: Fraction) -> bool:
    """规模以下不计征: heads and beds that do not exceed the number in the note of the table are not charged."""
    return quantity > MORE_THAN.get(name, 0)
