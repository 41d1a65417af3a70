"""A published penalty that no longer stands: who says so, and by when its notice is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.board import guards
from disclosure.board.enums import Kind
from disclosure.board.rules.steps import is_overturned, require_correct, require_standing
from envportal.deadlines.clocks import calendar_of

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from disclosure.board.models import Notice
    from envportal.accounts.models import User

DAYS = 3
BASIS = "《行政处罚法》第四十八条第二款、第八十五条"


def require_overturn(user: User | AnonymousUser | None, notice: Notice) -> None:
    """An editor of the bureau says so, once, of a penalty that is public."""
    require_standing(notice)
    if is_overturned(notice):
        raise guards.NotPending(_("已经登记过了，请局领导在期限内撤回公示。"), BASIS)
    require_correct(user, notice)
    if notice.kind != Kind.PENALTY:
        raise guards.NotPending(_("只有行政处罚的公示按“变更、撤销、确认违法或者无效”登记。"))


def require_day(on: date, notice: Notice, today: date) -> None:
    """Not before the penalty itself, and not in the future."""
    if not (notice.arose_on or on) <= on <= today:
        raise guards.NotPending(_("生效日期在处罚决定之后、今天或者以前。"))


def withdraw_by(on: date, bureau_id: int | None) -> date:
    """Three working days, the day itself not counted."""
    return calendar_of(bureau_id).add(on, DAYS)
