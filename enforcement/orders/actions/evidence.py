"""Evidence of an order and of a penalty: what it is, its file, and what becomes of what was preserved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions.common import link, note
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Evidence, Order, OrderEvidence, Penalty
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import actions as documents

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.cases.models import Case
    from envportal.documents.models import Document

# The kind of the file.
EVIDENCE = "evidence"


def take_in(
    row: Order | Penalty, file: UploadedFile[bytes] | None, *, by: User, at: datetime, key: str
) -> Document | None:
    """A file is read by a child process for seconds, so it is taken in before anything is locked."""
    if file is None or log.already(key):
        return None
    rules.require("add_evidence", by, row, timezone.localdate(at))
    return documents.take_in(file, case=row.case, owner=None, kind=EVIDENCE, by=by, at=at, is_inside=True)


def attach(pk: int, *, what: str, file: UploadedFile[bytes], by: User, at: datetime, key: str = "") -> Order:
    """A file that proves what an order says; what is there before its signature stands in its list of evidence."""
    order = Order.objects.select_related("case").get(pk=pk)
    taken = take_in(order, file, by=by, at=at, key=key)
    with transaction.atomic():
        order = lock(Order, pk)
        if taken is None or log.already(key):
            return order
        on = timezone.localdate(at)
        rules.require("add_evidence", by, order, on)
        kept = documents.enter(taken)
        if order.files.filter(file=kept).exists():
            raise NotPossible(_("这个文件已经是本案的证据。"))
        found = OrderEvidence.objects.create(order=order, what=what, file=kept, added_by=by, added_on=on)
        note(order, "evidence_added", by=by, at=at, key=key, evidence=found.pk, what=what, sha256=kept.sha256)
        return order


def add_evidence(  # noqa: PLR0913  evidence is told with all of this
    pk: int, *, kind: str, what: str, taken_on: date, preserved_on: date | None = None, source: Case | None = None,
    file: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = "",
) -> Evidence:  # fmt: skip
    """A piece of evidence; what is preserved beforehand is dealt with in seven working days."""
    penalty = Penalty.objects.select_related("case").get(pk=pk)
    taken = take_in(penalty, file, by=by, at=at, key=key)
    found = Evidence(kind=kind, what=what, taken_on=taken_on, preserved_on=preserved_on, added_by=by)
    return _add(pk, found, source, taken, at=at, key=key)


@transaction.atomic
def _add(pk: int, found: Evidence, source: Case | None, taken: Document | None, *, at: datetime, key: str) -> Evidence:
    penalty, by = lock(Penalty, pk), found.added_by
    if event := log.already(key):
        return Evidence.objects.get(pk=event.facts["evidence"])
    today = timezone.localdate(at)
    rules.require("add_evidence", by, penalty, today)
    rules.on_a_day(max(found.taken_on, found.preserved_on or found.taken_on), today)
    if found.preserved_on is not None:
        found.settle_by = clocks.due_day(penalty.case.bureau, Matter.EVIDENCE, "", on=found.preserved_on)
    found.penalty, found.file = penalty, documents.enter(taken) if taken is not None else None
    found.save()
    if source is not None:
        link(source, penalty.case, "evidence")
    _first_preserved(penalty, by=by, at=at)
    told = {"sha256": found.file.sha256} if found.file is not None else {}
    note(penalty, "evidence_added", by=by, at=at, key=key, evidence=found.pk, what=found.what, **told)
    return found


@transaction.atomic
def settle_evidence(pk: int, *, evidence: Evidence, how: str, by: User, at: datetime, key: str = "") -> Penalty:
    """处理先行登记保存的证据: given back, sealed, handed on."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("settle_evidence", by, penalty, on)
    row = penalty.evidence.select_for_update().get(pk=evidence.pk)
    row.settled_on, row.settled_how = on, how
    row.save(update_fields=["settled_on", "settled_how"])
    _first_preserved(penalty, by=by, at=at)
    note(penalty, "evidence_settled", by=by, at=at, key=key, evidence=row.pk, how=how)
    return penalty


def _first_preserved(penalty: Penalty, *, by: User, at: datetime) -> None:
    """The clock is that of the piece whose days are over first; with the last one dealt with it ends."""
    waits = penalty.evidence.filter(preserved_on__isnull=False, settled_on=None).order_by("settle_by", "pk")
    first = waits.first()
    if first is None:
        clocks.stop(penalty.case, Matter.EVIDENCE, on=timezone.localdate(at), by=by, at=at)
    elif first.preserved_on is not None:
        clocks.start(penalty.case, Matter.EVIDENCE, variant="", on=first.preserved_on, by=by, at=at)
