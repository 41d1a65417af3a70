"""What becomes of a registration: approved in a bureau's programme, filed here, or filed in the ministry's system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.applications.models import RegistrationSetting
from approvals.applications.states import FILED_SINCE, WORDS, DocumentKind, RegistrationMode

if TYPE_CHECKING:
    from datetime import date

    from approvals.applications.models import Application
    from approvals.applications.states import Words
    from envportal.accounts.models import Bureau

# The verb with which an applicant files, by what becomes of a registration.
WAYS = {
    RegistrationMode.NATIONAL: "hand_over",
    RegistrationMode.PORTAL: "file",
    RegistrationMode.REVIEW: "submit",
}


def registration_setting(bureau: Bureau, on: date) -> RegistrationSetting | None:
    """The setting in force on a day; a branch without one follows the bureau in whose name it licenses."""
    follows = [bureau.pk, *([bureau.parent_id] if bureau.is_branch and bureau.parent_id else [])]
    settings = RegistrationSetting.objects.filter(valid_from__lte=on).order_by("-valid_from", "-pk")
    found = (settings.filter(bureau=pk).first() for pk in follows)
    return next((setting for setting in found if setting is not None), None)


def registration_mode(bureau: Bureau, on: date) -> RegistrationMode:
    """By law approved before 2016-09-01, filed in the ministry's system since (登记表备案管理办法第8条), or as set."""
    if on < FILED_SINCE:
        return RegistrationMode.REVIEW
    setting = registration_setting(bureau, on)
    return RegistrationMode(setting.mode) if setting else RegistrationMode.NATIONAL


def mode_of(application: Application, on: date) -> RegistrationMode | None:
    """The mode a registration was filed under, or would be on this day; None for reports and tables."""
    if application.document_kind != DocumentKind.REGISTRATION:
        return None
    pinned = application.registration_mode
    return RegistrationMode(pinned) if pinned else registration_mode(application.case.bureau, on)


def words(application: Application, on: date) -> Words:
    """What it is called, or as a draft would be on this day."""
    return WORDS[mode_of(application, on) or RegistrationMode.REVIEW]


def way_of_filing(application: Application, on: date) -> str:
    """submit, file or hand_over: the verb that takes this draft to the bureau."""
    mode = mode_of(application, on)
    return WAYS[mode] if mode else "submit"


def way_of(bureau: Bureau, kind: str, on: date) -> str:
    """submit, file or hand_over: the verb that would take an application of this kind to a bureau on a day."""
    return WAYS[registration_mode(bureau, on)] if kind == DocumentKind.REGISTRATION else "submit"


def filing_so_far(application: Application) -> str:
    """How far a registration that is filed has come: handed_over or filed; empty for what is approved."""
    if not application.is_filing:
        return ""
    return "filed" if application.received_on else "handed_over"


def programme_of(application: Application) -> str:
    """The document on which a bureau approves registrations although the law has them filed; empty in the law's own."""
    # The day it was first received: a correction moves the receipt, the mode stays as it was pinned.
    day = application.case.opened_on or application.receipt_day
    if not application.registration_mode or day < FILED_SINCE:
        return ""
    setting = registration_setting(application.case.bureau, day)
    return setting.basis if setting else ""
