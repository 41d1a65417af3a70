"""On the spot: the check list, photographs, advice, and the feedback left in writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from disclosure.board import board
from enforcement.inspections import queries, rules
from enforcement.inspections.actions.common import askers, issue, locked, note, tell, tell_enterprise
from enforcement.inspections.actions.going import give_back
from enforcement.inspections.models import Advice, Finding
from enforcement.inspections.queries import told
from enforcement.inspections.rules import leaving
from enforcement.inspections.states import ATTESTED, DemandState, Outcome, Purpose
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.deadlines import clocks
from envportal.documents import actions as documents
from envportal.documents.enums import LetterKind
from envportal.duties import register
from envportal.ratings import rating

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time

    from django.core.files.uploadedfile import UploadedFile

    from enforcement.inspections.models import Visit
    from envportal.accounts.models import Section, User
    from envportal.documents.models import Document


@dataclass(frozen=True)
class Seen:
    """What was seen of one item of a check list."""

    item: int
    result: str
    words: str = ""


@dataclass(frozen=True)
class Leaving:
    """What the inspectors leave: what they saw, pointed out and concluded, and who signed."""

    seen: str
    outcome: str
    signed: str
    left_at: time
    left_on: date | None = None
    pointed_out: str = ""
    signer: str = ""
    witnesses: Sequence[User] = ()


def _on_the_spot(visit: Visit, by: User, on: date) -> None:
    cases.require(by, rules.RECORD, visit.case, on)
    rules.is_under_way(visit)
    rules.is_on_the_team(by, visit)


@transaction.atomic
def look_at(pk: int, *, found: Sequence[Seen], by: User, at: datetime, key: str = "") -> Visit:
    """记录清单: as far as it is filled in; sent again with its key, or typed over later, each item stands once."""
    visit = locked(pk)
    if log.already(key):
        return visit
    _on_the_spot(visit, by, timezone.localdate(at))
    known = {item.pk for item in queries.items_of(visit)}
    for one in found:
        if one.item in known:
            told_so = {"result": one.result, "words": one.words, "noted_by": by, "noted_at": at}
            Finding.objects.update_or_create(visit=visit, item_id=one.item, defaults=told_so)
    note(visit, "list_filled", by=by, at=at, key=key, items=len(found))
    return visit


def photograph(pk: int, *, file: UploadedFile[bytes], by: User, at: datetime, key: str = "") -> Document | None:
    """拍照取证: the picture is checked before anything is locked; what it told of the phone is gone already."""
    document = _taken_in(pk, file, queries.PHOTO, by=by, at=at, key=key)
    return document if document is None else _keep_photograph(pk, document, by=by, at=at, key=key)


@transaction.atomic
def _keep_photograph(pk: int, document: Document, *, by: User, at: datetime, key: str) -> Document | None:
    visit = locked(pk)
    if log.already(key):
        return None
    _on_the_spot(visit, by, timezone.localdate(at))
    kept = documents.enter(document)
    note(visit, "photographed", by=by, at=at, key=key, document=kept.pk, sha256=kept.sha256)
    return kept


def _taken_in(
    pk: int, file: UploadedFile[bytes] | None, kind: str, *, by: User, at: datetime, key: str
) -> Document | None:
    if file is None or log.already(key):
        return None
    case = Case.objects.get(pk=pk)
    cases.require(by, rules.RECORD, case, timezone.localdate(at))
    return documents.take_in(file, case=case, owner=None, kind=kind, by=by, at=at, is_inside=True)


@transaction.atomic
def advise(
    pk: int, *, text: str, owner: str, due_on: date, section: Section | None = None, by: User, at: datetime,
    key: str = "",
) -> Visit:  # fmt: skip
    """提出建议: whose it is, and by when."""
    visit = locked(pk)
    if log.already(key):
        return visit
    on = timezone.localdate(at)
    _on_the_spot(visit, by, on)
    rules.is_to_come(due_on, on)
    number = visit.advice.count() + 1
    Advice.objects.create(visit=visit, number=number, text=text, owner=owner, due_on=due_on, section=section)
    note(visit, "advised", by=by, at=at, key=key, number=number, text=text, due_on=due_on)
    return visit


def leave(
    pk: int, *, left: Leaving, signature: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = ""
) -> Visit:
    """现场书面反馈: what was seen, pointed out and advised is left in writing the same day."""
    document = _taken_in(pk, signature, queries.SIGNATURE, by=by, at=at, key=key)
    return _leave(pk, left, document, by=by, at=at, key=key)


@transaction.atomic
def _leave(pk: int, left: Leaving, signature: Document | None, *, by: User, at: datetime, key: str) -> Visit:
    visit = locked(pk)
    if log.already(key):
        return visit
    on = timezone.localdate(at)
    rules.require("leave", by, visit, on)
    leaving.all_looked_at(visit, left.outcome)
    leaving.says_what(visit, left.outcome, left.signed, left.pointed_out)
    leaving.is_signed(visit, left.signed, left.signer, left.witnesses, has_file=signature is not None)
    _write(visit, left, signature, at=at)
    visit.feedback_letter = issue(visit, LetterKind.INSPECTION_FEEDBACK, by=by, at=at, on=on, **told.feedback(visit))
    visit.leave()
    visit.save()
    asked_by = askers(visit, by)
    _follow(visit, on=on, by=by, at=at)
    tell(visit, "demand_visited", asked_by, at=at)
    facts = {"letter": visit.feedback_letter.number, "outcome": left.outcome, "late": visit.feedback_is_late}
    note(visit, "visit_left", by=by, at=at, key=key, signed=left.signed, **facts)
    tell_enterprise(visit, "visit_feedback", at=at)
    return visit


def _write(visit: Visit, left: Leaving, signature: Document | None, *, at: datetime) -> None:
    visit.seen, visit.pointed_out, visit.outcome = left.seen, left.pointed_out, left.outcome
    visit.signed, visit.signer = left.signed, left.signer
    visit.witnesses = "、".join(one.name for one in left.witnesses) if left.signed in ATTESTED else ""
    visit.signature = documents.enter(signature) if signature is not None else None
    # A gate that stays shut uses nothing up: the next way there counts.
    visit.counts_for_cap = visit.counts_for_cap and left.outcome != Outcome.GONE
    visit.left_at = _moment(visit, left, at)
    visit.feedback_at, visit.feedback_is_late = at, leaving.is_late(visit.entered_at or at, visit.left_at, at)


def _moment(visit: Visit, left: Leaving, at: datetime) -> datetime:
    """The hour they left, on the day they came unless another is named; never after it was said."""
    came = timezone.localtime(visit.entered_at)
    moment = datetime.combine(left.left_on or came.date(), left.left_at, came.tzinfo)
    leaving.left_after(came, moment)
    return min(moment, at)


def _follow(visit: Visit, *, on: date, by: User, at: datetime) -> None:
    """Each advice becomes a duty of the enterprise; what was asked for is seen; the result goes to the board."""
    for advice in visit.advice.order_by("number"):
        task = register.Task(
            key=f"advice-{advice.number}", kind=register.Kind.ADVICE, bearer=register.Bearer.ENTERPRISE,
            title=advice.text, text=advice.owner, due_on=advice.due_on, section=advice.section,
        )  # fmt: skip
        advice.duty = register.open_duty(visit.case, task, by=by, at=at)
        advice.save(update_fields=["duty"])
    if visit.outcome == Outcome.GONE:
        give_back(visit)
        return
    purposes = _see(visit, on=on, by=by, at=at)
    _invite(visit, purposes, at=at)
    if Purpose.RANDOM in purposes:
        clocks.start(visit.case, clocks.Matter.RANDOM_RESULT, variant="", on=on, by=by, at=at)
    board.submit(
        visit.case, board.Kind.INSPECTION, title=visit.case.title, facts=told.public_facts(visit), by=by, at=at
    )
    editors = staff_with(visit.case.bureau, Role.EDITOR)
    tell(visit, "notice_to_publish", editors, at=at, application=visit, link="/desk/board/")


def _invite(visit: Visit, purposes: set[str], *, at: datetime) -> None:
    """The enterprise may rate the visit, once; who was rated never learns by whom."""
    section, enterprise = visit.case.section, visit.case.enterprise
    if section is not None and enterprise is not None:
        is_return = purposes == {Purpose.RETURN_VISIT}
        service = rating.Service.RETURN_VISIT if is_return else rating.Service.INSPECTION
        rating.invite(visit.case, section=section, enterprise=enterprise, service=service, at=at)


def _see(visit: Visit, *, on: date, by: User, at: datetime) -> set[str]:
    """The demands are served; a return visit or a spot check the bureau owed is made."""
    demands = list(visit.demands.select_for_update(of=("self",)).order_by("pk"))
    for demand in demands:
        demand.state = DemandState.SEEN
        demand.save(update_fields=["state"])
        if demand.duty_id is not None and demand.purpose != Purpose.RE_INSPECTION:
            _fulfil(demand.duty_id, visit, on=on, by=by, at=at)
    return {one.purpose for one in demands}


def _fulfil(pk: int, visit: Visit, *, on: date, by: User, at: datetime) -> None:
    duty = queries.duty(pk)
    lock(Case, duty.case_id)
    duty = queries.duty(pk)
    if duty.state in register.UNDONE:
        register.fulfil(duty, on=on, by=by, at=at, words=f"{visit.case.number} {visit.get_outcome_display()}")
