"""Let a case leave the portal as one bundle, and note that it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from approvals.applications.models import Application
from approvals.applications.queries.bundle import Bundle, bundle
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User

# Beside the chains of the cases: a note in the case's own would make every copy another one.
CHAIN = "exports"
WHOLE, OWN = "case.export", "case.export_own"


@transaction.atomic
def export(pk: int, *, inside: bool, by: User | None, at: datetime, key: str | None = None) -> Bundle:
    """Read the case as it stands and note who takes it away; `by` None is whoever runs the machine.

    The zip file is written while it is sent (`zips.stream`); sent once more, the same form is noted once.
    """
    application = lock(Application, pk)
    if by is not None:
        cases.require(by, WHOLE if inside else OWN, application.case, timezone.localdate(at))
    made = bundle(application, timezone.localdate(at), inside=inside)
    if log.already(key) is None:
        facts = {
            "case": application.pk,
            "number": application.case.number,
            "inside": inside,
            "files": len(made.entries),
            "manifest": made.entries[0].sha256,
        }
        log.record(None, "case_exported", by=by, at=at, facts=facts, key=key, chain=CHAIN)
    return made
