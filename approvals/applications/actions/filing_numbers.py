"""The number and the receipt of a filing: entered, kept while something else is mended, and put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from approvals.applications import queries, rules
from approvals.applications.actions.common import hand_to_review, note, start_pledge, tell, tell_applicant
from approvals.applications.models import Application, Filing
from approvals.applications.states import FileKind, RegistrationMode
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.documents import actions as documents
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document

# What the public reads beside the mended notice; the reason as typed is for the record.
MENDED = gettext_noop("备案号或者备案日期登记有误，现予更正")


class NumberTaken(Refused):
    """Another filing has this number already."""


class FiledInTheFuture(Refused):
    """A filing cannot be dated later than today."""


class ReceiptMissing(Refused):
    """The ministry's system gives a receipt with every number."""


class NumberIsOurs(Refused):
    """A number this portal gave is on its receipt, and was typed by nobody."""


class NothingMended(Refused):
    """Number, day and receipt are as they were."""


def enter_filing(
    pk: int, *, number: str, filed_on: date, file: UploadedFile[bytes] | None, by: User, at: datetime, key: str = ""
) -> Application:
    """Enter number and receipt of the ministry's system; the paper is read before anything is locked."""
    receipt = _read(pk, file, "enter_filing", by=by, at=at, key=key)
    return _enter_filing(pk, number=number, filed_on=filed_on, receipt=receipt, by=by, at=at, key=key)


@transaction.atomic
def _enter_filing(
    pk: int, *, number: str, filed_on: date, receipt: Document | None, by: User, at: datetime, key: str
) -> Application:
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("enter_filing", by, application, on)
    _not_in_the_future(filed_on, on)
    paper = _stand(application, receipt, by=by, at=at)
    application.file()
    complete_filing(application, number, paper, filed_on=filed_on, by=by, at=at, on=on, key=key)
    return application


def complete_filing(
    application: Application, number: str, receipt: Document | None, *, filed_on: date, by: User, at: datetime,
    on: date, key: str,
) -> None:  # fmt: skip
    """The filing is complete: the check's clock runs from the day the bureau knows of it, the public is told."""
    application.received_on = on
    application.save()
    filing = Filing(
        application=application, number=number, filed_on=filed_on, receipt=receipt, entered_by=by, entered_at=at
    )
    _take(filing)
    start_pledge(application, since=on, by=by, at=at)
    hand_to_review(application, not_to=by, at=at, on=on)
    _tell_the_public(application, filing, "", by=by, at=at)
    note(application, "filed", by=by, at=at, key=key, number=number, filed=queries.filed(application))
    tell_applicant(application, "filed", at=at, on=on, filing=filing)
    if application.case.holder is not None:
        tell(application, "handed_to_you", [application.case.holder], at=at)


def mend_filing(
    pk: int, *, number: str, filed_on: date, file: UploadedFile[bytes] | None, reason: str, by: User, at: datetime,
    key: str = "",
) -> Application:  # fmt: skip
    """更正备案号: what was entered wrong is put right before the check; the wrong row stays behind it."""
    receipt = _read(pk, file, "mend_filing", by=by, at=at, key=key)
    return _mend_filing(pk, number=number, filed_on=filed_on, receipt=receipt, reason=reason, by=by, at=at, key=key)


@transaction.atomic
def _mend_filing(
    pk: int, *, number: str, filed_on: date, receipt: Document | None, reason: str, by: User, at: datetime, key: str
) -> Application:
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("mend_filing", by, application, on)
    _not_in_the_future(filed_on, on)
    _is_of_the_ministry(application)
    before, paper = application.filing, _stand(application, receipt, by=by, at=at)
    is_renamed = (before.number, before.filed_on) != (number, filed_on)
    if not is_renamed and paper == before.receipt:
        raise NothingMended(_("备案号、日期和回执都没有改动，不用更正。"))
    before.stands, before.mended_why = False, reason
    before.save(update_fields=["stands", "mended_why"])
    filing = Filing(
        application=application, number=number, filed_on=filed_on, receipt=paper, entered_by=by, entered_at=at
    )
    _take(filing)
    if is_renamed:
        _tell_the_public(application, filing, MENDED, by=by, at=at)
    note(application, "filing_mended", by=by, at=at, key=key, before=before.number, number=number, reason=reason)
    tell_applicant(application, "filing_mended", at=at, on=on, filing=filing, before=before)
    tell(application, "filing_mended", queries.review_people(application), at=at, filing=filing, before=before)
    return application


def keep_receipt(pk: int, *, file: UploadedFile[bytes], verb: str, by: User, at: datetime) -> None:
    """Keep a sound receipt while number or day beside it are to be mended."""
    receipt = _read(pk, file, verb, by=by, at=at)
    with transaction.atomic():
        application = lock(Application, pk)
        rules.require(verb, by, application, timezone.localdate(at))
        _stand(application, receipt, by=by, at=at)


def _read(
    pk: int, file: UploadedFile[bytes] | None, verb: str, *, by: User, at: datetime, key: str = ""
) -> Document | None:
    application = Application.objects.select_related("case__enterprise").get(pk=pk)
    if file is None or log.already(key):
        return None
    rules.require(verb, by, application, timezone.localdate(at))
    case = application.case
    return documents.take_in(file, case=case, owner=case.enterprise, kind=FileKind.FILING_RECEIPT, by=by, at=at)


def _stand(application: Application, receipt: Document | None, *, by: User, at: datetime) -> Document:
    """The receipt that came in takes the place of one there was; where none did, that one stands."""
    standing = queries.files(application, FileKind.FILING_RECEIPT)
    if receipt is None:
        kept = standing.last()
        if kept is None:
            raise ReceiptMissing(_("请选择备案回执的 PDF 文件。"))
        return kept
    new = documents.enter(receipt)
    for old in standing.exclude(pk=new.pk):
        documents.replace(old, new, by=by, at=at)
    return new


def _not_in_the_future(filed_on: date, on: date) -> None:
    if filed_on > on:
        raise FiledInTheFuture(_("备案日期不能晚于今天。"))


def _is_of_the_ministry(application: Application) -> None:
    if application.registration_mode != RegistrationMode.NATIONAL:
        raise NumberIsOurs(_("备案号由本门户给出，印在备案回执上，不能更正。"))


def _take(filing: Filing) -> None:
    """Keep the filing, unless another that stands has its number, were it entered this very moment."""
    try:
        with transaction.atomic():
            filing.save(force_insert=True)
    except IntegrityError as taken:
        sentence = _("备案号 %(number)s 已登记在另一件上，请核对回执。") % {"number": filing.number}
        raise NumberTaken(sentence) from taken


def _tell_the_public(application: Application, filing: Filing, reason: str, *, by: User, at: datetime) -> None:
    """The notice of the filing waits for a second person; where one stands, its next version does."""
    board.submit(
        application.case, Notice.Kind.FILING, title=application.case.title,
        facts=queries.filing_facts(application, filing), by=by, at=at, document_number=filing.number, reason=reason,
    )  # fmt: skip
    tell(application, "notice_to_publish", staff_with(application.case.bureau, Role.EDITOR), at=at)
