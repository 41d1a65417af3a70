"""Lines of a spreadsheet of grants: which column is what, and what each cell says."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from approvals.quotas.models import plain
from approvals.quotas.rules import EARLIEST
from envportal.cases.enums import Pollutant
from envportal.web.forms import ChineseDateField
from envportal.web.forms.text import narrow, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from approvals.quotas.models import Area

COLUMNS: dict[str, tuple[str, ...]] = {
    "area": ("区域", "地区", "area"),
    "pollutant": ("污染物", "pollutant"),
    "year": ("年度", "年份", "year"),
    "amount": ("数量", "下达量", "指标", "吨", "tonnes"),
    "on": ("日期", "时间", "date"),
    "document": ("文号", "依据", "document"),
    "reason": ("说明", "备注", "note"),
}
NEEDED = ("area", "pollutant", "year", "amount", "on", "document")
AMOUNT = re.compile(r"\d{1,10}(\.\d{1,4})?")
# What else people write for a pollutant, beside its code and its name.
ALSO = {
    "cod": "cod",
    "化学需氧量": "cod",
    "nh3-n": "nh3n",
    "vocs": "vocs",
    "挥发性有机物": "vocs",
    "烟粉尘": "dust",
    "nox": "nox",
}


class BadLine(ValueError):
    """Why a line is not taken, in words."""


@dataclass(frozen=True)
class Grant:
    """What a line says."""

    area: Area
    pollutant: str
    year: int
    amount: Decimal
    on: date
    document: str
    reason: str

    @property
    def key(self) -> str:
        """The same grant, however often and in whatever file it comes."""
        told = (
            self.area.bureau_id, self.area.code, self.pollutant, self.year, plain(self.amount), self.on.isoformat(),
            self.document,
        )  # fmt: skip
        return hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()


def read(cells: Sequence[str], at: Mapping[str, int], areas: Mapping[str, Area], today: date) -> Grant:
    """Raises BadLine with what is wrong first."""
    said = {name: narrow(tidy(cells[n])).strip() if n < len(cells) else "" for name, n in at.items()}
    return Grant(
        area=_area(said["area"], areas), pollutant=_pollutant(said["pollutant"]), year=_year(said["year"]),
        amount=_amount(said["amount"]), on=_day(said["on"], today), document=_document(said["document"]),
        reason=said.get("reason", "")[:300],
    )  # fmt: skip


def _area(said: str, areas: Mapping[str, Area]) -> Area:
    if said not in areas:
        raise BadLine(_("区域“%(said)s”没有登记") % {"said": said})
    return areas[said]


def _pollutant(said: str) -> str:
    names = {narrow(str(one.label)).lower(): one.value for one in Pollutant} | {
        one.value: one.value for one in Pollutant
    }
    found = names.get(said.lower()) or ALSO.get(said.lower())
    if found is None:
        raise BadLine(_("污染物“%(said)s”不认识") % {"said": said})
    return found


def _year(said: str) -> int:
    digits = said.removesuffix("年")
    if not digits.isdecimal() or not EARLIEST <= int(digits) <= 2100:
        raise BadLine(_("年度“%(said)s”不对，例如 2026") % {"said": said})
    return int(digits)


def _amount(said: str) -> Decimal:
    digits = said.replace(",", "").removesuffix("吨").strip()
    if not AMOUNT.fullmatch(digits) or not Decimal(digits):
        raise BadLine(_("数量“%(said)s”不对：写大于 0 的吨数，小数最多四位") % {"said": said})
    return Decimal(digits)


def _day(said: str, today: date) -> date:
    try:
        day: date = ChineseDateField().clean(said.partition(" ")[0])
    except ValidationError as error:
        raise BadLine(str(error.messages[0])) from None
    if day > today:
        raise BadLine(_("日期 %(said)s 还没有到") % {"said": said})
    return day


def _document(said: str) -> str:
    if not said:
        raise BadLine(_("没有写文号"))
    return said[:100]
