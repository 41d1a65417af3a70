"""What the public sent by itself, where the procedure takes it up: a request for a hearing, and comments left open."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import rules
from approvals.applications.actions.common import note
from approvals.applications.actions.hearing_requests import AskedAlready, enter_request
from approvals.applications.guards.found import opinion_to_sign
from approvals.applications.models import Application, HearingRequest
from approvals.applications.queries.conditions import conditions_of as rows_of
from approvals.applications.states import FileKind
from disclosure.participation import participation
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.documents import actions as documents
from envportal.documents.guards import fonts
from envportal.documents.guards.printer import print_letter
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.participation.models import Author, Submission
    from envportal.accounts.models import User
    from envportal.cases.models import Case

TAKING_UP = "登记网上提出的听证申请，送达听证通知书"
MOST_REASON = 2000  # characters a request of the procedure holds; the whole stands in its document
IN_TIME = "已登记，在期限内；听证的时间、地点会书面通知您。"
ASKED_BEFORE = "申请人已经另行申请听证，这一份并入那一份。"


def conditions_of(case: Case) -> list[str]:
    """What would be signed with an approval, for who considers comments; nothing of another procedure."""
    application = Application.objects.filter(pk=case.pk).first()
    opinion = opinion_to_sign(application) if application else None
    return [one.text for one in rows_of(opinion)] if opinion else []


participation.offer_conditions(conditions_of)


class NothingWaits(Refused):
    """There is nothing for this step to work on any more."""


@transaction.atomic
def go_on(pk: int, *, why: str, reason: str, by: User, at: datetime, key: str = "") -> Application:
    """带理由继续: the signatory answers for comments without a disposition here; the reason stays on the case."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("go_on", by, application, timezone.localdate(at))
    made = participation.go_on(application.case, why=why, reason=reason, by=by, at=at)
    if made is None:
        raise NothingWaits(_("公示期内的意见都已处理，不用带理由继续。"))
    numbers = list(made.comments.values_list("number", flat=True))
    note(application, "went_on", by=by, at=at, key=key, why=why, reason=reason, comments=numbers)
    return application


def take_up_hearing_request(pk: int, *, submission: Submission, by: User, at: datetime, key: str = "") -> Application:
    """A request made on the public page becomes one of the procedure: granted in time, refused with its reason late.

    Its document is printed from what was typed. Not one transaction: a child process prints for a second.
    """
    application = Application.objects.select_related("case").get(pk=pk)
    if log.already(key):
        return application
    rules.require("take_up_hearing_request", by, application, timezone.localdate(at))
    waiting = participation.hearing_requests(application.case).filter(pk=submission.pk).first()
    if waiting is None:
        raise NothingWaits(_("这份听证申请已经登记过了。"))
    author = participation.author_for_procedure(waiting.pk, reason=TAKING_UP, by=by, at=at)
    document = documents.take_in(
        _printed(waiting, author), case=application.case, owner=None, kind=FileKind.HEARING_REQUEST, by=by, at=at,
        is_inside=True,
    )  # fmt: skip
    request = HearingRequest(
        asker=waiting.side, name=author.name if author else "", contact=_contact(author),
        reason=waiting.original.text[:MOST_REASON], asked_on=timezone.localdate(waiting.received_at),
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    with transaction.atomic():
        try:
            with transaction.atomic():
                application = enter_request(pk, request, document, handed_in_at=None, key=key)
            outcome = request.refused_why or IN_TIME
        except AskedAlready:
            outcome = ASKED_BEFORE
        participation.take_up(waiting.pk, outcome=outcome, by=by, at=at)
    return application


def _contact(author: Author | None) -> str:
    return "，".join(filter(None, (author.contact, author.address)))[:200] if author else ""


def _printed(waiting: Submission, author: Author | None) -> SimpleUploadedFile:
    """The request on paper, for the file of the case."""
    page = render_to_string("bundle/hearing_request.html", {"one": waiting, "author": author})
    css = render_to_string("bundle/hearing_request.css", {"stacks": fonts.stacks()})
    pdf = base64.b64decode(print_letter(page, css)["pdf"])
    name = f"听证申请书（网上提出）{waiting.number}.pdf"
    return SimpleUploadedFile(name, pdf, content_type="application/pdf")
