"""What must be over before an approval is ended: the enterprise was told, and heard as the law wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.refusals import Refused
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from datetime import date

    from approvals.applications.models import Application, Revocation

HEARD = "行政许可法第7条；听证比照第47条"


class NoRevocation(Refused):
    """Nobody has proposed that the approval end."""


class NotYetHeard(Refused):
    """The enterprise has not been told, or may still speak."""


class HearingNotHeld(Refused):
    """The enterprise asked for a hearing in time, and it has not been held."""


def open_revocation(application: Application) -> Revocation | None:
    """What waits for a decision."""
    rows = application.revocations.filter(decided_at=None)
    return rows.select_related("notice_letter", "proposed_by", "chair", "transcript").first()


def the_revocation(application: Application) -> Revocation:
    found = open_revocation(application)
    if found is None:
        raise NoRevocation(_("还没有人提出终止本批准。"))
    return found


def heard_until(revocation: Revocation) -> date | None:
    """The last day to speak: five working days from service of the notice; None while it is not served."""
    letter, application = revocation.notice_letter, revocation.application
    if letter is None or letter.served_on is None:
        return None
    bureau, kind = application.case.bureau, application.document_kind
    return clocks.due_day(bureau, Matter.HEARING_REQUEST, kind, on=letter.served_on)


def enterprise_heard(revocation: Revocation, on: date) -> None:
    """Raise until the notice is served and its days are over, or the enterprise itself answered and waives the hearing.

    An answer the bureau put in from a paper shortens no days: nobody but the enterprise gives them up.
    """
    if revocation.notice_letter is None:
        return
    until = heard_until(revocation)
    if until is None:
        raise NotYetHeard(_("拟终止批准告知书还没有送达。"), HEARD)
    if revocation.wants_hearing:
        if revocation.heard_on is None:
            raise HearingNotHeld(_("建设单位要求听证，听证还没有举行。"), HEARD)
        return
    if on <= until and not revocation.answers.filter(is_own=True).exists():
        last = days.brief(until)
        raise NotYetHeard(_("建设单位可以陈述申辩到 %(last)s 24:00，期满以前不能决定。") % {"last": last}, HEARD)
