"""Who may do which verb, and when: one readable table, asked by actions and by pages alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from approvals.green import channel
from approvals.keyprojects import queries
from approvals.keyprojects.states import Part, State
from disclosure.board import board
from envportal.accounts import rules as account_rules
from envportal.cases import rules as case_rules
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from approvals.green.models import Definition
    from approvals.keyprojects.actions import Promise
    from approvals.keyprojects.models import KeyProject
    from envportal.accounts.models import Bureau, User
    from envportal.cases.models import Project

DECLARE, CONTACT, PUBLISH = "keyproject.declare", "keyproject.contact", "keyproject.publish"
# Verb → the row of the matrix.
VERBS: Final[dict[str, str]] = {
    "contact": CONTACT, "change_leader": DECLARE, "change_head": DECLARE, "end": DECLARE, "publish": PUBLISH,
    "hide": PUBLISH,
}  # fmt: skip


class OutOfOrder(Refused):
    """The project is followed no more, or is published already; somebody may have been quicker."""


class NoDefinition(Refused):
    """The bureau has published no definition that holds on the day, or the line is none of it."""


class KeyAlready(Refused):
    """Somebody follows the project."""


class WrongPerson(Refused):
    """Who follows a project is a leader, or a section head, of the bureau, and somebody new when it changes."""


class NotPossible(Refused):
    """What was typed does not fit: a conversation to come, a promise for a day that is over."""


class DeclaredOneself(Refused):
    """Who declares a project key does not publish it."""


class NamesSomebody(Refused):
    """A reason is public: it names nobody's identity or bank number, nor a mobile number."""


def require(verb: str, user: User, found: KeyProject, on: date) -> None:
    """Raise a Refused that says why `user` may not do the verb on this project on this day."""
    case_rules.require(user, VERBS[verb], found.case, on)
    if verb == "hide":
        if found.published_at is None:
            raise OutOfOrder(_("本项目没有公布。"))
        return
    if found.state != State.STANDING:
        raise OutOfOrder(_("本项目已经结束跟踪。"))
    if verb == "publish":
        _may_publish(user, found)


def _may_publish(user: User, found: KeyProject) -> None:
    if found.published_at is not None:
        raise OutOfOrder(_("本项目已经公布。"))
    if user.pk == found.declared_by_id:
        raise DeclaredOneself(_("认定的人不能自己公布，请另一人公布。"))


def may(verb: str, user: User, found: KeyProject, on: date) -> bool:
    try:
        require(verb, user, found, on)
    except Refused:
        return False
    return True


def available(user: User, found: KeyProject, on: date) -> list[str]:
    """The verbs this person may do now, in the order of the table."""
    return [verb for verb in VERBS if may(verb, user, found, on)]


def may_declare(user: User, project: Project) -> None:
    """Raise unless a leader declares a project that came to their own bureau and that nobody follows."""
    if not account_rules.codes(user, DECLARE) or not queries.came_to(project, user.bureau_id):
        raise NotYours(_("这个项目没有到过本局，或者不由您认定。"), DECLARE)
    standing = queries.standing_for(project)
    if standing is not None:
        raise KeyAlready(_("本项目已有人跟踪（%(number)s）。") % {"number": standing.case.number})


def of_the_definition(bureau: Bureau, criterion: str, on: date) -> Definition:
    """The published definition in force, if the criterion is one of its lines."""
    found = channel.definition_on(bureau, on)
    if found is None:
        raise NoDefinition(_("本局还没有公布重点项目认定办法。"))
    if criterion not in found.lines:
        raise NoDefinition(_("所选的一条不在现行认定办法里，请重新选择。"))
    return found


def may_follow(bureau: Bureau, part: Part, person: User) -> None:
    if not queries.following(bureau.pk, part).filter(pk=person.pk).exists():
        raise WrongPerson(_("%(part)s由本局在任的人担任，请重新选择。") % {"part": part.label})


def may_be_public(reason: str) -> None:
    """Raise for a reason that tells what nobody outside may read."""
    if board.blocks(reason) or board.without_mobiles(reason) != reason:
        raise NamesSomebody(_("理由会公开，请不要写身份证号、银行账号和手机号码。"))


def fits(on: date, promises: Sequence[Promise], today: date) -> None:
    """A conversation was had; what was promised in it is for today or later."""
    if on > today:
        raise NotPossible(_("联系的日期写今天或者以前的一天。"))
    if any(one.due_on < today for one in promises):
        raise NotPossible(_("答应的日期写今天或者以后的一天。"))
