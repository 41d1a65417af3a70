"""Who may do which verb with a question, when, and what each asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from approvals.questions.guards import NotPossible, NotTheOwner, OutOfOrder, TellsWho
from approvals.questions.queries import questions as queries
from approvals.questions.queries import sealed
from approvals.questions.states import OPEN, State
from disclosure.board import board
from envportal.accounts.enums import Role
from envportal.accounts.rules import codes, roles
from envportal.cases import rules as cases
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from approvals.questions.models import Question
    from envportal.accounts.models import Section, User

ASK, VIEW, REGISTER, TAKE = "question.ask", queries.VIEW, "question.register", "question.take"
HANDLE, CONTACT, SETTLE, PROPOSE = "question.handle", "question.contact", "question.settle", "knowledge.propose"
# Verb → the row of the matrix, in the order a page offers them.
VERBS: Final[dict[str, str]] = {
    "take": TAKE,
    "accept_handover": TAKE,
    "decline_handover": TAKE,
    "answer": HANDLE,
    "hand_over": HANDLE,
    "settle": SETTLE,
    "propose": PROPOSE,
    "link": HANDLE,
}
# Offered to whom it was handed, and to nobody else.
ADDRESSED = frozenset({"accept_handover", "decline_handover"})
HEADS = frozenset({Role.SECTION_HEAD, Role.LEADER})


def _has_bad_rating(question: Question) -> bool:
    answer = queries.last_answer(question)
    return answer is not None and answer.is_bad and not answer.settled_why


def _is_offered(question: Question) -> bool:
    return question.state == State.HANDLING and queries.open_handover(question) is not None


POSSIBLE: Final[dict[str, Callable[[Question], bool]]] = {
    "take": lambda one: can_proceed(one.take),
    "accept_handover": _is_offered,
    "decline_handover": _is_offered,
    "answer": lambda one: can_proceed(one.answer),
    "hand_over": lambda one: one.state == State.HANDLING and queries.open_handover(one) is None,
    "settle": _has_bad_rating,
    "propose": lambda one: one.state == State.ANSWERED and not one.articles.exists(),
    "link": lambda one: one.state != State.WAITING,
}


def require(name: str, user: User, question: Question, on: date) -> None:
    """Whether this person may do the verb with this question in its state."""
    cases.require(user, VERBS[name], question.case, on)
    if not POSSIBLE[name](question):
        state = State(question.state).label
        raise OutOfOrder(_("这一步现在不能办：本件“%(state)s”。") % {"state": state})
    if name in FURTHER:
        FURTHER[name](user, question)


def available(user: User, question: Question, on: date) -> list[tuple[str, str]]:
    """The verbs possible now for this person, each with why it is not, where something else stands against it."""
    found = [
        (name, _against(name, user, question))
        for name, row in VERBS.items()
        if POSSIBLE[name](question) and cases.may(user, row, question.case, on)
    ]
    return [(name, against) for name, against in found if not (against and name in ADDRESSED)]


def _against(name: str, user: User, question: Question) -> str:
    try:
        if name in FURTHER:
            FURTHER[name](user, question)
    except Refused as refused:
        return str(refused)
    return ""


def _owns(user: User, question: Question) -> None:
    if question.case.holder_id != user.pk:
        raise NotTheOwner(_("本件由%(who)s负责；要由您答复，先移交给您。") % {"who": question.case.holder})


def _owns_or_heads(user: User, question: Question) -> None:
    if question.case.holder_id != user.pk and not roles(user) & HEADS:
        raise NotTheOwner(_("本件由%(who)s负责，由负责人或者科室负责人移交。") % {"who": question.case.holder})


def _is_addressee(user: User, question: Question) -> None:
    offered = queries.open_handover(question)
    if offered is not None and user.pk == offered.given_by_id:
        raise NotTheOwner(_("您自己移交的，等对方当日接受或者退回；在那以前仍由您负责。"))
    named = offered is not None and (
        offered.to_user_id == user.pk or (offered.to_section_id or 0) == (user.section_id or -1)
    )
    if not named:
        raise NotTheOwner(_("本件没有移交给您或者您的科室。"))


FURTHER: Final[dict[str, Callable[[User, Question], None]]] = {
    "answer": _owns,
    "propose": _owns,
    "hand_over": _owns_or_heads,
    "accept_handover": _is_addressee,
    "decline_handover": _is_addressee,
}


def may(user: User, action: str) -> None:
    """Raise NotYours unless the matrix lets the person do this in their own bureau."""
    if not codes(user, action) or user.bureau_id is None:
        raise NotYours(_("这件事不由您办理。"), action)


def reads_contact(user: User, question: Question, on: date) -> bool:
    """Who owns it, and heads who may step in: nobody else reads how to reach the asker."""
    if not cases.may(user, CONTACT, question.case, on):
        return False
    return question.case.holder_id == user.pk or bool(roles(user) & HEADS)


def names_nobody(question: Question, *texts: str) -> None:
    """Nothing that is written about a question tells who asked it, or holds a number of a person."""
    text = "\n".join(texts)
    if sealed.tells_who(question, text):
        raise TellsWho(_("写的内容里有咨询人的姓名或者联系方式，请改写。"))
    board.refuse_numbers_of_people(text)


def has_one_addressee(to_user: User | None, to_section: Section | None, giver: User, holder_id: int | None) -> None:
    if (to_user is None) == (to_section is None):
        raise NotPossible(_("移交给一位同事，或者移交给一个科室，二者选一项。"))
    bureau = to_user.bureau_id if to_user else to_section.bureau_id  # type: ignore[union-attr]
    if bureau != giver.bureau_id:
        raise NotPossible(_("只能移交给本局的同事或者科室。"))
    if to_user is not None and to_user.pk == holder_id:
        raise NotPossible(_("本件已经由这位同事负责。"))


def can_ask_back(question: Question) -> None:
    if question.state in OPEN:
        raise OutOfOrder(_("还没有答复，答复以后再追问。"))
    if question.again:
        raise OutOfOrder(_("已经追问过一次；还有别的问题，请另外提一件，可以写上本件的编号。"))


def is_another(question: Question, other: Question | None) -> Question:
    if other is None or other.pk == question.pk or other.case.bureau_id != question.case.bureau_id:
        raise NotPossible(_("没有找到本局另一件咨询，请核对编号，例如 云环问〔2026〕3号。"))
    return other
