"""Who may do which verb, and when: one readable table, asked by actions and by pages alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from approvals.funds import queries
from approvals.funds.states import State
from envportal.accounts import rules as account_rules
from envportal.accounts.queries import applicants_of
from envportal.cases import rules as case_rules
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from approvals.funds.models import Application, Programme
    from envportal.accounts.models import Enterprise, User

KEEP, PUBLISH = "fund.keep", "fund.publish"
# Verb → the row of the matrix, and the transition it needs ("" for none but the state GRANTED).
VERBS: Final[dict[str, tuple[str, str]]] = {
    "hand_in": ("fund.ask", "hand_in"), "withdraw": ("fund.ask", "withdraw"), "take": ("fund.take", "take"),
    "advise": ("fund.handle", "hand_in"), "send_back": ("fund.review", "send_back"),
    "recommend": ("fund.review", "recommend"), "decline": ("fund.review", "decline"),
    "note_decision": ("fund.handle", "grant"), "note_payment": ("fund.handle", "pay_out"),
    "check_result": ("fund.review", "check_result"),
}  # fmt: skip
# What somebody else than the officer who helped does.
BY_ANOTHER: Final = ("send_back", "recommend", "decline", "check_result")


class OutOfOrder(Refused):
    """The application is not in the state this step needs; somebody may have been quicker."""


class MayNotAsk(Refused):
    """The person neither works for the enterprise nor holds its grant."""


class WindowClosed(Refused):
    """The programme takes no application on this day."""


class AskedAlready(Refused):
    """The enterprise has asked for money for the same thing."""


class HelpedOneself(Refused):
    """Who helped to write it does not review it; who wrote a programme does not publish it."""


class SumsDoNotFit(Refused):
    """More was paid than was granted, or on a day that cannot be."""


def require(verb: str, user: User, found: Application, on: date) -> None:
    """Raise a Refused that says why `user` may not do the verb on this application on this day."""
    row, transition = VERBS[verb]
    case_rules.require(user, row, found.case, on)
    if not can_proceed(getattr(found, transition)):
        raise OutOfOrder(_("这一步现在不能办：本件%(state)s。") % {"state": State(found.state).label})
    if verb in BY_ANOTHER and user.pk == found.case.holder_id:
        raise HelpedOneself(_("指导企业的人不能审核自己指导的申请，请另一人办。"))
    if verb == "hand_in":
        is_open(found.programme, on)


def may(verb: str, user: User, found: Application, on: date) -> bool:
    try:
        require(verb, user, found, on)
    except Refused:
        return False
    return True


def available(user: User, found: Application, on: date) -> list[str]:
    """The verbs this person may do now, in the order of the table."""
    return [verb for verb in VERBS if may(verb, user, found, on)]


def is_open(programme: Programme, on: date) -> None:
    """Raise unless the programme is published and takes applications on this day, the last one included."""
    if programme.published_at is None or not programme.opens_on <= on <= programme.closes_on:
        raise WindowClosed(
            _("这项资金的申请时间是 %(first)s 到 %(last)s。")
            % {"first": programme.opens_on, "last": programme.closes_on}
        )


def may_ask(user: User, enterprise: Enterprise, programme: Programme, name: str, on: date) -> None:
    if not applicants_of(user, on).filter(pk=enterprise.pk).exists():
        raise MayNotAsk(_("您没有得到%(name)s的授权。") % {"name": enterprise.name})
    is_open(programme, on)
    before = queries.running(enterprise, programme, name)
    if before is not None:
        raise AskedAlready(_("这个项目已经申请这项资金（%(number)s）。") % {"number": before.case.number})


def is_of(user: User, programme: Programme, action: str) -> None:
    """Raise NotYours unless the person may do this with a programme of their own bureau."""
    if user.bureau_id != programme.bureau_id or not account_rules.codes(user, action):
        raise NotYours(_("这件事不在您的办理范围内，请找经办人或本科室负责人。"), action)


def may_publish(user: User, programme: Programme) -> None:
    is_of(user, programme, PUBLISH)
    if programme.published_at is not None:
        raise OutOfOrder(_("这项资金已经公布。"))
    if user.pk == programme.made_by_id:
        raise HelpedOneself(_("起草的人不能自己公布，请另一人公布。"))


def may_publish_results(user: User, programme: Programme, on: date) -> None:
    is_of(user, programme, PUBLISH)
    if programme.published_at is None or programme.results_at is not None or on <= programme.closes_on:
        raise OutOfOrder(_("申请截止以后、结果还没有公布的，才公布结果。"))


def fits(found: Application, amount: Decimal, on: date, today: date) -> None:
    """Raise for a payment beyond what was granted, before the decision, or to come."""
    left = (found.granted or queries.NOTHING) - queries.paid(found)
    if amount > left:
        raise SumsDoNotFit(_("批准的资金还有 %(left)s 元没有到账，不能登记更多。") % {"left": left})
    if found.decided_on is None or not found.decided_on <= on <= today:
        raise SumsDoNotFit(_("到账日期写决定以后、今天以前的一天。"))


def decided_when_it_could(found: Application, on: date, today: date) -> None:
    if found.reviewed_on is None or not found.reviewed_on <= on <= today:
        raise SumsDoNotFit(_("决定日期写推荐以后、今天以前的一天。"))
