"""Who may do what on a duty's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from envportal.accounts.rules import codes
from envportal.cases import rules as cases
from envportal.cases.enums import place_of
from envportal.duties.enums import UNDONE, Bearer, Kind, State
from envportal.duties.guards import ByItsProcedure, NotPossible, OutOfOrder
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import User
    from envportal.duties.models import Duty

VIEW, FULFIL, KEEP = "duty.view", "duty.fulfil", "duty.keep"
# Verb → the row of the matrix, and the states in which it is possible.
VERBS: Final[dict[str, tuple[str, frozenset[State]]]] = {
    "tell_done": (FULFIL, frozenset({State.AWAITING, State.OPEN})),
    "accept": (KEEP, UNDONE),
    "send_back": (KEEP, frozenset({State.REPORTED})),
    "hand_over": (KEEP, UNDONE),
    "redate": (KEEP, frozenset({State.AWAITING, State.OPEN})),
    "give_up": (KEEP, UNDONE),
}
# What its bearer does in plain words on the page of the duty; what the law counts, and what a visit advised, is done
# in its procedure.
IN_PLAIN_WORDS: Final = frozenset({
    Kind.CONDITION, Kind.RETURN_VISIT, Kind.SPOT_CHECK, Kind.RE_EXAMINATION, Kind.MONITORING,
    Kind.PROMISE,
})  # fmt: skip


def require(verb: str, user: User, duty: Duty, on: date) -> None:
    """Raise a Refused that says why `user` may not do this with this duty on this day."""
    action, states = VERBS[verb]
    cases.require(user, action, duty.case, on)
    # Who looks after it is the bureau's own affair, whatever the law counts.
    if verb != "hand_over" and duty.kind not in IN_PLAIN_WORDS:
        raise ByItsProcedure(_("这一项在它所属的事项里办理，期限由法律规定，不在这里改。"))
    if duty.state not in states:
        raise OutOfOrder(_("这一步现在不能办：这一项%(state)s。") % {"state": State(duty.state).label})
    if verb == "tell_done" and duty.bearer != Bearer.ENTERPRISE:
        raise OutOfOrder(_("这一项由本局办理。"))
    if verb == "accept" and duty.bearer == Bearer.ENTERPRISE and duty.state == State.AWAITING:
        raise OutOfOrder(_("它等待的事情还没有发生。"))


def may(verb: str, user: User, duty: Duty, on: date) -> bool:
    try:
        require(verb, user, duty, on)
    except Refused:
        return False
    return True


def available(user: User, duty: Duty, on: date) -> list[str]:
    """The verbs this person may do now, in the order of the table."""
    return [verb for verb in VERBS if may(verb, user, duty, on)]


def may_take_over(duty: Duty, to: User) -> None:
    """Somebody else of the same bureau, who may look after such duties."""
    if to.pk == duty.holder_id:
        raise NotPossible(_("责任人已经是这个人。"))
    if not to.is_active or to.bureau_id != duty.case.bureau_id or not codes(to, KEEP):
        raise NotPossible(_("转交给本局可以办理这类事项的人。"))
    if not codes(to, place_of(duty.case.kind).view):
        raise NotPossible(_("这一项在它所属的事项里办理，接手的人要能打开那件事项。"))


def can_take_over(duty: Duty, to: User) -> bool:
    try:
        may_take_over(duty, to)
    except Refused:
        return False
    return True


def is_to_come(due_on: date, today: date) -> None:
    if due_on < today:
        raise NotPossible(_("新的最后一天写今天或者以后的一天。"))


def not_to_come(on: date, today: date) -> None:
    if on > today:
        raise NotPossible(_("日期写今天或者以前的一天。"))
