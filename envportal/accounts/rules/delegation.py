"""委托: who may let whom do what in their name, and for how long.

Inside a bureau no act orders this; the limits are the house's own: written, of named powers, at most thirty days, not
handed on, published. To entrust another authority (行政许可法第24条) is another matter.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from envportal.accounts import queries
from envportal.accounts.enums import NEVER_SUBSTITUTES, OF_ROLE, SUBSTITUTES, DelegatedKind, Power, Role
from envportal.accounts.rules.matrix import codes
from envportal.accounts.rules.persons import has_second_factor
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from envportal.accounts.models import Bureau, Delegation, User

LONGEST: Final = 30
# How many days before it begins it may be given: an absence that is known, not a rule for all time.
AHEAD: Final = 30
# Spans with fewer days than this between them count as one: thirty days do not go on for ever by a weekend off.
ASUNDER: Final = 7
# A report is signed by a leader; a deputy signs in their own right.
NEVER: Final = {Power.SIGN: frozenset({DelegatedKind.REPORT})}


class NotDelegable(Refused):
    """This person may not hand on this power, or only to others, for less, or for a shorter time."""


class NotOpen(Refused):
    """The delegation was decided, or is over."""


def own_powers(user: User) -> list[Power]:
    """What the person may delegate: what they hold by their own role, never what somebody delegated to them."""
    held = set(user.grants.values_list("role", flat=True))
    return [power for power, role in OF_ROLE.items() if role in held and (role != Role.SECTION_HEAD or user.section_id)]


def may_give(
    by: User, bureau: Bureau, holder: User, *, power: str, kinds: Sequence[str], span: tuple[date, date], on: date
) -> None:
    if by.bureau_id != bureau.pk or power not in own_powers(by):
        raise NotYours(_("只能委托自己岗位上的权限，受托的权限不能再委托。"), "delegation.grant")
    _fits(by, holder, power)
    for kind in NEVER.get(Power(power), frozenset()) & set(kinds):
        raise NotDelegable(_("%(kind)s的审批决定由局领导签发，不能委托。") % {"kind": kind.label})
    first, last = span
    if not on <= first <= last < first + timedelta(days=LONGEST):
        raise NotDelegable(_("委托从今天或以后起，最长 %(n)s 天。") % {"n": LONGEST})
    if first > on + timedelta(days=AHEAD):
        raise NotDelegable(_("最早提前 %(n)s 天委托。") % {"n": AHEAD})


def _fits(by: User, holder: User, power: str) -> None:
    """A colleague in the procedure, who does not hold the power anyway."""
    held = set(holder.grants.values_list("role", flat=True))
    is_colleague = holder.pk != by.pk and holder.bureau_id == by.bureau_id and holder.is_active
    if not is_colleague or not held & SUBSTITUTES or held & NEVER_SUBSTITUTES:
        raise NotDelegable(_("只能委托本局办理审批的另一个人。"))
    if OF_ROLE[Power(power)] in held and (power in queries.LEADERS_POWERS or holder.section_id == by.section_id):
        raise NotDelegable(_("%(name)s本来就有这项权限，不用委托。") % {"name": holder.name})
    if not has_second_factor(holder):
        raise NotDelegable(_("%(name)s还没有绑定身份验证器，不能受托。") % {"name": holder.name})


def is_free(is_taken: bool) -> None:
    """The same power does not go to the same person twice for the same days."""
    if is_taken:
        raise NotDelegable(_("这项权限在这段时间已经委托给这个人。"))


def is_short(first: date, last: date, others: Sequence[tuple[date, date]]) -> None:
    """With what joins it before and after, the same power stays with the same person for thirty days at most."""
    in_order = sorted(others)
    for begins, ends in (*in_order, *reversed(in_order)):
        if begins - last <= timedelta(days=ASUNDER) and first - ends <= timedelta(days=ASUNDER):
            first, last = min(first, begins), max(last, ends)
    if (last - first).days >= LONGEST:
        words = {"n": LONGEST, "gap": ASUNDER}
        raise NotDelegable(
            _("连同前后的委托超过 %(n)s 天：同一项权限委托给同一个人，中间不到 %(gap)s 天的连续计算。") % words
        )


def may_decide(by: User, delegation: Delegation) -> None:
    """A leader of the bureau who is neither of the two decides on what a section head delegates."""
    if by.bureau_id != delegation.bureau_id or not codes(by, "delegation.decide"):
        raise NotYours(_("由本局局领导决定。"), "delegation.decide")
    if by.pk in (delegation.giver_id, delegation.holder_id):
        raise NotYours(_("委托人和受托人都不能决定自己的委托。"), "delegation.decide")
    if delegation.ended_at or not delegation.is_waiting:
        raise NotOpen(_("这项委托不等决定。"))


def may_end(by: User, delegation: Delegation, on: date) -> None:
    """Whoever gave it, whoever holds it, and any leader of the bureau."""
    is_one_of_them = by.pk in (delegation.giver_id, delegation.holder_id)
    is_leader = by.bureau_id == delegation.bureau_id and bool(codes(by, "delegation.decide"))
    if not is_one_of_them and not is_leader:
        raise NotYours(_("由委托人、受托人或者局领导终止。"), "delegation.end")
    if delegation.ended_at or delegation.declined_why or delegation.valid_to < on:
        raise NotOpen(_("这项委托已经终止。"))


def may(rule, *args) -> bool:  # type: ignore[no-untyped-def]
    """Whether one of the rules above lets somebody."""
    try:
        rule(*args)
    except Refused:
        return False
    return True
