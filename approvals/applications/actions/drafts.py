"""Before filing: making a draft, typing, uploading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import queries, rules
from approvals.applications.actions.common import note
from approvals.applications.models import Application, Emission
from approvals.applications.states import FileKind, State
from envportal.accounts import rules as account_rules
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case, Project
from envportal.documents import actions as documents
from envportal.documents.models import Document
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import Bureau, Enterprise, User

# Of these there is one; a new upload takes the place of the old one.
SINGLE = frozenset({FileKind.TABLE, FileKind.PUBLIC})
PROJECT_FIELDS = ("name", "code", "place", "division", "industry")


class MayNotApply(Refused):
    """The person neither works for the enterprise nor holds its grant."""


@transaction.atomic
def create_draft(  # noqa: PLR0913
    enterprise: Enterprise, bureau: Bureau, *, document_kind: str, project_name: str, by: User, at: datetime, key: str = ""
) -> Application:
    """A new draft of `enterprise` at `bureau`; the same key gives the same draft."""
    on = timezone.localdate(at)
    if not account_rules.acts_for(by, enterprise, on):
        raise MayNotApply(_("您没有得到%(name)s的授权。") % {"name": enterprise.name})
    done = log.already(key)
    if done is not None:
        return Application.objects.get(pk=done.case_id)
    project = Project.objects.create(name=project_name, enterprise=enterprise)
    case = Case.objects.create(
        kind=f"eia_{document_kind}", title=project_name, bureau=bureau, enterprise=enterprise, project=project, created_at=at
    )
    application = Application.objects.create(case=case, document_kind=document_kind)
    note(application, "draft_created", by=by, at=at, key=key)
    return application


@transaction.atomic
def save_step(pk: int, *, by: User, at: datetime, key: str = "", **values: object) -> Application:
    """Keep what was typed on one step; `project_*` go to the project, `emission_*` to the table of emissions."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("edit", by, application, timezone.localdate(at))
    _save_project(application, values)
    _save_emissions(application, values)
    for name, value in values.items():
        setattr(application, name, value)
    application.save()
    note(application, "draft_edited", by=by, at=at, key=key)
    return application


def _save_project(application: Application, values: dict[str, object]) -> None:
    typed = {name: values.pop(f"project_{name}") for name in PROJECT_FIELDS if f"project_{name}" in values}
    if not typed:
        return
    project = application.case.project
    for name, value in typed.items():
        setattr(project, name, value)
    project.save()
    application.case.title = project.name
    application.case.save(update_fields=["title"])


def _save_emissions(application: Application, values: dict[str, object]) -> None:
    for name in [name for name in values if name.startswith("emission_")]:
        Emission.objects.update_or_create(
            application=application, pollutant=name.removeprefix("emission_"), defaults={"tonnes": values.pop(name)}
        )


@transaction.atomic
def attach(pk: int, *, file: UploadedFile, kind: str, by: User, at: datetime, key: str = "") -> Document | None:
    """Take in a PDF for the application; raises `documents.BadFile` with one sentence about what is wrong."""
    application = lock(Application, pk)
    if log.already(key):
        return None
    rules.require("edit", by, application, timezone.localdate(at))
    before = list(queries.files(application, kind)) if kind in SINGLE else []
    document = documents.receive(file, case=application.case, owner=application.case.enterprise, kind=kind, by=by, at=at)
    for old in before:
        if old.pk != document.pk:
            documents.replace(old, document)
    note(application, "file_uploaded", by=by, at=at, key=key, name=document.name, sha256=document.sha256)
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
        documents.set_aside(row)
        note(application, "file_removed", by=by, at=at, key=key, name=row.name, sha256=row.sha256)
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
