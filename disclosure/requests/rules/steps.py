"""Who may do which step with a request, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from disclosure.requests import guards
from disclosure.requests.states import ACT, CONFIRMED, OPEN, SUPPLYING, State
from envportal.accounts import rules as accounts
from envportal.cases import rules as cases
from envportal.deadlines import clocks
from envportal.deadlines.enums import ClockState
from envportal.refusals import NotYours
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from datetime import date

    from disclosure.requests.models import Consultation, Request
    from envportal.accounts.models import User

VIEW, TAKE, WORK, SIGN = "request.view", "request.take", "request.work", "request.sign"
EXTEND, IDENTITY, PUBLISH = "request.extend", "request.identity", "request.publish"
# Verb → the row of the matrix and the states it is possible in; what else it needs is asked below.
VERBS: Final[dict[str, tuple[str, frozenset[State]]]] = {
    "confirm": (TAKE, frozenset({State.SENT})),
    "clarified": (TAKE, frozenset({State.CLARIFYING})),
    "explained": (TAKE, frozenset({State.RECEIVED})),
    "draft": (WORK, frozenset({State.RECEIVED})),
    "sign": (SIGN, frozenset({State.DRAFTED})),
    "send_back": (SIGN, frozenset({State.DRAFTED})),
    "ask": (WORK, frozenset({State.RECEIVED})),
    "consult": (WORK, frozenset({State.RECEIVED})),
    "extend": (EXTEND, frozenset({State.RECEIVED, State.DRAFTED})),
    "explain": (WORK, frozenset({State.RECEIVED})),
    "give_up": (WORK, frozenset({State.CLARIFYING})),
    "withdraw": (TAKE, OPEN),
    "same": (WORK, frozenset(State)),
    "contest": (WORK, frozenset(State) - {State.SENT}),
    "publish": (PUBLISH, frozenset({State.ANSWERED})),
}
ASK_WITHIN, REPLY, THIRD = (
    clocks.Matter.INFORMATION_CLARIFY, clocks.Matter.INFORMATION_REPLY, clocks.Matter.INFORMATION_THIRD_PARTY,
)  # fmt: skip


def require_enter(user: User) -> None:
    """A request on paper or at the counter is entered by the window or the information office of a bureau."""
    if user.bureau_id is None or not accounts.codes(user, TAKE):
        raise NotYours(_("登记信息公开申请的是窗口或者政府信息公开工作机构。"), TAKE)


def require(verb: str, user: User, request: Request, on: date) -> None:
    row, _states = VERBS[verb]
    cases.require(user, row, request.case, on)
    if not _is_possible(verb, request):
        raise guards.OutOfOrder(_("这一步现在不能办：本件“%(state)s”。") % {"state": State(request.state).label})


def available(user: User, request: Request, on: date) -> list[str]:
    """The verbs open to somebody now."""
    return [
        verb for verb, (row, _states) in VERBS.items()
        if _is_possible(verb, request) and cases.may(user, row, request.case, on)
    ]  # fmt: skip


def _is_possible(verb: str, request: Request) -> bool:
    if request.state not in VERBS[verb][1]:
        return False
    once = {"ask": "clarification", "extend": "extension", "explain": "explaining"}.get(verb)
    if once is not None:
        return not hasattr(request, once)
    if verb == "explained":
        return hasattr(request, "explaining") and request.explaining.came_on is None
    if verb == "publish":
        return request.answer_given.outcome in SUPPLYING
    flows = {"draft": request.draft, "sign": request.answer, "send_back": request.send_back}
    return can_proceed(flows[verb]) if verb in flows else True


def require_work(user: User, request: Request, on: date) -> None:
    """What comes of a consultation is entered by who handles the request, while it is open."""
    cases.require(user, WORK, request.case, on)
    if request.state != State.RECEIVED:
        raise guards.OutOfOrder(_("这一步现在不能办：本件“%(state)s”。") % {"state": State(request.state).label})


def require_sign_consultation(user: User, request: Request, consultation: Consultation, on: date) -> None:
    """A letter to a third party goes out, and the time stands still, when a second person confirms it."""
    cases.require(user, SIGN, request.case, on)
    if request.state != State.RECEIVED:
        raise guards.OutOfOrder(_("这一步现在不能办：本件“%(state)s”。") % {"state": State(request.state).label})
    require_second_person(user, consultation.drafted_by_id, _("征求意见书"))


def last_day_to_ask(request: Request) -> date:
    assert request.received_on is not None  # noqa: S101  the states it may be asked in have one
    return clocks.due_day(request.case.bureau, ASK_WITHIN, "", on=request.received_on)


def may_explain_until(request: Request, on: date) -> date | None:
    """Who was asked for reasons has as long as for a clarification; None where they have spoken or it is over.

    The law names no time: the bureau's own rule.
    """
    asked = getattr(request, "explaining", None)
    if asked is None or asked.came_on is not None:
        return None
    until = clocks.due_day(request.case.bureau, clocks.Matter.INFORMATION_CLARIFIED, "", on=asked.asked_on)
    return until if on <= until else None


def require_in_time_to_ask(request: Request, on: date) -> None:
    """What is unclear is asked within seven working days of the receipt, once, and not later."""
    last = last_day_to_ask(request)
    if on > last:
        told = {"day": days.short(last)}
        raise guards.AskedTooLate(
            _("一次性告知补正的最后一天是 %(day)s，已经过了：按现有内容答复。") % told, f"{ACT}第30条"
        )


def require_end_known(request: Request) -> None:
    """While the time stands still for a letter that has not arrived, nobody can tell the applicant a last day."""
    clock = clocks.open_clock(request.case, REPLY)
    if clock is not None and clock.state == ClockState.PAUSED:
        raise guards.StillConsulting(
            _("征求意见书还没有送到，停止计时中，说不出延长后的最后一天：对方收到以后再延长。"), f"{ACT}第33条"
        )


def require_day(on: date, today: date, *, since: date, word: str) -> None:
    """A day somebody types lies between what went before and today."""
    if not since <= on <= today:
        told = {"word": word, "first": days.short(since), "last": days.short(today)}
        raise guards.NotPossible(_("%(word)s写 %(first)s 到 %(last)s 之间的一天。") % told)


def require_given_up(request: Request, on: date) -> None:
    until = request.clarification.until
    if on <= until:
        told = {"day": days.short(until)}
        raise guards.StillTime(_("补正期限到 %(day)s，过后才能视为放弃。") % told, f"{ACT}第30条")


def is_waiting(consultation: Consultation, on: date) -> bool:
    """Its party may still answer: not sent yet, not reached, or within its fifteen working days."""
    if consultation.opinion:
        return False
    return consultation.due_on is None or on <= consultation.due_on


def require_heard(consultations: list[Consultation], on: date) -> None:
    """Nobody is answered while a party that was asked may still speak; who is silent is waited for no longer."""
    waiting = [one.name for one in consultations if is_waiting(one, on)]
    if waiting:
        told = {"names": "、".join(waiting)}
        raise guards.StillConsulting(_("还在等意见：%(names)s。对方答复或者期满以后再拟答复。") % told, f"{ACT}第32条")


def require_other_than_holder(user: User, request: Request) -> None:
    """The head of the information office agrees to more time for somebody, not for themselves."""
    if user.pk == request.case.holder_id:
        raise guards.SamePerson(_("延长由经办人以外的负责人同意。"), f"{ACT}第33条")


def require_second_person(user: User, drafter: int | None, word: str) -> None:
    if user.pk == drafter:
        raise guards.SamePerson(_("%(word)s由另一个人办，起草的人不能自己签。") % {"word": word})


def needs_confirmation(channel: str) -> bool:
    return channel in CONFIRMED


def require_often_asked(asked: int, *, is_suggested: bool) -> None:
    """第44条: by several applicants, or where an applicant suggests it."""
    if asked < 2 and not is_suggested:
        raise guards.NotOftenAsked(
            _("只有一人申请过这份信息，申请人也没有建议主动公开；再有人申请时，先登记为“相同信息”。"), f"{ACT}第44条"
        )
