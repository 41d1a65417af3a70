"""The verbs of this room: one function, one transaction, the case row locked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils import timezone

from approvals.prereview import queries, rules
from approvals.prereview.models import Point, PreReview
from approvals.prereview.states import DRAFT_DOCUMENT
from envportal.accounts.enums import Role
from envportal.accounts.models import Enterprise
from envportal.accounts.queries import people_of, review_section, staff_with
from envportal.audit import log
from envportal.cases import queries as cases
from envportal.cases.locks import lock
from envportal.cases.models import Case, Project
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import actions as documents
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import Bureau, User
    from envportal.documents.models import Document

SERIES = "前审"
PROJECT_FIELDS = {"project_name": "name", "place": "place"}


class PointWords(TypedDict):
    """One point of an answer as it was typed."""

    what: str
    rule: str
    remedy: str


@transaction.atomic
def create_draft(
    enterprise: Enterprise, bureau: Bureau, *, by: User, at: datetime, key: str = "", **typed: str
) -> PreReview:
    """A new draft of `enterprise` at `bureau`; the same key gives the same draft."""
    rules.may_ask_for(by, enterprise, timezone.localdate(at))
    done = log.already(key)
    if done is not None:
        return PreReview.objects.get(pk=done.case_id)
    _one_at_a_time(enterprise)
    rules.project_is_free(enterprise, bureau, typed["project_name"])
    project = Project.objects.create(name=typed["project_name"], place=typed["place"], enterprise=enterprise)
    case = Case.objects.create(
        kind=cases.PRE_REVIEW, title=project.name, bureau=bureau, enterprise=enterprise, project=project, created_at=at
    )
    found = PreReview.objects.create(case=case, document_kind=typed["document_kind"], question=typed["question"])
    _note(found, "pre_review_drafted", by=by, at=at, key=key)
    return found


def _one_at_a_time(enterprise: Enterprise) -> None:
    """Two of an enterprise's cases may not both find their project free: the second one asks once the first stands."""
    Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)


@transaction.atomic
def edit(pk: int, *, by: User, at: datetime, key: str = "", **typed: str) -> PreReview:
    """Keep what was typed once more, before it is handed in."""
    found = lock(PreReview, pk)
    if log.already(key):
        return found
    rules.require("edit", by, found, timezone.localdate(at))
    project = found.project
    for name, field in PROJECT_FIELDS.items():
        setattr(project, field, typed[name])
    project.save(update_fields=["name", "place"])
    found.case.title = project.name
    found.case.save(update_fields=["title"])
    found.document_kind, found.question = typed["document_kind"], typed["question"]
    found.save(update_fields=["document_kind", "question"])
    _note(found, "pre_review_edited", by=by, at=at, key=key)
    return found


def attach(pk: int, *, file: UploadedFile[bytes], by: User, at: datetime, key: str = "") -> Document | None:
    """Take in the draft PDF; the newest takes the old one's place. Raises `BadFile` with one sentence.

    Not one transaction: a child process reads the file for seconds, and nothing may be locked meanwhile.
    """
    if log.already(key):
        return None
    found = PreReview.objects.select_related("case__enterprise").get(pk=pk)
    rules.require("edit", by, found, timezone.localdate(at))
    taken = documents.take_in(file, case=found.case, owner=found.owner, kind=DRAFT_DOCUMENT, by=by, at=at)
    return _stand(pk, taken, by=by, at=at, key=key)


@transaction.atomic
def _stand(pk: int, taken: Document, *, by: User, at: datetime, key: str) -> Document:
    found = lock(PreReview, pk)
    rules.require("edit", by, found, timezone.localdate(at))
    document = documents.enter(taken)
    for old in queries.files(found).exclude(pk=document.pk):
        documents.replace(old, document, by=by, at=at)
    _note(found, "file_uploaded", by=by, at=at, key=key, file=document.name, sha256=document.sha256)
    return document


@transaction.atomic
def discard(pk: int, *, by: User, at: datetime, key: str = "") -> PreReview:
    """Put a draft away: it leaves every list; what was logged stays."""
    found = lock(PreReview, pk)
    if log.already(key):
        return found
    rules.require("discard", by, found, timezone.localdate(at))
    found.discard()
    found.save(update_fields=["state"])
    _note(found, "pre_review_discarded", by=by, at=at, key=key)
    return found


@transaction.atomic
def ask(pk: int, *, by: User, at: datetime, key: str = "", **_declared: bool) -> PreReview:
    """Hand it in once, however often it is clicked: number, query code, the section's own limit."""
    found = lock(PreReview, pk)
    if log.already(key):
        return found
    on, case = timezone.localdate(at), found.case
    rules.require("ask", by, found, on)
    _one_at_a_time(found.owner)
    rules.project_is_free(found.owner, case.bureau, found.project.name)
    found.ask()
    found.asked_at = at
    found.save(update_fields=["state", "asked_at"])
    case.number, case.opened_on = documents.take_number(case.bureau, SERIES, on.year), on
    case.query_code_hash = cases.hash_query_code(cases.query_code(case))
    case.section = review_section(case.bureau)
    case.save(update_fields=["number", "opened_on", "query_code_hash", "section"])
    clock = clocks.start(case, Matter.PRE_REVIEW, variant="", on=on, by=by, at=at)
    _note(found, "pre_review_asked", by=by, at=at, key=key, number=case.number, due_on=clock.due_on)
    _tell_askers(found, "pre_review_asked", at=at, on=on, due_on=clock.due_on)
    section = [*staff_with(case.bureau, Role.OFFICER, case.section), *_heads(case)]
    _tell(found, "pre_review_to_take", section, at=at, due_on=clock.due_on)
    return found


@transaction.atomic
def take(pk: int, *, by: User, at: datetime, key: str = "") -> PreReview:
    """Take it on: whoever does so holds the case."""
    found = lock(PreReview, pk)
    if log.already(key):
        return found
    rules.require("take", by, found, timezone.localdate(at))
    found.take()
    found.save(update_fields=["state"])
    found.case.holder = by
    found.case.save(update_fields=["holder"])
    _note(found, "pre_review_taken", by=by, at=at, key=key)
    return found


@transaction.atomic
def ask_more(pk: int, *, more: str, by: User, at: datetime, key: str = "") -> PreReview:
    """Ask the enterprise for more, once; the limit is short and runs on."""
    found = lock(PreReview, pk)
    if log.already(key):
        return found
    on = timezone.localdate(at)
    rules.require("ask_more", by, found, on)
    found.ask_more()
    found.more_asked, found.more_asked_on = more, on
    found.save(update_fields=["state", "more_asked", "more_asked_on"])
    _note(found, "pre_review_more_asked", by=by, at=at, key=key, reason=more)
    _tell_askers(found, "pre_review_more_asked", at=at, on=on)
    return found


@transaction.atomic
def supply(pk: int, *, supplied: str, by: User, at: datetime, key: str = "") -> PreReview:
    """Say more, as the section asked."""
    found = lock(PreReview, pk)
    if log.already(key):
        return found
    on = timezone.localdate(at)
    rules.require("supply", by, found, on)
    found.supply()
    found.supplied, found.supplied_on = supplied, on
    found.save(update_fields=["state", "supplied", "supplied_on"])
    _note(found, "pre_review_supplied", by=by, at=at, key=key)
    _tell(found, "pre_review_supplied", _holders(found.case), at=at)
    return found


@transaction.atomic
def answer(
    pk: int, *, outcome: str, opinion: str, points: Sequence[PointWords], by: User, at: datetime,
    other_authority: str = "", key: str = "",
) -> PreReview:  # fmt: skip
    """Answer in writing; the clock stops, the case is closed, the enterprise is told."""
    found = lock(PreReview, pk)
    if log.already(key):
        return found
    on = timezone.localdate(at)
    rules.require("answer", by, found, on)
    rules.says_enough(outcome, other_authority, points)
    found.answer()
    found.outcome, found.opinion, found.other_authority = outcome, opinion, other_authority
    found.answered_on, found.answered_by = on, by
    found.save()
    Point.objects.bulk_create(Point(pre_review=found, **point) for point in points)
    _close(found, by=by, at=at, on=on)
    _note(found, "pre_review_answered", by=by, at=at, key=key, outcome=outcome, points=[dict(one) for one in points])
    _tell_askers(found, "pre_review_answered", at=at, on=on)
    return found


@transaction.atomic
def withdraw(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> PreReview:
    """Withdraw the question: the case is closed without an answer."""
    found = lock(PreReview, pk)
    if log.already(key):
        return found
    on = timezone.localdate(at)
    rules.require("withdraw", by, found, on)
    found.withdraw()
    found.save(update_fields=["state"])
    _close(found, by=by, at=at, on=on)
    _note(found, "pre_review_withdrawn", by=by, at=at, key=key, reason=reason)
    _tell(found, "pre_review_withdrawn", _holders(found.case), at=at, reason=reason)
    return found


def _close(found: PreReview, *, by: User, at: datetime, on: date) -> None:
    clocks.stop(found.case, Matter.PRE_REVIEW, on=on, by=by, at=at)
    found.case.closed_on = on
    found.case.save(update_fields=["closed_on"])


def _heads(case: Case) -> list[User]:
    return list(staff_with(case.bureau, Role.SECTION_HEAD, case.section))


def _holders(case: Case) -> list[User]:
    """Who holds it; before anybody took it, the head of the section."""
    return [case.holder] if case.holder else _heads(case)


def _note(found: PreReview, name: str, *, by: User, at: datetime, key: str, **facts: object) -> None:
    """Write the event; what a drafting unit does names whom it acts for."""
    acts_for_other = not by.is_staff_member and by.enterprise_id != found.owner.pk
    acting_for = found.owner.name if acts_for_other else ""
    log.record(found.case, name, by=by, at=at, key=key or None, facts=facts, acting_for=acting_for)


def _tell_askers(found: PreReview, template: str, *, at: datetime, on: date, **context: object) -> None:
    """Message everybody who acts for the enterprise on this day."""
    link = {"pre_review": found, "link": f"/my/pre-reviews/{found.pk}/"}
    outbox.post(found.case, template, to=people_of(found.owner, on), context={**link, **context}, at=at)


def _tell(found: PreReview, template: str, to: Iterable[User], *, at: datetime, **context: object) -> None:
    link = {"pre_review": found, "link": f"/desk/pre-reviews/{found.pk}/"}
    outbox.post(found.case, template, to=to, context={**link, **context}, at=at)
