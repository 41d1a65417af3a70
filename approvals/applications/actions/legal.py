"""法制审核: asked for by the section, or by law after a hearing; done by somebody who does not handle the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import guards, queries, rules
from approvals.applications.actions.common import note, tell
from approvals.applications.models import Application, LegalReview
from approvals.applications.states import LegalGround
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User


class ReviewWaits(Refused):
    """A legal review of this case was asked for already."""


class NoReviewWaits(Refused):
    """Nobody asked for a legal review, or it has its answer."""


@transaction.atomic
def ask_legal_review(pk: int, *, ground: str, why: str, by: User, at: datetime, key: str = "") -> Application:
    """Send a case for legal review because of what it concerns, before it is decided (国办发〔2018〕118号)."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("ask_legal_review", by, application, timezone.localdate(at))
    if guards.waiting_legal_review(application) is not None:
        raise ReviewWaits(_("本件已经送法制审核，还没有结论。"))
    open_legal_review(application, ground, why=why, by=by, at=at, key=key)
    return application


def open_legal_review(
    application: Application, ground: str, *, why: str = "", by: User, at: datetime, key: str = ""
) -> None:
    """Ask, within an action that has locked the case."""
    LegalReview.objects.create(application=application, ground=ground, why=why, asked_by=by, asked_at=at)
    note(application, "legal_review_asked", by=by, at=at, key=key, reason=str(LegalGround(ground).label))
    tell(application, "legal_review_asked", staff_with(application.case.bureau, Role.LEGAL), at=at)


def follow_hearing(application: Application, *, by: User, at: datetime) -> None:
    """After a hearing the law wants the review; nobody has to think of it. One that waits already stands for it."""
    if guards.held_hearing(application) and guards.waiting_legal_review(application) is None:
        open_legal_review(application, LegalGround.HEARING, by=by, at=at)


@transaction.atomic
def review_legality(pk: int, *, outcome: str, opinion: str, by: User, at: datetime, key: str = "") -> Application:
    """The conclusion of the legal review; what does not pass is mended and comes again before it is signed."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("review_legality", by, application, timezone.localdate(at))
    review = guards.waiting_legal_review(application)
    if review is None:
        raise NoReviewWaits(_("现在没有等待法制审核的内容。"))
    if review.asked_by == by:
        raise rules.ActedBefore(_("您送的审，须由另一人审核。"), guards.LEGALLY_REVIEWED)
    review.outcome, review.opinion, review.reviewer, review.reviewed_at = outcome, opinion, by, at
    review.save()
    note(application, "legally_reviewed", by=by, at=at, key=key, reason=review.get_outcome_display())
    people = [*queries.review_people(application), *staff_with(application.case.bureau, Role.SECTION_HEAD)]
    tell(application, "legally_reviewed", people, at=at, review=review)
    return application
