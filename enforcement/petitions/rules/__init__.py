"""Who may do which verb with a petition, when, and what each asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from enforcement.petitions import queries
from enforcement.petitions.guards import REGULATION, NotPossible, OutOfOrder, SamePerson, TellsWho, TooLate
from enforcement.petitions.states import NEW, OPEN, Conclusion, Kind, Satisfied, Stage, State
from envportal.accounts.rules import codes
from envportal.cases import rules as cases
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from enforcement.petitions.models import Petition
    from envportal.accounts.models import User

VIEW, REGISTER, ROUTE, HANDLE = queries.VIEW, "petition.register", "petition.route", "petition.handle"
MERGE, EXTEND, REOPEN, REVIEW = "petition.merge", "petition.extend", "petition.reopen", "petition.review"
SEE = "petition.see_reporter"
# Verb → the row of the matrix, in the order a page offers them.
VERBS: Final[dict[str, str]] = {
    "route": ROUTE,
    "accept": HANDLE,
    "answer": HANDLE,
    "review": REVIEW,
    "grant_extension": EXTEND,
    "reopen": REOPEN,
    "settle": REOPEN,
    "ask_visit": HANDLE,
    "mediate": HANDLE,
    "merge": MERGE,
    "ask_extension": HANDLE,
    "submit_result": HANDLE,
    "ask_review": REGISTER,
    "correct": ROUTE,
    "link": HANDLE,
    "decline": HANDLE,
    "direct": HANDLE,
    "move": ROUTE,
    "send_out": ROUTE,
    "see_reporter": SEE,
}
MOST_ADDITIONS = 10
HANDLED = frozenset({State.HANDLING})
REVIEWED = frozenset({State.REVIEWED, State.CONCLUDED})


def _has_bad_answer(petition: Petition) -> bool:
    answer = queries.last_answer(petition)
    return answer is not None and answer.satisfied == Satisfied.NO and not answer.settled_why


def _reopens(petition: Petition) -> bool:
    """After an answer somebody is not satisfied with, or one that a review, the last one too, revoked."""
    review = queries.last_review(petition)
    revoked = petition.state in REVIEWED and review is not None and review.conclusion == Conclusion.REVOKED
    return can_proceed(petition.reopen) and (
        revoked or (petition.state != State.CONCLUDED and _has_bad_answer(petition))
    )


def _asks_review(petition: Petition) -> bool:
    return petition.kind == Kind.PETITION and (can_proceed(petition.ask_review) or can_proceed(petition.ask_recheck))


# When a verb is possible where the flow alone does not say.
POSSIBLE: Final[dict[str, Callable[[Petition], bool]]] = {
    "correct": lambda one: one.state in OPEN,
    "ask_visit": lambda one: one.state in HANDLED,
    "mediate": lambda one: one.state in HANDLED | {State.ANSWERED, State.REVIEWED},
    "link": lambda _one: True,
    "see_reporter": lambda one: not one.is_anonymous,
    "ask_extension": lambda one: one.state in HANDLED and queries.open_extension(one) is None,
    "grant_extension": lambda one: one.state in HANDLED and queries.open_extension(one) is not None,
    "submit_result": lambda one: one.state in {State.ANSWERED, State.REVIEWED, State.CONCLUDED},
    "settle": lambda one: one.state in {State.ANSWERED, State.REVIEWED, State.CONCLUDED} and _has_bad_answer(one),
    "reopen": _reopens,
    "ask_review": _asks_review,
    "review": lambda one: one.state in {State.IN_REVIEW, State.IN_RECHECK},
    "answer": lambda one: one.state in HANDLED,
    "merge": lambda one: can_proceed(one.merge) and not one.merged.exists(),
    "decline": lambda one: one.state in NEW,
}


def possible(name: str, petition: Petition) -> bool:
    asked = POSSIBLE.get(name)
    return asked(petition) if asked else can_proceed(getattr(petition, name))


def require(name: str, user: User, petition: Petition, on: date) -> None:
    """Whether this person may do the verb with this petition in its state."""
    cases.require(user, VERBS[name], petition.case, on)
    if not possible(name, petition):
        state = State(petition.state).label
        raise OutOfOrder(_("这一步现在不能办：本件“%(state)s”。") % {"state": state})
    if name in FURTHER:
        FURTHER[name](user, petition)


def available(user: User, petition: Petition, on: date) -> list[tuple[str, str]]:
    """The verbs possible now for this person, each with why it is not, where something else stands against it."""
    found = []
    for name, row in VERBS.items():
        if possible(name, petition) and cases.may(user, row, petition.case, on):
            found.append((name, _against(name, user, petition)))
    return found


def _against(name: str, user: User, petition: Petition) -> str:
    try:
        if name in FURTHER:
            FURTHER[name](user, petition)
    except (OutOfOrder, NotPossible, SamePerson, NotYours) as refused:
        return str(refused)
    return ""


def _not_who_asked(user: User, petition: Petition) -> None:
    asked = queries.open_extension(petition)
    if asked is not None and asked.asked_by_id == user.pk:
        raise SamePerson(_("提出延长的人不批准延长，请另一位负责人批准。"), REGULATION)


def _not_who_answered(user: User, petition: Petition) -> None:
    before = {one.answered_by_id for one in queries.answers(petition)}
    if user.pk in before | {one.answered_by_id for one in queries.reviews(petition)}:
        raise SamePerson(_("作过答复的人不办理复查、复核，请另一位负责人办理。"), REGULATION)


def _not_who_answered_before(user: User, petition: Petition) -> None:
    if user.pk in {one.answered_by_id for one in queries.answers(petition)}:
        raise SamePerson(_("重新办理由另一位经办人答复：您已经答复过本件。"))


def _has_enterprise(_user: User, petition: Petition) -> None:
    if petition.enterprise_id is None:
        raise NotPossible(_("先在“更正登记”里写明是哪家企业，才能提出检查需求。"))


FURTHER: Final[dict[str, Callable[[User, Petition], None]]] = {
    "grant_extension": _not_who_asked,
    "review": _not_who_answered,
    "answer": _not_who_answered_before,
    "ask_visit": _has_enterprise,
}


def may(user: User, action: str) -> None:
    """Raise NotYours unless the matrix lets the person do this in their own bureau."""
    if not codes(user, action) or user.bureau_id is None:
        raise NotYours(_("这件事不由您办理。"), action)


def is_learnt(user: User, named: set[int]) -> None:
    """Who has looked at these reporters learns nothing by a refusal, and can write it otherwise."""
    if named <= queries.looked_at(user, named):
        raise TellsWho(
            _("写的内容里有举报人的姓名、联系方式或者地址，请改写：任何文书和公示都不能让人看出是谁反映的。")
        )


def takes_more(petition: Petition) -> None:
    """Whoever reported adds to it while somebody works on it, and not without end."""
    if petition.state not in OPEN:
        raise OutOfOrder(
            _("本件“%(state)s”，不能再补充；还有新情况的，请另提一件。") % {"state": State(petition.state).label}
        )
    if petition.additions.count() >= MOST_ADDITIONS:
        told = {"n": MOST_ADDITIONS}
        raise NotPossible(_("已经补充 %(n)s 次，不能再补充；请等答复，或者打电话告诉经办科室。") % told)


def is_another(holder: User, before: Iterable[int]) -> None:
    if holder.pk in set(before):
        raise SamePerson(_("重新办理要交给另一位经办人：这位已经办过本件。"))


def is_of_section(holder: User | None, section_pk: int) -> None:
    if holder is not None and holder.section_id != section_pk:
        raise NotPossible(_("经办人不在这个科室，请重新选择。"))


def is_in_time(until: date | None, on: date, stage: str) -> None:
    if until is None or on > until:
        raise TooLate(_("申请%(stage)s的期限已过。") % {"stage": Stage(stage).label}, REGULATION)


def has_no_more_time(petition: Petition) -> None:
    """The limit that was prolonged is the one that was told; another kind's would run without what was granted."""
    if petition.state in HANDLED | {State.MERGED} and petition.extensions.filter(is_granted=True).exists():
        raise NotPossible(_("办理期限已经延长并告知反映人，不能再改依法属于哪一种。"))


def is_one_thing(petition: Petition, other: Petition) -> None:
    """What another is merged into is handled itself: its answer is what ends the other, so one is to come."""
    fits = other.pk != petition.pk and other.merged_into_id is None and other.state in HANDLED
    if not fits or other.case.bureau_id != petition.case.bureau_id:
        raise NotPossible(_("只能并入本局另一件已经受理、还在办理的信访件。"))


def not_to_come(day: date, today: date) -> None:
    if day > today:
        raise NotPossible(_("日期写今天或者以前的一天。"))


def is_after(day: date, answered_on: date | None) -> None:
    if answered_on is not None and day < answered_on:
        raise NotPossible(_("申请日期早于答复的日期，请核对。"))


def no_review_now(petition: Petition) -> str:
    if petition.kind != Kind.PETITION:
        return _("举报没有复查程序：对答复不满意的，在评价里写明，由另一位经办人重新办理。")
    return _("现在不能申请复查或者复核：本件“%(state)s”。") % {"state": State(petition.state).label}
