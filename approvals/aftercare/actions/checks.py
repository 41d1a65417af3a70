"""三同时检查: the bureau looks at one stage of a phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from approvals.aftercare import rules
from approvals.aftercare.actions.common import hold, note, tell_owner, undone
from approvals.aftercare.actions.effects import look_into
from approvals.aftercare.models import Aftercare, StageCheck
from approvals.aftercare.rules.duties import STAGES
from envportal.audit import log
from envportal.duties import register

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


@transaction.atomic
def check(  # noqa: PLR0913  what was seen, where and when
    pk: int, *, phase: int, stage: str, in_order: bool, words: str, on: date, by: User, at: datetime, key: str = ""
) -> Aftercare:  # fmt: skip
    """In order: the duty is done. Not in order: it stays, the enterprise reads why, the bureau looks into it."""
    care = hold(pk)
    if log.already(key):
        return care
    today = timezone.localdate(at)
    rules.require("check", by, care, today)
    rules.on_a_day(on, today)
    of = care.phases.get(number=phase)
    StageCheck.objects.create(phase=of, stage=stage, in_order=in_order, words=words, on=on, by=by, at=at)
    note(care, "stage_checked", by=by, at=at, key=key, phase=phase, stage=stage, in_order=in_order, words=words, on=on)
    duty = undone(care, STAGES[stage], phase)
    if in_order and duty is not None:
        register.fulfil(duty, on=on, by=by, at=at, words=words)
    if not in_order:
        if duty is not None and duty.state == register.State.REPORTED:
            register.reopen(duty, reason=words, by=by, at=at)
        look_into(care, stage, of, words, by=by, at=at)
        tell_owner(care, "stage_not_in_order", at=at, phase=of, words=words)
    return care
