"""Lines of a sheet of payments: which column is what, and what each cell says."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from enforcement.fees.actions.paying import Receipt
from envportal.web.forms import ChineseDateField
from envportal.web.forms.text import narrow, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

COLUMNS: dict[str, tuple[str, ...]] = {
    "receipt": ("票据号", "缴款书号", "流水号", "receipt"),
    "fen": ("金额", "缴款额", "amount"),
    "paid_on": ("日期", "时间", "date"),
    "told": ("通知单", "案件编号", "编号", "number"),
    "payer": ("缴款单位", "付款人", "企业", "payer"),
}
NEEDED = ("receipt", "fen", "paid_on")
AMOUNT = re.compile(r"\d{1,11}(\.\d{1,2}0*)?", re.ASCII)


class BadLine(ValueError):
    """Why a line is not taken, in words."""


def read(cells: Sequence[str], at: Mapping[str, int], today: date) -> Receipt:
    """Raises BadLine with what is wrong first."""
    said = {name: narrow(tidy(cells[n])).strip() if n < len(cells) else "" for name, n in at.items()}
    if not said["receipt"]:
        raise BadLine(_("没有写票据号"))
    return Receipt(
        said["receipt"][:60], _fen(said["fen"]), _day(said["paid_on"], today), said.get("payer", "")[:120],
        # Brackets of numbers were made narrow with the rest of the cell.
        _bracketed(said.get("told", ""))[:60],
    )  # fmt: skip


def _bracketed(said: str) -> str:
    return re.sub(r"[\[(](\d{4})[\])]", r"〔\1〕", said).replace(" ", "")


def _fen(said: str) -> int:
    digits = said.replace(",", "").removesuffix("元").strip()
    if not AMOUNT.fullmatch(digits) or not Decimal(digits):
        raise BadLine(_("金额“%(said)s”不对：写大于 0 的元数，小数最多两位") % {"said": said[:40]})
    return int(Decimal(digits) * 100)


def _day(said: str, today: date) -> date:
    try:
        day: date = ChineseDateField().clean(said.partition(" ")[0])
    except ValidationError as error:
        raise BadLine(str(error.messages[0])) from None
    if day > today:
        raise BadLine(_("日期 %(said)s 还没有到") % {"said": said})
    return day
