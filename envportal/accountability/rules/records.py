"""Who may open, answer, decide, appeal, review and close; whoever is in the chain decides on nobody's part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from envportal.accountability import queries
from envportal.accountability.enums import Finding, PartState, Review, State
from envportal.accountability.guards import InTheChain, NotPossible, OutOfOrder, TooEarly, TooLate
from envportal.accountability.rules.grades import range_of
from envportal.accounts.queries import in_force
from envportal.accounts.rules import codes
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from envportal.accountability.models import Part, Responsibility
    from envportal.accounts.models import User
    from envportal.cases.models import Case

VIEW, ANSWER, DECIDE = "accountability.view", "accountability.answer", "accountability.decide"
APPEAL, OPEN, CLOSE = "accountability.appeal", "accountability.open_wrong_case", "accountability.close"
ARTICLE: Final = "公职人员政务处分法第55条"
DAY: Final = "%Y-%m-%d"


def may_open(user: User, case: Case | None) -> None:
    if not codes(user, OPEN) or user.bureau_id is None:
        raise NotYours(_("只有效能监察可以提出建档。"), OPEN)
    if case is None or case.bureau_id != user.bureau_id or case.opened_on is None:
        raise NotPossible(_("本局没有这个编号的案件，请核对。"))


def may_answer(user: User, part: Part) -> bool:
    """False for anybody else: nobody answers for another."""
    if part.person_id != user.pk or not codes(user, ANSWER):
        return False
    _in(part, PartState.ASKED)
    return True


def may_decide(user: User, part: Part, on: date) -> bool:
    """By a leader who is not in the chain and stands in for nobody in it; once the person answered or had the time."""
    if not _is_decider(user, part.responsibility):
        return False
    require_outside(user, part.responsibility, on)
    _in(part, PartState.ASKED, PartState.ANSWERED)
    last = part.responsibility.answer_by
    if part.state == PartState.ASKED and (last is None or on <= last):
        day = last.strftime(DAY) if last else "—"
        raise TooEarly(_("本人还没有说明，说明期限到 %(day)s 为止；期满以前不能认定。") % {"day": day})
    return True


def may_appeal(user: User, part: Part, on: date) -> bool:
    if part.person_id != user.pk or not codes(user, APPEAL):
        return False
    _in(part, PartState.DECIDED)
    if part.appeal_by is not None and on > part.appeal_by:
        raise TooLate(_("申请复核的期限到 %(day)s 为止，已经过了。") % {"day": part.appeal_by.strftime(DAY)}, ARTICLE)
    return True


def may_review(user: User, part: Part, on: date) -> bool:
    """Another decider than the first; of a bureau with one leader the superior's."""
    if not _is_decider(user, part.responsibility):
        return False
    require_outside(user, part.responsibility, on)
    if part.decided_by_id == user.pk:
        raise InTheChain(_("认定是您作的，复核须由另一位局领导或者上级局领导作出。"), ARTICLE)
    _in(part, PartState.APPEALED)
    return True


def may_close(user: User, record: Responsibility, on: date) -> bool:
    """By a supervisor who has no part in it."""
    if not codes(user, CLOSE) or user.bureau_id != record.case.bureau_id or user.pk in queries.people_of(record):
        return False
    if record.state != State.OPEN:
        raise OutOfOrder(_("这份档案已经办结。"))
    if any(not is_final(part, on) for part in record.parts.all()):
        raise OutOfOrder(_("还有人没有认定，或者复核还没有作出、申请复核的期限还没有过。"))
    return True


def is_final(part: Part, on: date) -> bool:
    """Reviewed, or decided and not appealed in time."""
    if part.state == PartState.REVIEWED:
        return True
    return part.state == PartState.DECIDED and part.appeal_by is not None and on > part.appeal_by


def _is_decider(user: User, record: Responsibility) -> bool:
    bureau = record.case.bureau
    return bool(codes(user, DECIDE)) and user.bureau_id in {bureau.pk, bureau.parent_id} and user.bureau_id is not None


def require_outside(user: User, record: Responsibility, on: date) -> None:
    """Raise InTheChain for whoever acted on the case, holds it, or stands in on that day for somebody who did."""
    chain = queries.people_of(record)
    if user.pk in chain:
        raise InTheChain(_("您经办过这个案件，须由没有经手的局领导或者上级局领导认定。"))
    if in_force(on).filter(holder=user, giver__in=chain).exists():
        raise InTheChain(_("您正受经手这个案件的人委托办事，须由另一位局领导认定。"))


def require_measure(part: Part, finding: str, grade: str, on: date) -> None:
    """A measure is one of the lawful range of the cause; who has no part gets none."""
    if finding == Finding.NONE and grade:
        raise NotPossible(_("认定没有责任的，不选处理。"))
    if grade and grade not in {one.code for one in range_of(part.responsibility.cause, on).grades}:
        raise NotPossible(_("这种处理不在本事由的法定幅度内。"))


def require_lighter(part: Part, review: str, grade: str, on: date) -> None:
    """复审、复核不得加重: what is appealed is never made heavier."""
    order = {one.code: one.order for one in range_of(part.responsibility.cause, on).grades}
    if review != Review.LIGHTER:
        if grade:
            raise NotPossible(_("维持或者撤销的，不另选处理。"))
        return
    if not part.grade or order.get(grade, 0) >= order.get(part.grade, 0):
        raise NotPossible(_("减轻的处理要轻于原来的处理；申请复核不得加重。"), ARTICLE)


def _in(part: Part, *states: str) -> None:
    if part.responsibility.state != State.OPEN or part.state not in states:
        raise OutOfOrder(_("这一步现在不能办：%(state)s。") % {"state": PartState(part.state).label})


def steps(user: User, part: Part, on: date) -> list[tuple[str, str]]:
    """The steps that are this person's with a part; one that cannot be taken now with its reason."""
    found: list[tuple[str, str]] = []
    checks: dict[str, Callable[[], bool]] = {
        "answer": lambda: may_answer(user, part), "decide": lambda: may_decide(user, part, on),
        "appeal": lambda: may_appeal(user, part, on), "review": lambda: may_review(user, part, on),
    }  # fmt: skip
    for verb, check in checks.items():
        try:
            if check():
                found.append((verb, ""))
        except OutOfOrder:
            continue
        except Refused as refused:
            found.append((verb, str(refused)))
    return found
