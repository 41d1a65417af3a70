"""送达: a letter handed over on paper, recorded by the window; what waits for service then begins."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import guards, rules
from approvals.applications.actions.common import note
from approvals.applications.actions.extension import extend_when_served
from approvals.applications.actions.hearing import pause_for_hearing
from approvals.applications.actions.review import hearing_until
from approvals.applications.actions.special_step import pause_for
from approvals.applications.models import Application
from approvals.applications.states import UNDER_REVIEW
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import letters
from envportal.documents.models import Letter

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


@transaction.atomic
def record_service(pk: int, *, letter: int, by: User, at: datetime, key: str = "") -> Application:
    """Record that a letter reached the applicant today; the party's period starts the day after."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("serve", by, application, on)
    row = Letter.objects.filter(case=application.case, pk=letter, served_on=None, voided_at=None).first()
    if row is None:
        raise rules.OutOfOrder(_("这份文书已经送达，或者已经作废。"))
    row = letters.serve(row, on=on, by=by, at=at)
    note(application, "service_recorded", by=by, at=at, key=key, letter=row.number)
    if row.kind in {Letter.Kind.APPROVAL, Letter.Kind.REFUSAL}:
        clocks.stop(application.case, Matter.DELIVERY, on=on, by=by, at=at)
    _begin_what_waited(application, row, by=by, at=at, on=on)
    return application


def _begin_what_waited(application: Application, letter: Letter, *, by: User, at: datetime, on: date) -> None:
    if application.state not in UNDER_REVIEW or _only_corrects(letter):
        return
    if letter.kind == Letter.Kind.EXTENSION:
        extend_when_served(application, letter, by=by, at=at, on=on)
    tomorrow = on + timedelta(days=1)
    for step in application.special_steps.filter(letter=letter, filed_on=None, cancelled_at=None):
        step.letter = letter
        pause_for(step, since=tomorrow, at=at)
    hearing = guards.running_hearing(application)
    if hearing is not None and hearing.letter_id == letter.pk:
        hearing.letter = letter
        pause_for_hearing(hearing, since=tomorrow, at=at)
    proposal = guards.standing_proposal(application)
    if proposal is not None and proposal.hearing_letter_id == letter.pk:
        proposal.hearing_until = hearing_until(application, on)
        proposal.save(update_fields=["hearing_until"])


def _only_corrects(letter: Letter) -> bool:
    """Its predecessor was served: what begins with the service began then, and does not begin again."""
    return letter.replaces is not None and letter.replaces.served_on is not None
