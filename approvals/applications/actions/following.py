"""The pre-application review a draft follows; once the application is filed it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import rules
from approvals.applications.actions.common import note
from approvals.applications.models import Application
from approvals.applications.states import State
from approvals.prereview import queries as prereview
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import CaseLink
from envportal.cases.queries import PRE_REVIEW
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from approvals.prereview.models import PreReview
    from envportal.accounts.models import User


class NotAnsweredHere(Refused):
    """An application follows an answered pre-review of its own owner at its own bureau."""


@transaction.atomic
def follow(pk: int, *, pre_review: PreReview | None, by: User, at: datetime, key: str = "") -> Application:
    """Name the pre-review this draft follows, or none; the days of it are told beside the pledge."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("edit", by, application, timezone.localdate(at))
    if application.state != State.DRAFT:
        raise rules.OutOfOrder(_("申请已经提出，所依据的申请前审查不能再改。"))
    case = application.case
    CaseLink.objects.filter(target=case, why=PRE_REVIEW).delete()
    number = ""
    if pre_review is not None:
        if not prereview.answered_for(application.owner, case.bureau).filter(pk=pre_review.pk).exists():
            raise NotAnsweredHere(_("只能选本单位在同一个局已经答复的申请前审查。"))
        CaseLink.objects.create(source=pre_review.case, target=case, why=PRE_REVIEW)
        number = pre_review.case.number or ""
    note(application, "draft_edited", by=by, at=at, key=key, follows=number)
    return application
