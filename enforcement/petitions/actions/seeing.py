"""Who reported: seen by few, for a reason, and never unnoticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enforcement.petitions import rules
from enforcement.petitions.actions.common import locked, note
from enforcement.petitions.actions.wording import nameless
from enforcement.petitions.queries import sealed
from envportal.audit import log

if TYPE_CHECKING:
    from datetime import datetime

    from enforcement.petitions.models import Reporter
    from envportal.accounts.models import User


@transaction.atomic
def see_reporter(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Reporter | None:
    """The one way to it: the right to, a typed reason, an entry in the log of the case."""
    petition = locked(pk)
    rules.require("see_reporter", by, petition, timezone.localdate(at))
    [reason] = nameless(petition, reason, by=by, at=at)
    # Every look stands on the log: a key that was used before, by whatever form, hides none.
    note(petition, "reporter_seen", by=by, at=at, key="" if log.already(key) else key, reason=reason)
    return sealed.reporter_of(petition)
