"""容缺受理: what a bureau lets follow, by the list it published, and what an application promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envportal.documents.enums import Library
from envportal.documents.queries import wording as words

if TYPE_CHECKING:
    from datetime import date

    from approvals.applications.models import Application, LaterMaterial
    from envportal.accounts.models import Bureau
    from envportal.documents.queries.wording import Block


def may_follow(bureau: Bureau, on: date) -> list[Block]:
    """The secondary materials of the list in force on a day; a bureau that published none lets nothing follow.

    The catalogue of materials is to mark them itself; its list then takes this one's place here.
    """
    return words.library(words.whose(bureau), on, Library.LATER)


def promised(application: Application) -> list[LaterMaterial]:
    return list(application.later_materials.select_related("document"))


def promised_in_words(application: Application) -> list[str]:
    """Each promise as the letter of acceptance names it."""
    return [
        f"{one.title}：承诺受理后 {one.days} 个工作日内补交，"
        f"最后一天 {one.due_on.year}年{one.due_on.month}月{one.due_on.day}日（{one.rule}）"
        for one in application.later_materials.filter(filed_on=None, due_on__isnull=False)
        if one.due_on is not None
    ]
