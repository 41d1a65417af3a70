"""Who may do which verb, and when: one readable table, asked by actions and by pages alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.errands import queries
from approvals.errands.states import ABOVE, WITH_US, Outcome, State, Step
from envportal.accounts import rules as account_rules
from envportal.accounts.queries import applicants_of
from envportal.cases import rules as case_rules
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from datetime import date

    from approvals.errands.models import Errand, Sought
    from envportal.accounts.models import Bureau, Enterprise, User

ANSWER = "errand.answer"
# 免费: said on every page, in the list of contents of every package and in every message.
FREE: Final = "《中华人民共和国生态环境法典》第一百零二条"


class OutOfOrder(Refused):
    """The errand is not in the state this step needs; somebody may have been quicker."""


class MayNotAsk(Refused):
    """The person neither works for the enterprise nor holds its grant."""


class AskedAlready(Refused):
    """An errand of the same for the project is open."""


class NotComplete(Refused):
    """What the bureau above wants is not all there: nothing goes up by halves."""


class DatesDoNotFit(Refused):
    """A day to come, before the package went up, or a term that ends before it begins."""


class AnsweredThere(Refused):
    """The bureau above is of this portal: it enters its own steps."""


@dataclass(frozen=True)
class Verb:
    """A row of the permission matrix, and the states in which the verb is possible."""

    action: str
    states: tuple[State, ...]


VERBS: Final[dict[str, Verb]] = {
    "supply": Verb("errand.ask", (State.PREPARING, State.SUPPLEMENT)),
    "withdraw": Verb("errand.ask", (*WITH_US, *ABOVE)),
    "take": Verb("errand.take", (State.ASKED,)),
    "want": Verb("errand.handle", (State.PREPARING, State.SUPPLEMENT)),
    "put_in": Verb("errand.handle", (State.PREPARING, State.SUPPLEMENT)),
    "send": Verb("errand.handle", (State.PREPARING, State.SUPPLEMENT)),
    "note": Verb("errand.handle", ABOVE),
    "seek": Verb("errand.handle", (State.PREPARING, *ABOVE, State.SUPPLEMENT, State.DECIDED)),
    "answer_sought": Verb("errand.handle", tuple(State)),
    "give_up": Verb("errand.handle", (State.PREPARING, *ABOVE, State.SUPPLEMENT)),
}
# Which step of the bureau above may follow in which state.
FOLLOWS: Final[dict[State, tuple[Step, ...]]] = {
    State.SENT: (Step.RECEIVED, Step.ACCEPTED, Step.SUPPLEMENT, Step.DECIDED),
    State.RECEIVED: (Step.ACCEPTED, Step.SUPPLEMENT, Step.DECIDED),
    State.ACCEPTED: (Step.SUPPLEMENT, Step.DECIDED),
}


def require(name: str, user: User, errand: Errand, on: date) -> None:
    """Raise a Refused that says why `user` may not do the verb on this errand on this day."""
    verb = VERBS[name]
    case_rules.require(user, verb.action, errand.case, on)
    if errand.state not in verb.states:
        raise OutOfOrder(_("这一步现在不能办：本件%(state)s。") % {"state": State(errand.state).label})
    if name == "note" and errand.superior_id is not None:
        raise AnsweredThere(_("上级机关在本门户，由它自己登记办理情况。"))
    if name == "answer_sought" and open_sought(errand) is None:
        raise OutOfOrder(_("没有等答复的委托请求。"))
    if name == "seek" and open_sought(errand) is not None:
        raise OutOfOrder(_("已有一项委托请求在等答复。"))


def may(name: str, user: User, errand: Errand, on: date) -> bool:
    try:
        require(name, user, errand, on)
    except Refused:
        return False
    return True


def available(user: User, errand: Errand, on: date) -> list[str]:
    """The verbs this person may do now, in the order of the table."""
    return [name for name in VERBS if may(name, user, errand, on)]


def open_sought(errand: Errand) -> Sought | None:
    return errand.delegations.filter(outcome="").first()


def may_ask_for(user: User, enterprise: Enterprise, on: date) -> None:
    """Raise unless the person works for the enterprise or for a drafting unit it lets act on this day."""
    if not applicants_of(user, on).filter(pk=enterprise.pk).exists():
        raise MayNotAsk(_("您没有得到%(name)s的授权。") % {"name": enterprise.name})


def is_free(enterprise: Enterprise, name: str, what: str) -> None:
    """Raise while the bureau runs the same errand for the project."""
    before = queries.running(enterprise, name, what)
    if before is not None:
        raise AskedAlready(
            _("“%(name)s”已经请本局代为上报（%(number)s），还没有办完。")
            % {"name": before.title, "number": before.number}
        )


def stands_above(bureau: Bureau, superior: Bureau | None) -> None:
    if superior is not None and not queries.superiors(bureau).filter(pk=superior.pk).exists():
        raise MayNotAsk(_("%(name)s不是本局的上级。") % {"name": superior.name})


def is_complete(errand: Errand) -> None:
    """Raise unless something is asked for and every thing has its file."""
    wanted = errand.items.filter(round=queries.current_round(errand))
    if not wanted.exists():
        raise NotComplete(_("先列出上级机关要什么。"))
    missing = queries.missing(errand)
    if missing:
        raise NotComplete(_("还缺：%(what)s。材料齐了才能上报。") % {"what": "、".join(one.name for one in missing)})


def may_answer(user: User, errand: Errand) -> None:
    """Raise unless the person is of the bureau above and may answer there."""
    if errand.superior_id is None or user.bureau_id != errand.superior_id or not account_rules.codes(user, ANSWER):
        raise NotYours(_("这件事由上级机关登记。"), ANSWER)
    if errand.state not in ABOVE:
        raise OutOfOrder(_("这一步现在不能办：本件%(state)s。") % {"state": State(errand.state).label})


def steps_of(errand: Errand) -> tuple[Step, ...]:
    return FOLLOWS.get(State(errand.state), ())


def fits(errand: Errand, step: str, on: date, due_on: date | None, today: date) -> None:
    """Raise for a step that does not follow, or for a day the bureau above cannot have done it on."""
    if step not in steps_of(errand):
        raise OutOfOrder(_("上级的这一步不能接在“%(state)s”后面。") % {"state": State(errand.state).label})
    sent_at = errand.packages.latest("number").sent_at
    latest = errand.news.filter(at__gte=sent_at).order_by("-on").first()
    if not (latest.on if latest else timezone.localdate(sent_at)) <= on <= today:
        raise DatesDoNotFit(_("日期写上报那天和上一步以后、今天以前的一天。"))
    if due_on is not None and due_on < on:
        raise DatesDoNotFit(_("最后一天不能早于这一步的日期。"))


def term_fits(
    outcome: str, asked_on: date, answered_on: date, term: tuple[date | None, date | None], today: date
) -> None:
    """Raise for an answer before the question or to come, and for a grant without a term."""
    if not asked_on <= answered_on <= today:
        raise DatesDoNotFit(_("答复日期写请求以后、今天以前的一天。"))
    first, last = term
    if outcome == Outcome.GRANTED and (first is None or last is None or last < first):
        raise DatesDoNotFit(_("委托写明从哪一天起、到哪一天，到期日不早于起始日。"))
