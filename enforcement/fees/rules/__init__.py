"""Who may do which verb with a fee, and when; the arithmetic stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from enforcement.fees.guards import END, FEE_LAW, NotComputable, NothingDemandable, NotPossible, OutOfOrder
from enforcement.fees.models.fees import TAX_SINCE
from enforcement.fees.rules import tables
from enforcement.fees.states import Answer, State
from envportal.accounts.queries import applicants_of
from envportal.accounts.rules import codes
from envportal.cases import rules as cases
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from datetime import date

    from enforcement.fees.models import Fee
    from envportal.accounts.models import Bureau, Enterprise, User

VIEW, DECLARE, VERIFY, OBJECT = "fee.view", "fee.declare", "fee.verify", "fee.object"
DEMAND, PAY, RELIEVE, REFUND = "fee.issue_notice", "fee.record_payment", "fee.relieve", "fee.refund"
WRITE_OFF, APPROVE = "fee.write_off", "fee.approve_write_off"
# Verb → the row of the matrix; when it is possible, the flow and the account say.
VERBS: Final[dict[str, str]] = {
    "verify": VERIFY, "object": OBJECT, "recheck": VERIFY, "demand": DEMAND, "pay": PAY, "relieve": RELIEVE,
    "accrue": PAY, "refund": REFUND, "hand_over": VERIFY, "ask_write_off": WRITE_OFF, "answer_write_off": APPROVE,
}  # fmt: skip
# Of these the flow does not know; the account has to be there, and one side of it not empty.
SIDES: Final = {"pay": "", "relieve": "receivable", "accrue": "receivable", "refund": "overpaid"}


def may_declare(user: User, enterprise: Enterprise, bureau: Bureau, on: date) -> None:
    """An enterprise for itself, a drafting unit for those that let it act that day, a clerk for any of the bureau's."""
    is_inside = user.enterprise_id is None and user.bureau_id == bureau.pk
    acts = user.enterprise_id is not None and applicants_of(user, on).filter(pk=enterprise.pk).exists()
    if not codes(user, DECLARE) or not (is_inside or acts):
        raise NotYours(_("排污费由排污单位或者本局财务人员申报。"), DECLARE)


def may_book(user: User) -> None:
    if not codes(user, PAY) or user.bureau_id is None:
        raise NotYours(_("缴款由本局财务人员登记。"), PAY)


def require(name: str, user: User, fee: Fee, on: date) -> None:
    cases.require(user, VERBS[name], fee.case, on)
    if fee.is_taxed and name != "hand_over":
        raise NothingDemandable(_("2018 年 1 月 1 日起的排放改征环境保护税，本局不核定、不收缴、不减免。"), END)
    if not possible(name, fee):
        raise OutOfOrder(_("这一步现在不能办：本件“%(state)s”。") % {"state": State(fee.state).label})


def possible(name: str, fee: Fee) -> bool:
    if name == "hand_over":
        return fee.is_taxed and can_proceed(fee.hand_over)
    if name in {"ask_write_off", "answer_write_off"}:
        waits = not fee.is_taxed and fee.write_offs.filter(answer=Answer.WAITING).exists()
        return waits if name == "answer_write_off" else _is_owed(fee) and not waits
    if name not in SIDES:
        return not fee.is_taxed and can_proceed(getattr(fee, name))
    if fee.state not in {State.DEMANDED, State.SETTLED}:
        return False
    return not SIDES[name] or getattr(fee.account, SIDES[name]) != 0


def _is_owed(fee: Fee) -> bool:
    return fee.state == State.DEMANDED and fee.account.owed > 0


def available(user: User, fee: Fee, on: date) -> list[str]:
    """The verbs open to somebody now."""
    return [name for name, row in VERBS.items() if possible(name, fee) and cases.may(user, row, fee.case, on)]


# DAYS ---------------------------------------------------------------------------------
def one_regime(first: date, last: date) -> None:
    if last < first or first < tables.FIRST:
        raise NotPossible(_("核定时段从 2003 年 7 月起，止不早于起。"))
    if first < TAX_SINCE <= last:
        raise NotPossible(_("2018 年 1 月前后的排放分两件申报：此前缴排污费，此后由税务机关征税。"), END)


def within_period(month: date, first: date, last: date) -> None:
    if not first <= month <= last:
        raise NotComputable(_("%(year)s 年 %(month)s 月不在核定时段内。") % {"year": month.year, "month": month.month})


def ended(last: date, today: date) -> None:
    if (today.year, today.month) <= (last.year, last.month):
        raise NotPossible(_("时段结束以后再申报。"))


def in_time(on: date, last_day: date) -> None:
    """7 日: on the last day it is in time, on the day after not."""
    if on > last_day:
        raise OutOfOrder(_("申请复核的 7 日期限已过。"), FEE_LAW)


def window_over(fee: Fee, on: date, last_day: date) -> None:
    """Nobody is asked to pay while he may still object."""
    if fee.state == State.VERIFIED and on <= last_day:
        raise OutOfOrder(_("申请复核的 7 日期限还没有过，期满再发缴纳通知。"), FEE_LAW)


def second_person(user: User, *others: int | None) -> None:
    """Four eyes: who verified does not demand or check again; who booked does not pay back."""
    if user.pk in others:
        raise NotYours(_("这一步由没有经手前一步的人办。"))


def relief_decided(on: date, today: date) -> None:
    if on >= TAX_SINCE:
        raise NothingDemandable(_("2018 年 1 月 1 日起不再作出减缴、免缴、缓缴决定。"), END)
    on_a_day(on, today)


def on_a_day(on: date, today: date) -> None:
    if on > today:
        raise NotPossible(_("日期写今天或者以前的一天。"))
