"""A registration that is filed: handed over or filed here, and checked afterwards.

建设项目环境影响登记表备案管理办法 (order 41 of 2016): no approval and no refusal; the receipt proves the filing only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import queries, rules
from approvals.applications.actions.common import (
    close,
    issue,
    note,
    open_case,
    tell_applicant,
)
from approvals.applications.actions.filing import declare, paper
from approvals.applications.actions.filing_numbers import complete_filing
from approvals.applications.actions.same_day import finish_same_day
from approvals.applications.models import Application, RegistrationSetting
from approvals.applications.states import Finding, RegistrationMode
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.documents.enums import LetterKind
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import Bureau, User
    from envportal.documents.models import Document

ORDER = "建设项目环境影响登记表备案管理办法"


class ModeSet(Refused):
    """The bureau has a setting from that day on; a new one begins on a later day."""


@transaction.atomic
def set_registration_mode(
    bureau: Bureau, mode: str, *, valid_from: date, basis: str, decided_by: str, at: datetime
) -> RegistrationSetting:
    """A bureau's mode from a day on; the same again is the same row, another one for that day is refused."""
    facts = {"mode": str(mode), "basis": basis, "decided_by": decided_by}
    setting, is_new = RegistrationSetting.objects.get_or_create(bureau=bureau, valid_from=valid_from, defaults=facts)
    if not is_new and setting.mode != mode:
        raise ModeSet(_("%(day)s起的办理方式已设定，请另定施行日。") % {"day": valid_from.isoformat()})
    if is_new:
        told = {"bureau": bureau.code, "valid_from": valid_from.isoformat(), **facts}
        log.record(None, "registration_mode_set", by=None, at=at, facts=told)
    return setting


@transaction.atomic
def hand_over(
    pk: int, *, declared: bool, by: User, at: datetime, key: str = "", signed: Document | None = None
) -> Application:
    """转办备案: the registration is complete here and goes to the ministry's system, which numbers it (第8条)."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("hand_over", by, application, on)
    declare(application, "hand_over", signed, declared=declared, by=by, at=at)
    application.registration_mode = RegistrationMode.NATIONAL
    application.hand_over()
    application.save()
    open_case(application, "备", on=on)
    # Whose desk it stands on while its owner is expected back.
    application.case.section = queries.review_section(application.case.bureau)
    application.case.save(update_fields=["section"])
    facts = {"number": application.case.number, "filed": queries.filed(application), **paper(signed)}
    finish_same_day(application, on=on)
    note(application, "handed_over", by=by, at=at, key=key, **facts)
    tell_applicant(application, "handed_over", at=at, on=on)
    return application


@transaction.atomic
def file_registration(
    pk: int, *, declared: bool, by: User, at: datetime, key: str = "", signed: Document | None = None
) -> Application:
    """备案: this portal is the system the setting names, so number and receipt are there at once."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("file", by, application, on)
    declare(application, "file", signed, declared=declared, by=by, at=at)
    application.registration_mode = RegistrationMode.PORTAL
    application.received_on = on
    application.file()
    open_case(application, "备", on=on)
    letter = issue(
        application, LetterKind.FILING_RECEIPT, by=by, at=at, on=on, filed_on=on,
        materials=queries.declared_contents(application),
    )  # fmt: skip
    finish_same_day(application, on=on)
    complete_filing(application, letter.number, None, filed_on=on, by=by, at=at, on=on, key=key)
    return application


@transaction.atomic
def check_filing(pk: int, *, finding: str, found: str, by: User, at: datetime, key: str = "") -> Application:
    """备案核查: what was filed is compared with the project, within the pledge; a letter says what was found."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("check_filing", by, application, on)
    filing = application.filing
    filing.finding, filing.found, filing.checked_by, filing.checked_on = finding, found, by, on
    filing.stands = finding != Finding.TO_BE_MENDED  # which is filed again, and may keep its number
    filing.save()
    application.check_filing()
    application.save()
    letter = issue(
        application, LetterKind.FILING_CHECK, by=by, at=at, on=on, filing_number=filing.number,
        filed_on=filing.filed_on, finding=finding, found=found,
    )  # fmt: skip
    close(application, by=by, at=at, on=on)
    note(application, "filing_checked", by=by, at=at, key=key, finding=finding, letter=letter.number)
    tell_applicant(application, "filing_checked", at=at, on=on, filing=filing)
    return application
