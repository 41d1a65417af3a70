"""送达: how a letter reached the applicant, recorded by staff; what waits for service begins the day after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import rules
from approvals.applications.actions.common import note
from approvals.applications.actions.service_effects import begin_what_waited, take_back
from approvals.applications.models import Application
from approvals.applications.states import FileKind
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.documents import actions as documents
from envportal.documents import letters
from envportal.documents.enums import ServiceWay
from envportal.documents.models import Letter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document


@dataclass(frozen=True)
class Stamp:
    """Who records it, when, and the key of the form."""

    by: User
    at: datetime
    key: str

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)


def record_service(  # noqa: PLR0913  a proof of service says all of this
    pk: int, *, letter: int, on: date | None = None, way: str = ServiceWay.COUNTER, also: Iterable[int] = (),
    evidence: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = "", **proof: str,
) -> Application:  # fmt: skip
    """Record that a letter reached the applicant on a day from its date to today (today if none is given).

    `also` are letters of the same case handed over with it. The party's periods start the day after.
    """
    stamp = Stamp(by, at, key)
    kept = _take_in(pk, evidence, "serve", stamp)
    return _record(pk, [letter, *also], way=way, on=on or stamp.on, proof=proof, kept=kept, stamp=stamp)


def record_failed_service(  # noqa: PLR0913  as above
    pk: int, *, letter: int, way: str, on: date, reason: str, evidence: UploadedFile[bytes] | None = None, by: User,
    at: datetime, key: str = "", **proof: str,
) -> Application:  # fmt: skip
    """Record that a letter came back or nobody took it; it goes on waiting, and the record stays."""
    stamp = Stamp(by, at, key)
    kept = _take_in(pk, evidence, "serve", stamp)
    return _record_failed(pk, letter, way=way, on=on, reason=reason, proof=proof, kept=kept, stamp=stamp)


def correct_service(  # noqa: PLR0913  as above
    pk: int, *, letter: int, on: date, reason: str, reached: bool = True,
    evidence: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = "",
) -> Application:  # fmt: skip
    """更正: a second person puts the day, or the whole of it, right; the periods that hang on it are counted anew."""
    stamp = Stamp(by, at, key)
    kept = _take_in(pk, evidence, "correct_service", stamp)
    return _correct(pk, letter, on=on, reason=reason, reached=reached, kept=kept, stamp=stamp)


def _take_in(pk: int, file: UploadedFile[bytes] | None, verb: str, stamp: Stamp) -> Document | None:
    """A scan is read before anything is locked; it names who signed, and so stays inside."""
    if file is None or log.already(stamp.key):
        return None
    application = Application.objects.select_related("case").get(pk=pk)
    rules.require(verb, stamp.by, application, stamp.on)
    return documents.take_in(
        file, case=application.case, owner=None, kind=FileKind.SERVICE_PROOF, by=stamp.by, at=stamp.at, is_inside=True
    )


@transaction.atomic
def _record(
    pk: int, wanted: list[int], *, way: str, on: date, proof: dict[str, str], kept: Document | None, stamp: Stamp
) -> Application:
    application = lock(Application, pk)
    if log.already(stamp.key):
        return application
    rules.require("serve", stamp.by, application, stamp.on)
    shown = letters.Proof(**proof, evidence=documents.enter(kept) if kept else None)
    key = stamp.key
    for row in [_waiting(application, letter) for letter in dict.fromkeys(wanted)]:
        served = letters.serve(row, on=on, way=way, proof=shown, by=stamp.by, at=stamp.at)
        told = {"letter": served.number, "way": way, "on": served.served_on}
        note(application, "service_recorded", by=stamp.by, at=stamp.at, key=key, **told)
        begin_what_waited(application, served, by=stamp.by, at=stamp.at)
        key = ""
    return application


@transaction.atomic
def _record_failed(
    pk: int, letter: int, *, way: str, on: date, reason: str, proof: dict[str, str], kept: Document | None, stamp: Stamp
) -> Application:
    application = lock(Application, pk)
    if log.already(stamp.key):
        return application
    rules.require("serve", stamp.by, application, stamp.on)
    shown = letters.Proof(**proof, evidence=documents.enter(kept) if kept else None)
    row = _waiting(application, letter)
    letters.fail(row, way=way, on=on, why=reason, proof=shown, by=stamp.by, at=stamp.at)
    told = {"letter": row.number, "way": way, "on": on, "reason": reason}
    note(application, "service_failed", by=stamp.by, at=stamp.at, key=stamp.key, **told)
    return application


@transaction.atomic
def _correct(
    pk: int, letter: int, *, on: date, reason: str, reached: bool, kept: Document | None, stamp: Stamp
) -> Application:
    application = lock(Application, pk)
    if log.already(stamp.key):
        return application
    rules.require("correct_service", stamp.by, application, stamp.on)
    row = application.case.letters.get(pk=letter)
    evidence, was = documents.enter(kept) if kept else None, row.served_on
    row = letters.correct(row, on=on, reason=reason, reached=reached, evidence=evidence, by=stamp.by, at=stamp.at)
    told = {"letter": row.number, "before": was, "on": row.served_on, "reason": reason}
    note(application, "service_corrected", by=stamp.by, at=stamp.at, key=stamp.key, **told)
    take_back(application, row, reason=reason, by=stamp.by, at=stamp.at)
    begin_what_waited(application, row, by=stamp.by, at=stamp.at)
    return application


def _waiting(application: Application, letter: int) -> Letter:
    row = Letter.objects.filter(case=application.case, pk=letter, served_on=None, voided_at=None).first()
    if row is None or row.is_posted_up:
        raise rules.OutOfOrder(_("这份文书已经送达，或者已经作废，或者只张贴公示、不单独送达。"))
    return row
