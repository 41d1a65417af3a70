"""作废和替换: proposed by one person, decided by another; what hung on the letter hangs on the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import rules
from approvals.applications.actions.common import tell, tell_applicant
from approvals.applications.models import Application, HearingRequest
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.cases.locks import lock
from envportal.documents import letters
from envportal.documents.models import Letter, Voiding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from envportal.accounts.models import User

PROPOSE, DECIDE = "letter.propose_void", "letter.decide_void"


@transaction.atomic
def propose_void(
    pk: int, *, ground: str, reason: str, changes: Mapping[str, object] | None, by: User, at: datetime, key: str = ""
) -> Voiding:
    """Propose that letter `pk` be void, with `changes` in favour of a corrected one; the heads are told."""
    application = lock(Application, Letter.objects.values_list("case", flat=True).get(pk=pk))
    if log.already(key):
        return Voiding.objects.filter(letter=pk).latest("pk")
    cases.require(by, PROPOSE, application.case, timezone.localdate(at))
    if changes is None:
        _nothing_waits_for(application, pk)
    voiding = letters.propose_void(pk, ground=ground, reason=reason, changes=changes, by=by, at=at, key=key)
    heads = staff_with(application.case.bureau, Role.LEADER)
    tell(application, "void_proposed", heads, at=at, letter=voiding.letter, voiding=voiding)
    return voiding


@transaction.atomic
def decline_void(pk: int, *, by: User, at: datetime, key: str = "") -> Voiding:
    """The letter stays; who proposed it is told."""
    voiding = Voiding.objects.select_related("letter", "proposed_by").get(pk=pk)
    application = lock(Application, voiding.letter.case_id)
    if log.already(key):
        return voiding
    cases.require(by, DECIDE, application.case, timezone.localdate(at))
    voiding = letters.decline_void(pk, by=by, at=at, key=key)
    tell(application, "void_declined", [voiding.proposed_by], at=at, letter=voiding.letter, voiding=voiding)
    return voiding


@transaction.atomic
def agree_void(pk: int, *, by: User, at: datetime, key: str = "") -> Voiding:
    """The letter is void, the new one stands in its place, and the party is told of both."""
    voiding = Voiding.objects.select_related("letter").get(pk=pk)
    application, on = lock(Application, voiding.letter.case_id), timezone.localdate(at)
    if log.already(key):
        return voiding
    cases.require(by, DECIDE, application.case, on)
    if voiding.changes is None:
        _nothing_waits_for(application, voiding.letter_id)
    voiding, new = letters.agree_void(pk, by=by, at=at, key=key)
    if new is not None:
        _hang_on(application, voiding.letter, new)
        if application.portal_service and new.to_id is not None:
            letters.serve(new, on=on, by=by, at=at)
    tell(application, "void_agreed", [voiding.proposed_by], at=at, letter=voiding.letter, new=new, voiding=voiding)
    if voiding.letter.to_id is not None:
        tell_applicant(application, "letter_voided", at=at, on=on, letter=voiding.letter, new=new, voiding=voiding)
    return voiding


def _nothing_waits_for(application: Application, letter: int) -> None:
    """What a letter announced is called off first: its pause would wait for a service that never comes."""
    steps = application.special_steps.filter(letter=letter, filed_on=None, cancelled_at=None)
    noticed = Q(letter=letter) | Q(notice_letter=letter)
    hearings = application.hearings.filter(noticed, filed_at=None, ended_at=None)
    if steps.exists() or hearings.exists():
        raise rules.OutOfOrder(_("文书所载的事项还在进行；请先取消该事项，或者用改正后的新文书替换。"))


def _hang_on(application: Application, old: Letter, new: Letter) -> None:
    """What names the letter names the new one; a period that ran since the old one's service keeps its day."""
    application.special_steps.filter(letter=old).update(letter=new)
    application.hearings.filter(letter=old).update(letter=new)
    application.hearings.filter(notice_letter=old).update(notice_letter=new)
    application.proposals.filter(hearing_letter=old).update(hearing_letter=new)
    application.corrections.filter(letter=old).update(letter=new)
    HearingRequest.objects.filter(application=application, notice_letter=old).update(notice_letter=new)
    application.revocations.filter(notice_letter=old).update(notice_letter=new)
    application.revocations.filter(letter=old).update(letter=new)
