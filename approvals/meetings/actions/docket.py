"""A case comes to wait for the meeting: by the rule in force when it is accepted, or because somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.meetings import queries
from approvals.meetings.models import Docket
from approvals.meetings.rules import must_come
from envportal.audit import log
from envportal.cases import rules as case_rules
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from envportal.accounts.models import User


class WaitsAlready(Refused):
    """The case waits for a meeting already."""


class NoMeetings(Refused):
    """The bureau holds no such meetings, or the case is over."""


def enter(case: Case, *, investment: Decimal | None, by: User | None, at: datetime) -> Docket | None:
    """Enter a case that was accepted, if the bureau's rule of that day says it must come; None if it need not.

    Call it in the transaction that accepts: the case row is locked. A later rule changes no case under way.
    """
    rule = queries.rule_on(case.bureau, timezone.localdate(at))
    if rule is None or case.project is None:
        return None
    words = must_come.reasons(
        rule.must_come.all(), kind=must_come.document_kind(case), industry=case.project.industry,
        investment=investment,
    )  # fmt: skip
    if not words or Docket.objects.filter(case=case).exists():
        return None
    docket = Docket.objects.create(case=case, rule=rule, why="；".join(words)[:500], entered_at=at)
    log.record(case, "meeting_required", by=by, at=at, facts={"reason": docket.why})
    return docket


@transaction.atomic
def hand_in(pk: int, *, why: str, by: User, at: datetime, key: str = "") -> Docket:
    """提请会审: a case no rule brings to the meeting, or one that shall come once more."""
    case = lock(Case, pk)
    if log.already(key):
        return Docket.objects.get(case=case)
    on = timezone.localdate(at)
    case_rules.require(by, "meeting.hand_in", case, on)
    rule = queries.rule_on(case.bureau, on)
    if rule is None or case.closed_on is not None:
        raise NoMeetings(_("本局没有设定会审会，或者本件已经办结。"))
    docket = queries.docket_of(case)
    if docket is not None and docket.resolution is None:
        raise WaitsAlready(_("本件已经在等会审会。"))
    told = {"why": why, "entered_at": at, "entered_by": by, "resolution": None}
    docket, _is_new = Docket.objects.update_or_create(case=case, defaults=told)
    log.record(case, "meeting_asked", by=by, at=at, key=key or None, facts={"reason": why})
    return docket
