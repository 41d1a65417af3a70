"""The one way to who reported it: a permission, a reason, a line in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enforcement.incidents import rules
from enforcement.incidents.actions.common import note
from enforcement.incidents.models import Incident, Reporter
from envportal.audit import log
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User


@transaction.atomic
def see_reporter(pk: int, *, why: str, by: User, at: datetime, key: str = "") -> Reporter | None:
    """Who reported it, for a reason that stands in the log; None where nobody said."""
    incident = lock(Incident, pk)
    rules.may_see_identity(by, incident)
    if not log.already(key):
        note(incident, "reporter_seen", by=by, at=at, key=key, why=why)
    return Reporter.objects.filter(pk=pk).first()
