"""Who may do which verb, and when: one readable table, asked by actions and by pages alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from approvals.prereview import queries
from approvals.prereview.states import Outcome, State
from envportal.accounts.queries import applicants_of
from envportal.cases import rules as case_rules
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from approvals.prereview.models import PreReview
    from envportal.accounts.models import Bureau, Enterprise, User


class OutOfOrder(Refused):
    """The pre-review is not in the state this step needs; somebody may have been quicker."""


class MayNotAsk(Refused):
    """The person neither works for the enterprise nor holds its grant."""


class ApplicationRuns(Refused):
    """An application of the project is before a bureau: what was filed is not moved back into a pre-review."""


class AskedAlready(Refused):
    """A pre-review of the project is before the bureau."""


class AskedMoreBefore(Refused):
    """The enterprise is asked for more once."""


class AnswerSaysTooLittle(Refused):
    """Who is to mend something is told what; who is sent elsewhere is told where."""


@dataclass(frozen=True)
class Verb:
    """A row of the permission matrix, and when the verb is possible."""

    action: str
    states: frozenset[State] | None = None  # None: when the transition of the same name is available


VERBS: Final[dict[str, Verb]] = {
    "edit": Verb("prereview.ask", frozenset({State.DRAFT})),
    "ask": Verb("prereview.ask"),
    "discard": Verb("prereview.ask"),
    "supply": Verb("prereview.ask"),
    "withdraw": Verb("prereview.ask"),
    "take": Verb("prereview.take"),
    "ask_more": Verb("prereview.answer"),
    "answer": Verb("prereview.answer"),
}


def require(name: str, user: User, found: PreReview, on: date) -> None:
    """Raise a Refused that says why `user` may not do the verb `name` on this pre-review on this day."""
    case_rules.require(user, VERBS[name].action, found.case, on)
    if not _is_ready(name, found):
        raise OutOfOrder(_("这一步现在不能办：本件%(state)s。") % {"state": State(found.state).label})
    if name == "ask_more" and found.more_asked_on is not None:
        raise AskedMoreBefore(_("已请提出单位补充过一次；请按现有材料答复。"))


def may(name: str, user: User, found: PreReview, on: date) -> bool:
    try:
        require(name, user, found, on)
    except Refused:
        return False
    return True


def available(user: User, found: PreReview, on: date) -> list[str]:
    """The verbs this person may do now, in the order of the table."""
    return [name for name in VERBS if _is_ready(name, found) and may(name, user, found, on)]


def _is_ready(name: str, found: PreReview) -> bool:
    states = VERBS[name].states
    return bool(can_proceed(getattr(found, name))) if states is None else found.state in states


def may_ask_for(user: User, enterprise: Enterprise, on: date) -> None:
    """Raise unless the person works for the enterprise or for a drafting unit it lets act on this day."""
    if not applicants_of(user, on).filter(pk=enterprise.pk).exists():
        raise MayNotAsk(_("您没有得到%(name)s的授权。") % {"name": enterprise.name})


def project_is_free(enterprise: Enterprise, bureau: Bureau, project_name: str) -> None:
    """Raise while an application of the same project runs, or another pre-review of it is open here."""
    running = queries.running_application(enterprise, project_name)
    if running is not None:
        raise ApplicationRuns(
            _("“%(name)s”已提出申请（%(number)s），正在办理；申请提出以后不能再转为申请前审查。")
            % {"name": running.title, "number": running.number}
        )
    before = queries.open_pre_review(enterprise, bureau, project_name)
    if before is not None:
        raise AskedAlready(
            _("“%(name)s”的申请前审查（%(number)s）还在办理，请等答复，或者先撤回。")
            % {"name": before.title, "number": before.number}
        )


def says_enough(outcome: str, other_authority: str, points: Sequence[object]) -> None:
    """Raise for an answer that asks for mending without a point, or sends elsewhere without a name."""
    if outcome == Outcome.MEND_FIRST and not points:
        raise AnswerSaysTooLittle(_("先修改再提出申请的，至少写明一项：什么问题、依据哪一条、怎么改。"))
    if outcome == Outcome.OTHER_AUTHORITY and not other_authority:
        raise AnswerSaysTooLittle(_("由其他机关办理的，写明应当找哪个机关。"))
