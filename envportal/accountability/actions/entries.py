"""An entry of the self-examination ledger: listed, published by a second person, mended with proof, looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from envportal.accountability.actions.common import require
from envportal.accountability.enums import Happened
from envportal.accountability.guards import NotPossible
from envportal.accountability.models import Entry
from envportal.accountability.rules import entries as rules
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.cases.queries import SELF_EXAMINATION, by_number
from envportal.documents import actions as documents
from envportal.documents.actions import take_number
from envportal.duties import register
from envportal.duties.models import Duty
from envportal.messaging import outbox

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document

SERIES, DUTY, PROOF = "自查", "mend", "self_examination_proof"


class Problem(TypedDict):
    """What was found, as it is typed."""

    problem: str
    named_by: str
    measure: str
    holder: User
    due_on: date
    source: NotRequired[str]
    about: NotRequired[str]


@transaction.atomic
def open_entry(*, by: User, at: datetime, key: str = "", **told: Unpack[Problem]) -> Entry:
    """列入台账: a case with its number, and a duty with its last day."""
    if event := log.already(key):
        return Entry.objects.get(pk=event.facts["entry"])
    on, holder, bureau = timezone.localdate(at), told["holder"], by.bureau
    rules.may_open(by)
    assert bureau is not None  # noqa: S101  the rule has asked
    rules.require_new(holder, by, told["due_on"], on)
    rules.require_public(told["problem"], told["measure"])
    about = _about(told.get("about", ""), by)
    case = Case.objects.create(
        kind=SELF_EXAMINATION, title=told["problem"][:80], bureau=bureau, section=holder.section, holder=holder,
        created_at=at, opened_on=on, number=take_number(bureau, SERIES, on.year),
    )  # fmt: skip
    entry = Entry.objects.create(
        case=case, about=about, opened_by=by, problem=told["problem"], named_by=told["named_by"],
        measure=told["measure"], due_on=told["due_on"], source=told.get("source", ""),
    )  # fmt: skip
    _note(entry, Happened.FOUND, by=by, at=at, key=key, named_by=told["named_by"], due_on=told["due_on"])
    task = register.Task(
        key=DUTY, kind=register.Kind.SELF_EXAMINATION, bearer=register.Bearer.BUREAU, title=case.title,
        text=told["measure"], basis="自查自纠", due_on=told["due_on"], section=holder.section, holder=holder,
    )  # fmt: skip
    register.open_duty(case, task, by=by, at=at)
    _tell(entry, "self_examination_yours", holder, at=at)
    return entry


def _about(number: str, by: User) -> Case | None:
    if not number:
        return None
    found = by_number(number)
    if found is None or found.bureau_id != by.bureau_id:
        raise NotPossible(_("本局没有这个编号的案件，请核对，或者不填。"))
    return found


@transaction.atomic
def publish(pk: int, *, by: User, at: datetime, key: str = "") -> Entry:
    """同意公开, by another than who listed it; from then on everybody reads it to its end."""
    entry = lock(Entry, pk)
    if log.already(key):
        return entry
    require(rules.may_publish(by, entry), rules.PUBLISH)
    rules.require_public(entry.problem, entry.measure, entry.done_words, entry.check_words)
    entry.published_by, entry.published_at = by, at
    entry.save()
    _note(entry, Happened.PUBLISHED, by=by, at=at, key=key)
    return entry


def finish(
    pk: int, *, words: str, file: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = ""
) -> Entry:
    """报告整改完成, with what proves it: the file is read before anything is locked."""
    entry = Entry.objects.select_related("case").get(pk=pk)
    if log.already(key):
        return entry
    require(rules.may_finish(by, entry), rules.WORK)
    taken = None
    if file is not None:
        taken = documents.take_in(file, case=entry.case, owner=None, kind=PROOF, by=by, at=at, is_inside=True)
    return _finished(pk, words, taken, by=by, at=at, key=key)


@transaction.atomic
def _finished(pk: int, words: str, taken: Document | None, *, by: User, at: datetime, key: str) -> Entry:
    entry = lock(Entry, pk)
    if log.already(key):
        return entry
    require(rules.may_finish(by, entry), rules.WORK)
    rules.require_public(words)
    entry.finish()
    entry.done_on, entry.done_words, entry.done_by, entry.sent_back_why = timezone.localdate(at), words, by, ""
    entry.proof = documents.enter(taken) if taken is not None else entry.proof
    entry.save()
    _note(entry, Happened.DONE, by=by, at=at, key=key, words=words)
    _tell(entry, "self_examination_to_check", entry.opened_by, at=at)
    return entry


@transaction.atomic
def check(pk: int, *, words: str, by: User, at: datetime, key: str = "") -> Entry:
    """复查通过, by another than who mended it: the duty and the case end."""
    entry, on = lock(Entry, pk), timezone.localdate(at)
    if log.already(key):
        return entry
    require(rules.may_check(by, entry), rules.CHECK)
    rules.require_public(words)
    entry.check_off()
    entry.checked_on, entry.check_words, entry.checked_by = on, words, by
    entry.save()
    duty = Duty.objects.filter(case=entry.case, key=DUTY, state__in=register.UNDONE).select_related("case").first()
    if duty is not None:
        register.fulfil(duty, on=on, by=by, at=at, words=words)
    entry.case.closed_on = on
    entry.case.save(update_fields=["closed_on"])
    _note(entry, Happened.CHECKED, by=by, at=at, key=key, words=words)
    return entry


@transaction.atomic
def send_back(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Entry:
    """没有改好: the last day stays as it was."""
    entry = lock(Entry, pk)
    if log.already(key):
        return entry
    require(rules.may_check(by, entry), rules.CHECK)
    rules.require_public(reason)
    entry.send_back()
    entry.sent_back_why = reason
    entry.save()
    _note(entry, Happened.SENT_BACK, by=by, at=at, key=key, reason=reason)
    _tell(entry, "self_examination_yours", entry.case.holder, at=at)
    return entry


def _note(entry: Entry, name: str, *, by: User, at: datetime, key: str = "", **facts: object) -> None:
    log.record(entry.case, str(name), by=by, at=at, key=key or None, facts={"entry": entry.pk, **facts})


def _tell(entry: Entry, template: str, person: User | None, *, at: datetime) -> None:
    if person is not None:
        context = {"entry": entry, "link": f"/desk/self-examination/{entry.pk}/"}
        outbox.post(entry.case, template, to=[person], context=context, at=at)
