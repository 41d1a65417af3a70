"""Who may do which verb with a campaign and with its targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from enforcement.campaigns.guards import NoProof, NotPossible, OutOfOrder
from enforcement.campaigns.rules.kinds import kind_of
from enforcement.campaigns.states import OPEN, Change, State, TargetState
from envportal.accounts.rules import codes
from envportal.cases import rules as cases
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from enforcement.campaigns.models import Campaign, ChangeRequest, Target
    from envportal.accounts.models import User

VIEW, MINE, COMPOSE, WORK = "campaign.view", "campaign.mine", "campaign.compose", "campaign.work"
VERIFY, APPROVE, CLOSE = "campaign.verify", "campaign.approve", "campaign.close"
# Verb → the row of the matrix and the states in which it is possible.
VERBS: Final[dict[str, tuple[str, frozenset[State]]]] = {
    "edit": (COMPOSE, frozenset({State.PREPARING})),
    "add": (COMPOSE, OPEN),
    "list_table": (COMPOSE, OPEN),
    "start": (APPROVE, frozenset({State.PREPARING})),
    "progress_table": (WORK, frozenset({State.RUNNING})),
    "tell": (COMPOSE, frozenset({State.RUNNING})),
    "close": (CLOSE, frozenset({State.RUNNING})),
    "cancel": (COMPOSE, frozenset({State.PREPARING})),
}
# The same of a target while its campaign runs; when it is possible, the flow says.
TARGET_VERBS: Final[dict[str, str]] = {
    "begin": WORK, "report": WORK, "verify": VERIFY, "send_back": VERIFY, "take_back": APPROVE, "ask_change": WORK,
    "as_person": COMPOSE, "ask_visit": WORK,
}  # fmt: skip
BY_ENTERPRISE: Final = frozenset({"begin", "report"})
CHANGES: Final = {Change.POSTPONE: "postpone", Change.DROP: "drop", Change.REMOVE: "remove"}


def require(verb: str, user: User, campaign: Campaign, on: date) -> None:
    action, states = VERBS[verb]
    cases.require(user, action, campaign.case, on)
    if campaign.state not in states:
        raise OutOfOrder(_("这一步现在不能办：本次行动“%(state)s”。") % {"state": State(campaign.state).label})


def may_open(user: User) -> None:
    if user.bureau_id is None or not codes(user, COMPOSE):
        raise NotYours(_("专项行动由经办人、科室负责人或者执法人员立项。"), COMPOSE)


def available(user: User, campaign: Campaign, on: date) -> list[str]:
    """The verbs open to somebody now."""
    return [
        verb for verb, (action, states) in VERBS.items()
        if campaign.state in states and cases.may(user, action, campaign.case, on)
    ]  # fmt: skip


# TARGETS ----------------------------------------------------------------------------------
def require_target(verb: str, user: User, target: Target, on: date) -> None:
    """An enterprise begins and reports what is its own; the rest is the bureau's."""
    may_do(verb, user, target, on)
    is_possible(verb, target)


def may_do(verb: str, user: User, target: Target, on: date) -> None:
    """The person, whatever the state; of staff the answer is the same for a whole campaign."""
    if user.enterprise_id is not None:
        is_theirs = verb in BY_ENTERPRISE and target.enterprise_id == user.enterprise_id
        if not is_theirs or not codes(user, MINE):
            raise NotYours(_("这件事不在您的办理范围内，请找经办人或本科室负责人。"), MINE)
    else:
        cases.require(user, TARGET_VERBS[verb], target.campaign.case, on)


def is_possible(verb: str, target: Target) -> None:
    if not _possible(verb, target):
        raise OutOfOrder(_("这一步现在不能办：这个对象“%(state)s”。") % {"state": TargetState(target.state).label})


def _possible(verb: str, target: Target) -> bool:
    # What was verified wrongly is wrong also where the campaign has ended: its result is counted anew.
    if target.campaign.state != State.RUNNING and (verb, target.campaign.state) != ("take_back", State.CLOSED):
        return False
    if verb == "ask_visit":
        return target.enterprise_id is not None and target.state != TargetState.REMOVED
    if verb == "ask_change":
        return any(can_proceed(getattr(target, name)) for name in CHANGES.values())
    if verb == "as_person":
        return not target.is_person and target.enterprise_id is None
    return bool(can_proceed(getattr(target, verb)))


def available_for(user: User, target: Target, on: date) -> list[str]:
    return [verb for verb in TARGET_VERBS if may_target(verb, user, target, on)]


def may_target(verb: str, user: User, target: Target, on: date) -> bool:
    try:
        require_target(verb, user, target, on)
        second_person(verb, user, target)
    except Refused:
        return False
    return True


def may_take_off(user: User, target: Target, on: date) -> None:
    """While the list is being written a row is simply taken off; later it takes a reason and a second person."""
    cases.require(user, COMPOSE, target.campaign.case, on)
    if target.campaign.state != State.PREPARING:
        raise OutOfOrder(_("行动已经启动，对象只能写明理由、经批准移出，并保留在清单上。"))


def may_change(target: Target, change: str) -> None:
    if not can_proceed(getattr(target, CHANGES[Change(change)])):
        state = TargetState(target.state).label
        raise OutOfOrder(_("这一步现在不能办：这个对象“%(state)s”。") % {"state": state})


def may_answer(user: User, request: ChangeRequest, on: date) -> None:
    cases.require(user, APPROVE, request.target.campaign.case, on)
    if request.asked_by_id == user.pk:
        raise NotYours(_("提出的人不能自己批准。"), APPROVE)


def not_who_reported(user: User, target: Target) -> None:
    """Four eyes: who said that it is done does not find that it is."""
    if target.reported_by_id == user.pk:
        raise NotYours(_("报告完成的人不能自己核实，请另一人到现场核实。"), VERIFY)


def not_who_verified(user: User, target: Target) -> None:
    """Four eyes here too: a verification is not undone by who made it."""
    if target.verified_by_id == user.pk:
        raise NotYours(_("核实的人不能自己撤销，请另一人撤销。"), APPROVE)


SECOND: Final = {"verify": not_who_reported, "send_back": not_who_reported, "take_back": not_who_verified}


def second_person(verb: str, user: User, target: Target) -> None:
    if verb in SECOND:
        SECOND[verb](user, target)


def brought_it(user: User, uploader: int | None) -> None:
    """Who reports and who verifies by a table is who brought it, whoever else reads it."""
    if user.pk != uploader:
        raise NotYours(_("进度表由上传的人自己登记；别人要登记的，自己上传一次。"), WORK)


# WHAT WAS TYPED ---------------------------------------------------------------------------
def on_a_day(on: date, today: date, *, since: date | None = None) -> None:
    if on > today:
        raise NotPossible(_("日期写今天或者以前的一天。"))
    if since is not None and on < since:
        raise NotPossible(_("现场核实在报告完成以后：不早于 %(day)s。") % {"day": since.isoformat()})


def later(due_on: date | None, target: Target) -> None:
    if due_on is None or due_on <= target.due_on:
        raise NotPossible(_("新的期限要晚于现在的期限 %(day)s。") % {"day": target.due_on.isoformat()})


def has_list(count: int) -> None:
    if not count:
        raise NotPossible(_("清单上还没有对象，先列清单再启动。"))


def has_words(words: str) -> None:
    if not words.strip():
        raise NotPossible(_("写明情况。"))


def has_why(campaign: Campaign, why: str) -> None:
    """Nothing joins a list that runs without a reason."""
    if campaign.state == State.RUNNING and not why.strip():
        raise NotPossible(_("行动已经启动，补列要写明原因。"))


def fits_kind(campaign: Campaign, baseline: Decimal | None) -> None:
    kind = kind_of(campaign.kind)
    if kind.is_by_amount and not baseline:
        raise NotPossible(_("按数量计算的行动，每个对象写明基数（%(amount)s）。") % {"amount": kind.amount})


def may_be_due(due_on: date, campaign: Campaign) -> None:
    if not campaign.from_on <= due_on <= campaign.to_on:
        raise NotPossible(_("期限要在行动的起止日期之内。"))


def proved(count: int) -> None:
    if not count:
        raise NoProof(_("还没有证明材料；先上传照片或者文件，再核实。"))


def counts(campaign: Campaign, result: Decimal | None, reduction: Decimal | None) -> None:
    """What was found is said in what the campaign counts."""
    kind = kind_of(campaign.kind)
    if kind.is_by_amount and result is None:
        raise NotPossible(_("写明核实的数量（%(unit)s）。") % {"unit": kind.unit})
    if kind.indicator == "reduction" and reduction is None:
        raise NotPossible(_("写明核实的减排量。"))


def within_baseline(target: Target, result: Decimal | None) -> None:
    """More cannot be treated than there is: else the rate of a few would cover what others left undone."""
    if result is not None and target.baseline is not None and result > target.baseline:
        raise NotPossible(_("核实的数量不能大于基数 %(baseline)s。") % {"baseline": f"{target.baseline.normalize():f}"})


def may_tell(campaign: Campaign) -> None:
    if not campaign.is_public:
        raise NotPossible(_("本次行动没有选“向社会公开”。"))


def explained(*, is_met: bool, missed_why: str) -> None:
    if not is_met and not missed_why.strip():
        raise NotPossible(_("没有达到目标，写明原因。"))


def answered(count: int) -> None:
    if count:
        raise NotPossible(_("还有 %(n)s 项请求没有答复，先答复再结束。") % {"n": count})
