"""容缺受理: what an application promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from approvals.applications.models import Application, LaterMaterial


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
