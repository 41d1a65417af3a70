"""Who may do which verb, and what the law asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from approvals.aftercare.guards import Ended, NotPossible, OutOfOrder
from approvals.aftercare.models import Aftercare
from approvals.aftercare.states import State
from envportal.accounts.rules import codes
from envportal.cases import rules as cases
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import User

VIEW, LIST, REPORT, RECORD = "aftercare.view", "aftercare.view_list", "aftercare.report", "aftercare.record"
CHECK, JUDGE, ANSWER, PLAN = "aftercare.check", "aftercare.judge", "aftercare.answer", "aftercare.plan"
# Verb → the row of the matrix.
VERBS: Final[dict[str, str]] = {
    "report": REPORT,
    "lengthen": REPORT,
    "split": REPORT,
    "declare_change": REPORT,
    "ask_re_examination": REPORT,
    "report_duty": REPORT,
    "name_new": REPORT,
    "record": RECORD,
    "check": CHECK,
    "judge_change": JUDGE,
    "propose_answer": JUDGE,
    "answer": ANSWER,
}


def require(verb: str, user: User, care: Aftercare, on: date) -> None:
    """Raise a Refused that says why `user` may not do this with this aftercare on this day."""
    cases.require(user, VERBS[verb], care.case, on)
    if care.state == State.ENDED:
        raise Ended(_("批准已经终止，批后监管随之结束。"))
    if verb == "answer":
        _another(user, care)


def _another(user: User, care: Aftercare) -> None:
    """Who proposed the answer does not sign it."""
    waiting = care.re_examinations.filter(answered_on=None).first()
    if waiting is None or waiting.proposed_by_id is None:
        raise OutOfOrder(_("没有等待签发的重新审核答复。"))
    if waiting.proposed_by_id == user.pk:
        raise NotYours(_("答复由拟稿人以外的人签发。"), ANSWER)


def may(verb: str, user: User, care: Aftercare, on: date) -> bool:
    try:
        require(verb, user, care, on)
    except Refused:
        return False
    return True


def may_plan(user: User) -> None:
    if not codes(user, PLAN) or user.bureau_id is None:
        raise NotYours(_("批后监管的安排不由您设定。"), PLAN)


def may_adopt(user: User) -> None:
    if not codes(user, RECORD) or user.bureau_id is None:
        raise NotYours(_("以前的批准不由您登记。"), RECORD)


def not_known(document_number: str, user: User) -> None:
    """One approval is followed once, whether it was given here or entered from its papers."""
    if Aftercare.objects.filter(document_number=document_number, case__bureau=user.bureau_id).exists():
        raise NotPossible(_("这份批复已经在批后监管里了，请核对文号。"))


def on_a_day(on: date, today: date) -> None:
    if on > today:
        raise NotPossible(_("日期写今天或者以前的一天。"))
