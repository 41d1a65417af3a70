"""Who may do what with an entry of the self-examination ledger and with a return call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from envportal.accountability.enums import CallState, EntryState, Result
from envportal.accountability.guards import NeedsSecondPerson, NotPossible, OutOfOrder
from envportal.accounts.rules import codes
from envportal.personal import blocks
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from datetime import date

    from envportal.accountability.models import Entry, ReturnCall
    from envportal.accounts.models import User

VIEW, OPEN, WORK = "self_examination.view", "self_examination.open", "self_examination.work"
CHECK, PUBLISH, CALL = "self_examination.check", "self_examination.publish", "rating.call"
OPEN_RECORD = "accountability.open_wrong_case"


def may_open(user: User) -> None:
    if user.bureau_id is None or not codes(user, OPEN):
        raise NotYours(_("自查台账由科室负责人、局领导或者效能监察登记。"), OPEN)


def require_new(holder: User, by: User, due_on: date, on: date) -> None:
    if holder.bureau_id != by.bureau_id:
        raise NotPossible(_("责任人不在本局，请重新选择。"))
    if due_on < on:
        raise NotPossible(_("整改期限写今天或者以后的一天。"))


def require_public(*texts: str) -> None:
    """What everybody will read has no number of a person in it."""
    if any(blocks(text) for text in texts):
        raise NotPossible(_("里面有身份证号码或者银行卡号：台账向社会公开，请改掉。"), "《个人信息保护法》第二十八条")


def _mine(user: User, entry: Entry, action: str) -> bool:
    return bool(codes(user, action)) and user.bureau_id == entry.case.bureau_id


def may_finish(user: User, entry: Entry) -> bool:
    if not _mine(user, entry, WORK) or entry.case.holder_id != user.pk:
        return False
    _in(entry, EntryState.OPEN)
    return True


def may_check(user: User, entry: Entry) -> bool:
    if not _mine(user, entry, CHECK):
        return False
    _in(entry, EntryState.DONE)
    if user.pk in {entry.done_by_id, entry.case.holder_id}:
        raise NeedsSecondPerson(_("整改是您报告的，须由另一人复查。"))
    return True


def may_publish(user: User, entry: Entry) -> bool:
    if not _mine(user, entry, PUBLISH):
        return False
    if entry.published_at is not None:
        raise OutOfOrder(_("这一条已经公开。"))
    if entry.opened_by_id == user.pk:
        raise NeedsSecondPerson(_("这一条是您登记的，须由另一人同意公开。"))
    return True


def _in(entry: Entry, state: str) -> None:
    if entry.state != state:
        raise OutOfOrder(_("这一步现在不能办：%(state)s。") % {"state": EntryState(entry.state).label})


ENTRY_STEPS = {"publish": may_publish, "finish": may_finish, "check": may_check, "send_back": may_check}


# RETURN CALLS -----------------------------------------------------------------------------
def may_call(user: User, call: ReturnCall) -> bool:
    """By somebody who watches over the bureau and is not of the section that was rated."""
    if not _watches(user, call):
        return False
    _call_in(call, CallState.WAITING)
    return True


def may_follow(user: User, call: ReturnCall) -> bool:
    """Open what follows from a mistake that was found: an entry of the ledger or a record."""
    if not _watches(user, call):
        return False
    _call_in(call, CallState.CALLED)
    if call.result != Result.WRONG or call.entry_id or call.responsibility_id:
        raise OutOfOrder(_("只有认定有错的，才列入台账或者建档，且只列一次。"))
    return True


def may_follow_with_record(user: User, call: ReturnCall) -> bool:
    """Only who may open a record at all."""
    return bool(codes(user, OPEN_RECORD)) and may_follow(user, call)


def may_check_call(user: User, call: ReturnCall) -> bool:
    if not _watches(user, call):
        return False
    _call_in(call, CallState.CALLED)
    if call.called_by_id == user.pk:
        raise NeedsSecondPerson(_("回访是您作的，须由另一人复核。"))
    return True


def require_followed(call: ReturnCall) -> None:
    if call.result == Result.WRONG and not (call.entry_id or call.responsibility_id):
        raise OutOfOrder(_("回访认定有错：先列入自查台账或者建追究档案，再复核。"))


def _watches(user: User, call: ReturnCall) -> bool:
    rated = call.rating
    return bool(codes(user, CALL)) and user.bureau_id == rated.bureau_id and user.section_id != rated.section_id


def _call_in(call: ReturnCall, state: str) -> None:
    if call.state != state:
        raise OutOfOrder(_("这一步现在不能办：%(state)s。") % {"state": CallState(call.state).label})


CALL_STEPS = {
    "call": may_call, "follow_entry": may_follow, "follow_record": may_follow_with_record, "check_call": may_check_call,
    "call_again": may_check_call,
}  # fmt: skip


def available(checks: dict[str, object], user: User, row: object) -> list[str]:
    """The verbs of a table that are open to somebody now."""
    return [verb for verb, check in checks.items() if _free(check, user, row)]


def _free(check: object, user: User, row: object) -> bool:
    try:
        return bool(check(user, row))  # type: ignore[operator]
    except Refused:
        return False
