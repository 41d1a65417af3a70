"""The public was told, had its time, and was heard; the applicant, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.applications.guards.found import standing_proposal
from approvals.applications.states import DocumentKind
from disclosure.board import board
from disclosure.board.models import Notice
from disclosure.participation import participation
from envportal.refusals import Refused
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from datetime import date

    from approvals.applications.models import Application


# A report is put before the public by a rule of its own; of a table the Licensing Law speaks.
CONSULTED = "环境影响评价公众参与办法第25、26条"
HEARD = "行政许可法第36条"


class NotProposed(Refused):
    """The section head has not put a proposal before the public."""


class HearingRequestOpen(Refused):
    """The applicant may still ask for a hearing."""


class HearingRightNotServed(Refused):
    """The hearing-right letter has not reached the applicant."""


class CommentsNotConsidered(Refused):
    """What the public said within the window has not been weighed yet."""


class HearingRequestWaits(Refused):
    """Somebody asked for a hearing on the public page, and nobody has taken that up."""


def proposal_stands(application: Application, _on: date) -> None:
    if standing_proposal(application) is None:
        raise NotProposed(_("科室负责人还没有提出拟审批意见。"), "")


def acceptance_notice_over(application: Application, on: date) -> None:
    board.window_closed(application.case, Notice.Kind.ACCEPTANCE, on)


def proposed_notice_over(application: Application, on: date) -> None:
    board.window_closed(application.case, Notice.Kind.PROPOSED_DECISION, on)


def hearing_request_over(application: Application, on: date) -> None:
    proposal = standing_proposal(application)
    if proposal is None or proposal.hearing_until is None:
        raise HearingRightNotServed(_("听证告知书还没有送达申请人。"), "行政许可法第47条")
    if on <= proposal.hearing_until:
        day = days.brief(proposal.hearing_until)
        raise HearingRequestOpen(_("申请人到 %(day)s 还可以申请听证。") % {"day": day}, "行政许可法第47条")


def comments_considered(application: Application, _on: date) -> None:
    """Each comment of the windows is marked with a reason, or the signatory goes on without, for a reason."""
    waiting = participation.unconsidered(application.case).count()
    if waiting:
        raise CommentsNotConsidered(
            _("公示期内还有 %(n)s 条公众意见没有处理。") % {"n": waiting},
            CONSULTED if application.document_kind == DocumentKind.REPORT else HEARD,
        )


def hearing_requests_taken(application: Application, _on: date) -> None:
    """One that came late waits too, for its written answer, and does not hold up the decision."""
    if participation.hearing_requests(application.case).filter(is_late=False).exists():
        raise HearingRequestWaits(_("网上有人申请听证，还没有登记。"), "行政许可法第47条")
