"""The answer: drafted by one person, signed by another; what it supplies comes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from disclosure.requests.actions.common import close, hold, note, outward, require_anonymous, stop, tell, write
from disclosure.requests.models import Answer, Request
from disclosure.requests.rules import answers, steps
from disclosure.requests.states import SUPPLIED_FILE, SUPPLYING, Ground, Opinion, Outcome, Party
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines.enums import Matter
from envportal.documents import actions as documents
from envportal.documents import letters
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document


def draft(
    pk: int, *, outcome: str, file: UploadedFile[bytes] | None = None, remark: str = "", by: User, at: datetime,
    key: str = "", **told: object,
) -> Request:  # fmt: skip
    """拟答复. The file is looked at before anything is locked."""
    request = Request.objects.select_related("case").get(pk=pk)
    if log.already(key):
        return request
    steps.require("draft", by, request, timezone.localdate(at))
    taken = None
    if file is not None and outcome in SUPPLYING:
        taken = documents.take_in(file, case=request.case, owner=None, kind=SUPPLIED_FILE, by=by, at=at, is_inside=True)
    return _draft(pk, outcome, told, taken, remark, by=by, at=at, key=key)


@transaction.atomic
def _draft(
    pk: int, outcome: str, told: dict[str, object], file: Document | None, words: str, *, by: User, at: datetime,
    key: str,
) -> Request:  # fmt: skip
    request, on = lock(Request, pk), timezone.localdate(at)
    if log.already(key):
        return request
    steps.require("draft", by, request, on)
    consultations = list(request.consultations.all())
    steps.require_heard(consultations, on)
    if file is None and told.get("keeps_document") and (before := Answer.objects.filter(request=request).first()):
        told["document"] = before.document
    kept = answers.fit(outcome, {**told, **({"document": file} if file else {})})
    answers.require_grounds(
        outcome, was_clarified=hasattr(request, "clarification"), was_explained=hasattr(request, "explaining"),
        may_explain_until=steps.may_explain_until(request, on),
    )  # fmt: skip
    answers.require_third_party(outcome, kept, {one.opinion for one in consultations if one.party == Party.THIRD})
    blank: dict[str, object] = {name: None if name == "document" else "" for name in answers.FIELDS}
    if file is not None and "document" in kept:
        kept["document"] = documents.enter(file)
    said = {"outcome": outcome, "note": words, "drafted_by": by, "drafted_at": at}
    Answer.objects.update_or_create(request=request, defaults={**blank, **kept, **said})
    hold(request, by)
    request.draft()
    request.save()
    note(request, "drafted", by=by, at=at, key=key, outcome=str(outcome))
    tell(request, "request_to_sign", [one for one in staff_with(request.case.bureau, Role.LEADER) if one != by], at=at)
    return request


@transaction.atomic
def sign(pk: int, *, by: User, at: datetime, key: str = "") -> Request:
    """签发: the letter with its number and remedies, the file that comes with it; the clock stops."""
    request, on = lock(Request, pk), timezone.localdate(at)
    if log.already(key):
        return request
    steps.require("sign", by, request, on)
    given = Answer.objects.select_for_update().get(request=request)
    steps.require_second_person(by, given.drafted_by_id, _("答复"))
    with translation.override("zh-hans"):
        fields: dict[str, object] = dict(answers.said(given))
    if given.document is not None:
        fields["attachments"] = [given.document.name]
    given.letter = write(request, answers.letter_kind(given.outcome), fields, by=by, at=at)
    given.signed_by, given.answered_on = by, on
    given.save()
    request.answer()
    request.save()
    stop(request, Matter.INFORMATION_REPLY, on=on, by=by, at=at)
    _tell_third_parties(request, given, by=by, at=at)
    close(request, on)
    note(request, "answered", by=by, at=at, key=key, outcome=given.outcome, letter=given.letter.number)
    tell(request, "request_answered", {given.drafted_by, request.case.holder} - {by}, at=at)
    return request


def _tell_third_parties(request: Request, given: Answer, *, by: User, at: datetime) -> None:
    """决定公开的，将内容和理由书面告知第三方 (第32条): who refused, and what is supplied all the same.

    Where the part kept back is kept back for their sake, nothing is decided against them.
    """
    if given.outcome not in SUPPLYING or (given.outcome, given.ground) == (Outcome.PARTLY, Ground.THIRD_PARTY):
        return
    for one in request.consultations.filter(party=Party.THIRD, opinion=Opinion.REFUSES):
        fields = {"addressee": one.name, "asked": outward(request) or "见下列内容", "what_concerns": given.supplied,
                  "reasons": given.reasons}  # fmt: skip
        letters.issue(request.case, LetterKind.INFO_THIRD_TOLD, to=None, fields=fields, by=by, at=at)


@transaction.atomic
def send_back(pk: int, *, why: str, by: User, at: datetime, key: str = "") -> Request:
    """退回重拟, for a reason; the clock goes on."""
    request, on = lock(Request, pk), timezone.localdate(at)
    if log.already(key):
        return request
    steps.require("send_back", by, request, on)
    require_anonymous(request, why)
    request.send_back()
    request.save()
    note(request, "sent_back", by=by, at=at, key=key, reason=why)
    tell(request, "request_sent_back", {request.answer_given.drafted_by} - {by}, at=at)
    return request
