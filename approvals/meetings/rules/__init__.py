"""Who may do which verb of a meeting, and when: one readable table, asked by actions and by pages alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from approvals.meetings import queries
from approvals.meetings.states import BEFORE, Conclusion, ItemState, Quorum, State, View
from envportal.cases import rules as case_rules
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from approvals.meetings.models import AgendaItem, Meeting
    from envportal.accounts.models import User


class OutOfOrder(Refused):
    """The meeting or the item is not in the state this step needs; somebody may have been quicker."""


class NoQuorum(Refused):
    """Too few members are there, or too few remain for an item."""


class NotAMember(Refused):
    """Who is not there, or is recused, says nothing."""


class ChairLast(Refused):
    """The chair speaks once all others have."""


class SpokenBefore(Refused):
    """A member speaks once on an item."""


class SaysTooLittle(Refused):
    """Who does not agree says why; a revision says what to revise."""


class ItemsLeft(Refused):
    """An item has neither a conclusion nor another day."""


@dataclass(frozen=True)
class Verb:
    """A row of the permission matrix, and when the verb is possible."""

    action: str
    states: frozenset[str] | None = None  # None: when the transition of the same name is available


SITTING = frozenset({State.SITTING})
VERBS: Final[dict[str, Verb]] = {
    "put_on": Verb("meeting.convene", BEFORE),
    "take_off": Verb("meeting.convene", BEFORE),
    "cancel": Verb("meeting.convene"),
    "send_papers": Verb("meeting.convene", BEFORE),
    "read_papers": Verb("meeting.opine", BEFORE | SITTING),
    "write": Verb("meeting.opine", BEFORE | SITTING),
    "recuse": Verb("meeting.opine", BEFORE | SITTING),
    "recuse_other": Verb("meeting.recuse_other", BEFORE | SITTING),
    "attend": Verb("meeting.minute", BEFORE | SITTING),
    "open": Verb("meeting.minute"),
    "opine": Verb("meeting.opine", SITTING),
    "record": Verb("meeting.minute", SITTING),
    "conclude": Verb("meeting.minute", SITTING),
    "postpone": Verb("meeting.minute", SITTING),
    "close": Verb("meeting.minute"),
    "reopen": Verb("meeting.minute"),
    "reopen_item": Verb("meeting.minute", SITTING),
    "confirm": Verb("meeting.chair"),
}


def require(name: str, user: User, meeting: Meeting, on: date) -> None:
    """Raise a Refused that says why `user` may not do the verb `name` at this meeting on this day."""
    case_rules.require(user, VERBS[name].action, meeting.case, on)
    if not _is_ready(name, meeting):
        raise OutOfOrder(_("这一步现在不能办：本次会审会%(state)s。") % {"state": State(meeting.state).label})


def may(name: str, user: User, meeting: Meeting, on: date) -> bool:
    try:
        require(name, user, meeting, on)
    except Refused:
        return False
    return True


def available(user: User, meeting: Meeting, on: date) -> list[str]:
    """The verbs this person may do now, in the order of the table."""
    return [name for name in VERBS if _is_ready(name, meeting) and may(name, user, meeting, on)]


def _is_ready(name: str, meeting: Meeting) -> bool:
    states = VERBS[name].states
    return bool(can_proceed(getattr(meeting, name))) if states is None else meeting.state in states


def runs_the_meeting(user: User, meeting: Meeting) -> None:
    """Raise unless the person chairs this meeting or takes its minutes."""
    if user.pk not in {meeting.chair_id, meeting.minute_taker_id}:
        raise NotAMember(
            _("由主持人%(chair)s或者记录人%(taker)s办理。")
            % {"chair": meeting.chair.name, "taker": meeting.minute_taker.name}
        )


def is_pending(item: AgendaItem) -> None:
    if item.state != ItemState.PENDING:
        raise OutOfOrder(_("这一项%(state)s，不再讨论。") % {"state": ItemState(item.state).label})


def needed(members: int, quorum: str) -> int:
    """How many of so many members have to be there; nobody alone is a meeting."""
    share = {Quorum.HALF: members // 2 + 1, Quorum.TWO_THIRDS: -(-members * 2 // 3), Quorum.ALL: members}
    return max(2, share[Quorum(quorum)])


def has_quorum(meeting: Meeting, there: int, members: int) -> None:
    """Raise unless enough of the members are there."""
    least = needed(members, meeting.rule.quorum)
    if there < least:
        raise NoQuorum(
            _("应到 %(members)s 人，实到 %(there)s 人，不够法定人数 %(least)s 人。")
            % {"members": members, "there": there, "least": least}
        )


def chair_of(item: AgendaItem, there: Sequence[User]) -> User | None:
    """Who chairs an item: the meeting's chair, or, where that one is recused, the first member there who is not."""
    out = queries.recused(item)
    if item.meeting.chair_id not in out:
        return next((one for one in there if one.pk == item.meeting.chair_id), None)
    return next((one for one in there if one.pk not in out), None)


def silent(item: AgendaItem, there: Sequence[User]) -> list[User]:
    """Who is there, is not recused, and has not spoken on an item yet."""
    done = queries.recused(item) | {one.user_id for one in item.opinions.all()}
    return [one for one in there if one.pk not in done]


def may_speak(user: User, item: AgendaItem, there: Sequence[User]) -> None:
    """Raise unless it is this member's turn: there, not recused, once, the chair after all others."""
    if user.pk in queries.recused(item):
        raise NotAMember(_("%(name)s已回避这一项，不发表意见。") % {"name": user.name})
    if user not in there:
        raise NotAMember(_("%(name)s没有到会，不能发表意见。") % {"name": user.name})
    left = silent(item, there)
    if user not in left:
        raise SpokenBefore(_("%(name)s对这一项已经发表过意见。") % {"name": user.name})
    if user == chair_of(item, there) and len(left) > 1:
        raise ChairLast(_("主持人最后发表意见；还有 %(n)s 人没有发表。") % {"n": len(left) - 1})


def may_write(user: User, item: AgendaItem, there: Sequence[User]) -> None:
    """Raise unless a member who is not there may hand in an opinion to be read aloud: not the chair, and once."""
    is_member(user, item.meeting)
    is_not_recused(user, item)
    if user in there:
        raise NotAMember(_("%(name)s已到会，请在会上发表意见。") % {"name": user.name})
    if user.pk == item.meeting.chair_id:
        raise ChairLast(_("主持人最后发表意见，不能事先提交书面意见；不能到会的，由到会的下一位主持。"))
    if any(one.user_id == user.pk for one in item.opinions.all()):
        raise SpokenBefore(_("%(name)s对这一项已经发表过意见。") % {"name": user.name})


def may_be_reopened(item: AgendaItem) -> None:
    """Raise unless an item ended here and its case stands on no other agenda by now."""
    if item.state not in (ItemState.RESOLVED, ItemState.POSTPONED):
        raise OutOfOrder(_("这一项还没有结论。"))
    if item.case.agenda_items.filter(state=ItemState.PENDING).exists():
        raise OutOfOrder(_("本件已列入另一次会的议程，请先从那里撤下。"))


def words_are_enough(view: str, words: str) -> None:
    if view != View.AGREE and not words:
        raise SaysTooLittle(_("不是“同意”的，写明理由或者要修改什么。"))


def may_conclude(item: AgendaItem, there: Sequence[User]) -> None:
    """Raise until enough members take part in an item and each of them has spoken."""
    out = queries.recused(item)
    taking_part = [one for one in there if one.pk not in out]
    has_quorum(item.meeting, len(taking_part), item.meeting.attendance.exclude(user__in=out).count())
    left = silent(item, there)
    if left:
        names = "、".join(one.name for one in left)
        raise ItemsLeft(_("还没有发表意见：%(names)s。") % {"names": names})


def conclusion_is_whole(conclusion: str, conditions: str) -> None:
    if conclusion == Conclusion.REVISE and not conditions:
        raise SaysTooLittle(_("修改后同意的，逐条写明要修改什么。"))


def is_member(user: User, meeting: Meeting) -> None:
    """Raise unless the person is a member of this meeting."""
    if not meeting.attendance.filter(user=user).exists():
        raise NotAMember(_("%(name)s不是本次会审会的组成人员。") % {"name": user.name})


def sits_there(user: User, meeting: Meeting) -> None:
    """Raise unless the person is a member of the meeting, chairs it or takes its minutes."""
    if not queries.sits(user, meeting):
        raise NotAMember(_("会前材料只供本次会审会的组成人员和记录人。"))


def is_not_recused(user: User, item: AgendaItem) -> None:
    if user.pk in queries.recused(item):
        raise NotAMember(_("%(name)s已回避这一项。") % {"name": user.name})


def chaired(user: User, meeting: Meeting) -> None:
    """Raise unless the person chaired this meeting."""
    if user.pk != meeting.chair_id:
        raise NotAMember(_("会审会纪要由主持人%(name)s确认。") % {"name": meeting.chair.name})
