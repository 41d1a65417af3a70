"""Say that a published penalty no longer stands; a leader then withdraws its notice within three working days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from disclosure.board.actions.notices import locked
from disclosure.board.enums import Overturning
from disclosure.board.models import Notice, Overturned
from disclosure.board.rules import overturned as rules
from envportal.accountability import responsibility
from envportal.accountability.responsibility import Cause
from envportal.audit import log

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


@transaction.atomic
def say_overturned(
    pk: int, *, how: str, on: date, document: str, by: User, at: datetime, key: str | None = None
) -> Notice:
    notice = locked(pk)
    if log.already(key):
        return notice
    rules.require_overturn(by, notice)
    rules.require_day(on, notice, timezone.localdate(at))
    due_on = rules.withdraw_by(on, notice.bureau_id)
    Overturned.objects.create(
        notice=notice, how=how, on=on, document=document.strip(), due_on=due_on, said_by=by, said_at=at
    )
    facts = {
        "notice": notice.public_id,
        "how": how,
        "on": on.isoformat(),
        "document": document,
        "due_on": due_on.isoformat(),
    }
    log.record(notice.case, "penalty_overturned", by=by, at=at, key=key, facts=facts)
    _answer_for(notice, how, document, at=at)
    return notice


def _answer_for(notice: Notice, how: str, document: str, *, at: datetime) -> None:
    """Who took part in the decision answers for it, unless the procedure has opened that record already."""
    case = notice.case
    if case is None or case.responsibilities.filter(cause=Cause.WRONG).exists():
        return
    what = f"已公开的处罚决定{Overturning(how).label}（{document.strip()}）"
    responsibility.open_record(case, Cause.WRONG, ref="overturned", what=what, at=at)
