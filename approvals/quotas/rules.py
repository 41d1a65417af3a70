"""Who may do what in the ledger, and what may be chosen together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from approvals.quotas.guards import NotSuitable
from envportal.accounts.rules import codes
from envportal.cases import rules as cases
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from approvals.quotas.models import Area, Book
    from envportal.accounts.models import User
    from envportal.cases.models import Case

VIEW, KEEP, DECIDE, ASK = "quota.view", "quota.keep", "quota.adjust_cap", "quota.request_upward"
ASSESS = "quota.assess"
EARLIEST: Final = 2006  # the first plan with binding totals


def require(user: User | AnonymousUser, action: str, area: Area) -> None:
    """Raise NotYours unless the person may do this with the quotas of this area's bureau."""
    if not codes(user, action) or not user.is_authenticated or user.bureau_id != area.bureau_id:
        raise NotYours(_("这个区域的总量指标不由您办理。"), action)


def may_on(user: User, action: str, case: Case, on: date) -> None:
    """Raise unless the person may do this on the case, which is still before the bureau."""
    cases.require(user, action, case, on)
    if case.closed_on is not None:
        raise NotSuitable(_("本件已办结，不能再改需要的指标。"))


def on_a_day(on: date, today: date) -> None:
    if on > today:
        raise NotSuitable(_("日期写今天或者以前的一天。"))


def same_pollutant(one: Book, other: Book) -> None:
    if one.pollutant != other.pollutant or one.pk == other.pk:
        raise NotSuitable(_("只能在同一种污染物的两个账户之间调剂。"))
