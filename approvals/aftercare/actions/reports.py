"""A condition is reported as met, with what shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.aftercare import rules
from approvals.aftercare.actions.common import enter, hold, note, take_in, tell_bureau
from approvals.aftercare.guards import OutOfOrder
from approvals.aftercare.models import Aftercare
from envportal.audit import log
from envportal.duties import register

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User


def report_duty(
    pk: int, *, duty: int, words: str, file: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = ""
) -> Aftercare | None:  # fmt: skip
    """The enterprise says how it met a condition; the bureau looks."""
    if log.already(key):
        return None
    care = Aftercare.objects.select_related("case__enterprise").get(pk=pk)
    rules.require("report_duty", by, care, timezone.localdate(at))
    taken = take_in(care, file, by=by, at=at)
    return _report(pk, duty=duty, words=words, taken=taken, by=by, at=at, key=key)


@transaction.atomic
def _report(pk: int, *, duty: int, words: str, taken: Any, by: User, at: datetime, key: str) -> Aftercare:
    care, on = hold(pk), timezone.localdate(at)
    rules.require("report_duty", by, care, on)
    found = register.of(care.case).filter(pk=duty, kind=register.Kind.CONDITION).first()
    if found is None or found.state not in {register.State.AWAITING, register.State.OPEN}:
        raise OutOfOrder(_("这一条现在不能报告：已经报告过，或者已经结束。"))
    if found.state == register.State.AWAITING:
        register.set_day(found, due_on=on, by=by, at=at)
    document = enter(taken)
    said = f"{words}（{document.name}）" if document else words
    register.report(found, words=said, on=on, by=by, at=at)
    note(care, "condition_reported", by=by, at=at, key=key, duty=found.key, words=words)
    tell_bureau(care, "condition_reported", at=at, duty=found)
    return care
