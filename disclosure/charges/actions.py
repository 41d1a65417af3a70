"""The verbs of this room: one function, one transaction, the case row locked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from disclosure.board import board
from disclosure.charges import queries
from disclosure.charges.enums import CASE, SERIES, Outcome
from disclosure.charges.models import Complaint
from envportal.audit import log
from envportal.cases import rules as case_rules
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.cases.queries import hash_query_code, query_code
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import actions as documents
from envportal.messaging import outbox
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from envportal.accounts.models import Bureau, User


class Answered(Refused):
    """The complaint has its answer."""


class NothingToGiveBack(Refused):
    """Money is given back where a charge was found."""


def report(bureau: Bureau, *, key: str, address: str, at: datetime, **told: Any) -> Complaint:
    """投诉收费, without an account. The same form sent twice makes one complaint. Raises TooManyPosts."""
    done = queries.by_key(key)
    if done is not None:
        return done
    board.count_post(board.source_of(address), at)
    return _take_in(bureau, key=key, at=at, **told)


@transaction.atomic
def _take_in(bureau: Bureau, *, key: str, at: datetime, **told: Any) -> Complaint:
    on = timezone.localdate(at)
    with override("zh-hans"):
        title = _("收费投诉")
    case = Case.objects.create(kind=CASE, title=title, bureau=bureau, created_at=at)
    case.query_code_hash = hash_query_code(query_code(case))
    case.number, case.opened_on = documents.take_number(bureau, SERIES, on.year), on
    case.save(update_fields=["query_code_hash", "number", "opened_on"])
    made = Complaint.objects.create(case=case, key=key, received_at=at, **told)
    clock = clocks.start(case, Matter.SUPERVISION_COMPLAINT, variant="", on=on, by=None, at=at)
    log.record(case, "charge_reported", by=None, at=at, key=key, facts={"number": case.number, "due_on": clock.due_on})
    context = {"due_on": clock.due_on, "link": f"/desk/charges/{case.pk}/"}
    outbox.post(case, "charge_reported", to=queries.supervisors(bureau), context=context, at=at)
    return made


@transaction.atomic
def answer(
    pk: int, *, outcome: str, answer: str, refunded: Decimal | None = None, by: User, at: datetime, key: str = ""
) -> Complaint:
    """查办并答复: by a supervisor; the clock stops, the case is closed."""
    found = lock(Complaint, pk)
    if log.already(key):
        return found
    on, case = timezone.localdate(at), found.case
    case_rules.require(by, "charge.answer", case, on)
    if found.outcome:
        raise Answered(_("这件投诉已经答复。"))
    if refunded is not None and outcome != Outcome.FOUNDED:
        raise NothingToGiveBack(_("查实收了费的，才写退还多少。"))
    found.outcome, found.answer, found.refunded, found.answered_by, found.answered_at = (
        outcome,
        answer,
        refunded,
        by,
        at,
    )
    found.save()
    clocks.stop(case, Matter.SUPERVISION_COMPLAINT, on=on, by=by, at=at)
    case.closed_on = on
    case.save(update_fields=["closed_on"])
    facts = {"outcome": outcome, "refunded": str(refunded) if refunded else ""}
    log.record(case, "charge_answered", by=by, at=at, key=key or None, facts=facts)
    return found
