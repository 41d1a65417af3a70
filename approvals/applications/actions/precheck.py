"""附件预检: the words of the attachments are read in a process of their own, what is noticed is kept as it was."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from approvals.applications import queries, rules
from approvals.applications.actions.common import note
from approvals.applications.enums import Advice, Noticed
from approvals.applications.models import Application, PreCheck
from approvals.applications.queries.precheck import MOST_FILES, Finding, Read, noticed, papers, typed_in
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.documents.guards import children, store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Document

# Of the clock, for all files together: a reader that dawdles over one leaves the rest unseen, and it is said so.
SECONDS = 60


def pre_check(pk: int, *, by: User, at: datetime, key: str = "") -> Application:
    """Look through the papers of a draft or a correction; nothing is locked while they are read."""
    application = Application.objects.select_related("case__enterprise", "case__project").get(pk=pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("edit", by, application, on)
    waiting = papers(application) if queries.may_be_looked_at(application) else []
    read = _read(waiting)
    found = noticed(typed_in(application), read, on)
    if unseen := [one.name for one in waiting[len(read) :]]:
        found.append(Finding(Noticed.UNSEEN, Advice.UNKNOWN, "、".join(unseen)))
    return _keep(pk, [one.sha256 for one in waiting], found, by=by, at=at, key=key)


def _read(waiting: Sequence[Document]) -> list[Read]:
    began, read = time.monotonic(), list[Read]()
    for one in waiting[:MOST_FILES]:
        if read and time.monotonic() - began > SECONDS:
            break
        told = children.words_of_pdf(store.root() / one.path)
        read.append(Read(one.name, one.kind, list(told.get("pages", [])), str(told.get("unread", ""))))
    return read


@transaction.atomic
def _keep(pk: int, files: list[str], found: Sequence[Finding], *, by: User, at: datetime, key: str) -> Application:
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("edit", by, application, timezone.localdate(at))
    rows = [[str(part) for part in one] for one in found]
    PreCheck.objects.create(application=application, by=by, at=at, files=files, found=rows)
    note(application, "pre_checked", by=by, at=at, key=key, findings=len(rows))
    return application
