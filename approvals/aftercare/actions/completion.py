"""竣工环保验收 of former years: recorded as the bureau's papers have it, its limit counted by the rule of its day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.aftercare import rules
from approvals.aftercare.guards import NotPossible
from approvals.aftercare.models import CompletionCheck
from approvals.aftercare.rules import regimes
from approvals.aftercare.states import COMPLETION_CHECK
from envportal.accounts.rules import codes
from envportal.audit import log
from envportal.cases.models import Case
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.actions import take_number
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import Enterprise, User

SERIES = "验收"


@transaction.atomic
def record_completion(
    *, enterprise: Enterprise, project_name: str, received_on: date, decided_on: date, by: User, at: datetime,
    key: str = "", **told: Any,
) -> CompletionCheck:  # fmt: skip
    """Enter one such check; `told` is facility, outcome, words, document_number."""
    if event := log.already(key):
        return CompletionCheck.objects.get(pk=event.case_id)
    if not codes(by, rules.CHECK) or by.bureau is None:
        raise NotYours(_("历史上的竣工验收不由您登记。"), rules.CHECK)
    today = timezone.localdate(at)
    rules.on_a_day(decided_on, today)
    if decided_on < received_on:
        raise NotPossible(_("决定日期不会早于收到日期，请核对。"))
    regimes.was_ours(told["facility"], received_on)
    case = Case.objects.create(
        kind=COMPLETION_CHECK, title=project_name, bureau=by.bureau, section=by.section, holder=by,
        enterprise=enterprise, opened_on=received_on, closed_on=decided_on, created_at=at,
        number=take_number(by.bureau, SERIES, received_on.year),
    )  # fmt: skip
    clock = clocks.start(case, Matter.COMPLETION_CHECK, variant="", on=received_on, by=by, at=at)
    clocks.stop(case, Matter.COMPLETION_CHECK, on=decided_on, by=by, at=at)
    found = CompletionCheck.objects.create(
        case=case, received_on=received_on, decided_on=decided_on, due_on=clock.due_on, **told
    )
    facts = {"number": case.number, "letter": found.document_number, "outcome": found.outcome}
    log.record(case, "completion_recorded", by=by, at=at, key=key or None, facts=facts)
    return found
