"""Before filing: making a draft, typing, uploading."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.access import screening
from approvals.applications import queries, rules
from approvals.applications.actions.common import note
from approvals.applications.models import Application, Emission, Participation
from approvals.applications.states import FileKind, State
from approvals.catalogue import classifying
from approvals.zones import zoning
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case, Project
from envportal.cases.queries import COUNTER
from envportal.documents import actions as documents
from envportal.documents.models import Document
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import Bureau, Enterprise, User

# Of these there is one; a new upload takes the place of the old one.
SINGLE = frozenset({FileKind.REPORT, FileKind.TABLE, FileKind.PUBLIC, FileKind.PARTICIPATION})
PUBLIC = frozenset({FileKind.PUBLIC, FileKind.PARTICIPATION})
PROJECT_FIELDS = ("name", "code", "place", "division", "industry")


class MayNotApply(Refused):
    """The person neither works for the enterprise, nor holds its grant, nor sits at the bureau's own counter."""


@transaction.atomic
def create_draft(
    enterprise: Enterprise,
    bureau: Bureau,
    *,
    document_kind: str,
    project_name: str,
    by: User,
    at: datetime,
    key: str = "",
    check: str = "",
) -> Application:
    """A new draft of `enterprise` at `bureau`, on a check of the catalogue if named; the same key, the same draft."""
    on = timezone.localdate(at)
    _may_apply(enterprise, bureau, by, on)
    done = log.already(key)
    if done is not None:
        return Application.objects.get(pk=done.case_id)
    project = Project.objects.create(name=project_name, enterprise=enterprise)
    case = Case.objects.create(
        kind=f"eia_{document_kind}",
        title=project_name,
        bureau=bureau,
        enterprise=enterprise,
        project=project,
        created_at=at,
        assisted=by.is_staff_member,
    )
    application = Application.objects.create(
        case=case, document_kind=document_kind, **(_as_they_came(enterprise) if case.assisted else {})
    )
    note(application, "draft_created", by=by, at=at, key=key)
    if check:
        classifying.attach(case, check, by=by, at=at)
    return application


def _may_apply(enterprise: Enterprise, bureau: Bureau, by: User, on: date) -> None:
    if by.is_staff_member:
        if not rules.open_to(by, COUNTER) or by.bureau_id != bureau.pk:
            raise NotYours(_("只能在本局窗口代录向本局提出的申请。"), COUNTER)
    elif not queries.applicants_of(by, on).filter(pk=enterprise.pk).exists():
        raise MayNotApply(_("您没有得到%(name)s的授权。") % {"name": enterprise.name})


def _as_they_came(enterprise: Enterprise) -> dict[str, Any]:
    """Whom to call, as told at the counter; letters on paper until the applicant agrees to the portal."""
    names = ("contact_name", "contact_phone", "contact_email")
    return {"portal_service": False, **{name: getattr(enterprise, name) for name in names}}


@transaction.atomic
def save_step(pk: int, *, by: User, at: datetime, key: str = "", **values: object) -> Application:
    """Keep what was typed on one step; `project_*`, `emission_*` and `site_*` go where each belongs."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("edit", by, application, timezone.localdate(at))
    _save_project(application, values)
    _save_emissions(application, values)
    _save_site(application, values)
    for name, value in values.items():
        setattr(application, name, value)
    application.save()
    note(application, "draft_edited", by=by, at=at, key=key)
    return application


def _save_project(application: Application, values: dict[str, object]) -> None:
    typed = {name: values.pop(f"project_{name}") for name in PROJECT_FIELDS if f"project_{name}" in values}
    if not typed:
        return
    project = application.project
    for name, value in typed.items():
        setattr(project, name, value)
    project.save()
    application.case.title = project.name
    application.case.save(update_fields=["title"])


def _save_emissions(application: Application, values: dict[str, object]) -> None:
    for name in [name for name in values if name.startswith("emission_")]:
        Emission.objects.update_or_create(
            application=application,
            pollutant=name.removeprefix("emission_"),
            defaults={"tonnes": Decimal(str(values.pop(name)))},
        )


def _save_site(application: Application, values: dict[str, object]) -> None:
    typed = {name.removeprefix("site_"): values.pop(name) for name in list(values) if name.startswith("site_")}
    if typed:
        screening.declare(application.case, **typed)


def attach(pk: int, *, file: UploadedFile[bytes], kind: str, by: User, at: datetime, key: str = "") -> Document | None:
    """Take in a PDF for the application; raises `documents.BadFile` with one sentence about what is wrong.

    Not one transaction: a child process reads the file for seconds, and nothing may be locked meanwhile.
    """
    if log.already(key):
        return None
    return stand(pk, take_in(pk, file=file, kind=kind, by=by, at=at), by=by, at=at, key=key)


def take_in(pk: int, *, file: UploadedFile[bytes], kind: str, by: User, at: datetime, verb: str = "edit") -> Document:
    """Read a file for whoever may do the verb; it stands in the application with `stand`."""
    application = Application.objects.select_related("case__enterprise").get(pk=pk)
    rules.require(verb, by, application, timezone.localdate(at))
    case = application.case
    return documents.take_in(file, case=case, owner=case.enterprise, kind=kind, by=by, at=at)


@transaction.atomic
def stand(pk: int, document: Document, *, by: User, at: datetime, key: str = "", verb: str = "edit") -> Document:
    """Let the file stand in the application, if it may still be edited now that nobody else can file it.

    Of a kind there is one of, it takes the old one's place.
    """
    application = lock(Application, pk)
    rules.require(verb, by, application, timezone.localdate(at))
    document = documents.enter(document)
    if document.kind in SINGLE:
        for old in queries.files(application, document.kind).exclude(pk=document.pk):
            documents.replace(old, document, by=by, at=at)
    if document.kind in PUBLIC:
        document.is_public = True
        document.save(update_fields=["is_public"])
    note(application, "file_uploaded", by=by, at=at, key=key, file=document.name, sha256=document.sha256)
    return document


@transaction.atomic
def detach(pk: int, *, document: int, by: User, at: datetime, key: str = "") -> Application:
    """Take a file out again; only while the application is the applicant's to edit."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("edit", by, application, timezone.localdate(at))
    row = Document.objects.filter(case=application.case, pk=document).first()
    if row is not None:
        documents.discard(row, by=by, at=at)
        note(application, "file_removed", by=by, at=at, key=key, file=row.name, sha256=row.sha256)
    return application


@transaction.atomic
def delete_draft(pk: int, *, by: User, at: datetime, key: str = "") -> Application:
    """Put a draft away: it leaves every list; what was logged stays."""
    application = lock(Application, pk)
    if log.already(key) or application.case.closed_on:
        return application
    rules.require("edit", by, application, timezone.localdate(at))
    if application.state != State.DRAFT:
        raise rules.OutOfOrder(_("已提交的申请不能删除，可以撤回。"))
    application.discarded_at = at
    application.save(update_fields=["discarded_at"])
    note(application, "draft_deleted", by=by, at=at, key=key)
    return application


def save_public(
    pk: int,
    *,
    file: UploadedFile[bytes] | None,
    nothing_withheld: bool,
    withheld: str,
    by: User,
    at: datetime,
    key: str = "",
) -> Application:
    """Keep the public version and the statement on what was left out of it, the file first."""
    if file is not None and not log.already(key):
        attach(pk, file=file, kind=FileKind.PUBLIC, by=by, at=at)
    return save_step(
        pk, nothing_withheld=nothing_withheld, withheld="" if nothing_withheld else withheld, by=by, at=at, key=key
    )


def save_participation(
    pk: int, *, file: UploadedFile[bytes] | None, by: User, at: datetime, key: str = "", **stated: object
) -> Application:
    """Keep what the owner states of its consultation, its own statement first."""
    if file is not None and not log.already(key):
        attach(pk, file=file, kind=FileKind.PARTICIPATION, by=by, at=at)
    return _save_participation(pk, stated, by=by, at=at, key=key)


@transaction.atomic
def _save_participation(pk: int, stated: dict[str, object], *, by: User, at: datetime, key: str) -> Application:
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("edit", by, application, timezone.localdate(at))
    if stated["is_simplified"]:
        zoning.simplifies(application.case, str(stated["park_plan"]), stated["draft_from"], timezone.localdate(at))  # type: ignore[arg-type]
    Participation.objects.update_or_create(application=application, defaults=stated)
    note(application, "draft_edited", by=by, at=at, key=key)
    return application


def save_attachment(
    pk: int, *, file: UploadedFile[bytes] | None, no_attachments: bool, by: User, at: datetime, key: str = ""
) -> Application:
    """Keep one more attachment, or the statement that there are none."""
    if file is not None and not log.already(key):
        attach(pk, file=file, kind=FileKind.ATTACHMENT, by=by, at=at)
    return save_step(pk, no_attachments=no_attachments and file is None, by=by, at=at, key=key)
