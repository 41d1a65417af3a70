"""作废和替换: what hung on the letter hangs on the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from approvals.applications.actions.common import tell, tell_applicant
from approvals.applications.models import Application, HearingRequest
from envportal.cases.locks import lock
from envportal.documents import letters

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.cases.models import Case
    from envportal.documents.models import Letter


def _lock(case: Case) -> Application:
    return lock(Application, case.pk)


def _waits(application: Application, letter: Letter) -> bool:
    steps = application.special_steps.filter(letter=letter, filed_on=None, cancelled_at=None)
    noticed = Q(letter=letter) | Q(notice_letter=letter)
    return steps.exists() or application.hearings.filter(noticed, filed_at=None, ended_at=None).exists()


def _tell_party(application: Application, template: str, *, at: datetime, **context: object) -> None:
    tell_applicant(application, template, at=at, on=timezone.localdate(at), **context)


def _hang_on(application: Application, old: Letter, new: Letter, *, by: User, at: datetime) -> None:
    """What names the letter names the new one; a period that ran since the old one's service keeps its day."""
    application.special_steps.filter(letter=old).update(letter=new)
    application.hearings.filter(letter=old).update(letter=new)
    application.hearings.filter(notice_letter=old).update(notice_letter=new)
    application.proposals.filter(hearing_letter=old).update(hearing_letter=new)
    application.corrections.filter(letter=old).update(letter=new)
    HearingRequest.objects.filter(application=application, notice_letter=old).update(notice_letter=new)
    application.revocations.filter(notice_letter=old).update(notice_letter=new)
    application.revocations.filter(letter=old).update(letter=new)
    if application.portal_service and new.to_id is not None:
        letters.serve(new, on=timezone.localdate(at), by=by, at=at)


ROOM = letters.Room(lock=_lock, waits=_waits, hang_on=_hang_on, tell=tell, tell_party=_tell_party)
propose_void, agree_void, decline_void = ROOM.propose, ROOM.agree, ROOM.decline
