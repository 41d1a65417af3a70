"""Requests by the names a colleague would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db.models import F, Prefetch, Q

from disclosure.requests.models import Mail, Request
from disclosure.requests.models.mails import WAITING
from disclosure.requests.states import State
from envportal.cases.queries import OPEN_FIRST, tidy_code, tidy_number, visible_to
from envportal.deadlines.enums import OPEN_STATES, Matter
from envportal.deadlines.models import Clock

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from envportal.accounts.models import User
    from envportal.documents.models import Letter

TO_OTHERS = ("info_consult", "info_third_told")
LINKED = (
    "case__bureau", "case__holder", "case__section", "clarification", "extension", "explaining",
    "answer_given__document", "answer_given__letter", "answer_given__drafted_by", "answer_given__signed_by",
)  # fmt: skip


def visible(user: User, on: date) -> QuerySet[Request]:
    """What somebody may see, open ones first, with the clocks that run. Nothing of who asks is fetched."""
    seen = visible_to(user, on, "request.view").order_by().values("pk")
    its_clocks = Clock.objects.filter(state__in=OPEN_STATES).select_related("rule")
    its_clocks = its_clocks.prefetch_related("events").order_by("due_on", "pk")
    rows = Request.objects.filter(case__in=seen).select_related(*LINKED)
    rows = rows.prefetch_related(Prefetch("case__clocks", its_clocks, to_attr="running"), "consultations")
    return rows.order_by(OPEN_FIRST, F("received_on").asc(nulls_first=True), "pk")


def by_key(key: str) -> Request | None:
    """What the form with this key made, if it was sent before."""
    return Request.objects.filter(key=key).select_related("case").first()


def by_number(number: str) -> Request | None:
    return Request.objects.filter(case__number=tidy_number(number)).select_related(*LINKED).first()


def code_matches(request: Request | None, code: str) -> bool:
    """Whether the code opens it; the work is the same for none and for a wrong code."""
    kept = request.code_hash if request else ""
    return check_password(tidy_code(code), kept, preferred=settings.QUERY_CODE_HASHER)


def to_clarify(today: date) -> list[int]:
    """Requests whose applicant has until today or longer to clarify, and of which nobody was reminded yet."""
    waiting = Request.objects.filter(state=State.CLARIFYING, clarification__until__gte=today)
    return list(waiting.filter(clarification__reminded_on=None).order_by("pk").values_list("pk", flat=True))


def mails_due(at: datetime) -> QuerySet[Mail]:
    """Letters to be sent by now, once they are printed and as long as they hold and reached nobody otherwise."""
    rows = Mail.objects.filter(WAITING, next_try_at__lte=at, letter__voided_at=None, letter__served_on=None)
    return rows.exclude(letter__path="").order_by("next_try_at", "pk")


def letters_to_applicant(request: Request) -> list[Letter]:
    """What was written to the applicant; what went to third parties is theirs."""
    return list(request.case.letters.exclude(kind__in=TO_OTHERS).order_by("pk"))


def reply_clock(request: Request) -> Clock | None:
    """The clock of the answer, the last one where it started anew."""
    return Clock.objects.filter(case=request.case_id, matter=Matter.INFORMATION_REPLY).order_by("-pk").first()


def asked(request: Request) -> int:
    """How many asked for the same information, this request among them."""
    root = request.same_as_id or request.pk
    return Request.objects.filter(Q(pk=root) | Q(same_as=root)).count()


def may_be_same(request: Request) -> QuerySet[Request]:
    """Earlier requests of the bureau this one may repeat: those that repeat none themselves."""
    rows = Request.objects.filter(case__bureau=request.case.bureau_id, same_as=None, pk__lt=request.pk)
    return rows.select_related("case").order_by("-pk")
