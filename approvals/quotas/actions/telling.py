"""The public is told what a book has once something was granted or cut: a notice that a second person publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation

from approvals.quotas import queries
from disclosure.board import board
from envportal.cases.enums import Pollutant

if TYPE_CHECKING:
    from datetime import date, datetime

    from approvals.quotas.models import Book
    from envportal.accounts.models import User

FORM = "quota"
# As the form of the board has them (disclosure/board/data/fields.csv).
NAMES: dict[str, str] = {
    Pollutant.COD: "化学需氧量",
    Pollutant.NH3N: "氨氮",
    Pollutant.SO2: "二氧化硫",
    Pollutant.NOX: "氮氧化物",
    Pollutant.DUST: "颗粒物",
    Pollutant.VOCS: "挥发性有机物",
}


def tell_the_public(book: Book, document: str, *, on: date, by: User, at: datetime) -> None:
    """总量指标余额: whole, used and left of the book as they stand now, by the document that moved them."""
    row: Any = queries.by_book().get(pk=book.pk)
    typed: dict[str, object] = {
        "污染物": NAMES[book.pollutant], "年度": book.year, "区域": row.area.name, "可用总量（吨）": row.whole,
        "已用（吨）": row.whole - row.left, "剩余（吨）": row.left, "依据": document,
    }  # fmt: skip
    with translation.override("zh-hans"):
        notice = board.announce(
            FORM, typed=typed, arose_on=on, by=by, at=at, earlier=row.notice, reason=f"总量有变动：{document}"
        )
    type(book).objects.filter(pk=book.pk).update(notice=notice)
