"""Who may do which verb with an article, when, and what may stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from approvals.questions.guards import OutOfOrder, SamePerson, TellsWho
from approvals.questions.queries import articles as queries
from approvals.questions.rules.questions import PROPOSE, names_nobody
from approvals.questions.states import ArticleState
from disclosure.board import board
from envportal.accounts.rules import codes
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from approvals.questions.models import Article, Question
    from envportal.accounts.models import User

READ, PUBLISH, VIEW = "knowledge.read", "knowledge.publish", "knowledge.view"
# Verb → the row of the matrix, in the order a page offers them.
VERBS: Final[dict[str, str]] = {
    "publish": PUBLISH, "decline": PUBLISH, "revise": PROPOSE, "confirm": PUBLISH, "withdraw": PUBLISH,
}  # fmt: skip
PUBLISHED = frozenset({ArticleState.PUBLISHED})


def _is_open(article: Article) -> bool:
    return queries.open_version(article) is not None


POSSIBLE: Final[dict[str, Callable[[Article], bool]]] = {
    "publish": _is_open,
    "decline": _is_open,
    "revise": lambda one: one.state in PUBLISHED and not _is_open(one),
    "confirm": lambda one: one.state in PUBLISHED and not _is_open(one),
    "withdraw": lambda one: one.state in PUBLISHED,
}


def require(name: str, user: User, article: Article, on: date) -> None:  # noqa: ARG001  asked like every rule of a verb
    if not codes(user, VERBS[name]) or article.bureau_id != user.bureau_id:
        raise NotYours(_("这件事不由您办理。"), VERBS[name])
    if not POSSIBLE[name](article):
        state = ArticleState(article.state).label
        raise OutOfOrder(_("这一步现在不能办：本条“%(state)s”。") % {"state": state})
    if name == "publish":
        is_another_person(user, article)


def available(user: User, article: Article, on: date) -> list[tuple[str, str]]:
    found = []
    for name in VERBS:
        try:
            require(name, user, article, on)
            found.append((name, ""))
        except (NotYours, OutOfOrder):
            continue
        except Refused as refused:
            found.append((name, str(refused)))
    return found


def is_another_person(user: User, article: Article) -> None:
    version = queries.open_version(article)
    if version is not None and version.proposed_by_id == user.pk:
        raise SamePerson(_("写的人不自己发布，请另一位同事核对后发布。"))


def is_fit_to_be_public(source: Question | None, *texts: str) -> None:
    """No asker, no identity or bank number, no mobile telephone of anybody."""
    text = "\n".join(texts)
    if source is not None:
        names_nobody(source, text)
    board.refuse_numbers_of_people(text)
    if board.without_mobiles(text) != text:
        raise TellsWho(_("里面有手机号码：公开的内容只写科室和办公电话，请改掉。"))
