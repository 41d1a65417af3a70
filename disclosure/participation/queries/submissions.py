"""Submissions by the names a colleague would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db.models import F, Q

from disclosure.participation.enums import Kind
from disclosure.participation.models import Submission
from envportal.cases.models import Case
from envportal.cases.queries import tidy_code, tidy_number, within

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from envportal.accounts.models import User

LINKED = ("bureau", "case", "notice", "topic", "going_on", "reply")


def by_key(key: str) -> Submission | None:
    """What the form with this key made, if it was sent before."""
    return Submission.objects.filter(key=key).first()


def by_number(number: str) -> Submission | None:
    return Submission.objects.filter(number=tidy_number(number)).select_related(*LINKED).first()


def code_matches(submission: Submission | None, code: str) -> bool:
    """Whether the code opens it; the work is the same for none and for a wrong code."""
    kept = submission.code_hash if submission else ""
    return check_password(tidy_code(code), kept, preferred=settings.QUERY_CODE_HASHER)


def comments_of(case: Case) -> QuerySet[Submission]:
    return Submission.objects.filter(case=case, kind=Kind.COMMENT).order_by("received_at", "pk")


def unconsidered(case: Case) -> QuerySet[Submission]:
    """Comments of the windows nobody has decided about, and the signatory has not gone on without."""
    waiting = comments_of(case).filter(is_late=False, going_on=None)
    return waiting.filter(Q(topic=None) | Q(topic__disposition=""))


def hearing_requests(case: Case) -> QuerySet[Submission]:
    """Requests for a hearing the procedure has not taken up."""
    waiting = Submission.objects.filter(case=case, kind=Kind.HEARING, taken_up_at=None)
    return waiting.select_related("original").order_by("received_at", "pk")


def on_desk(user: User | AnonymousUser, on: date, action: str = "comment.queue") -> QuerySet[Submission]:
    """Comments and hearing requests of the cases a member of staff sees, newest first."""
    found = Submission.objects.exclude(kind=Kind.MESSAGE).filter(case__in=Case.objects.filter(within(user, action, on)))
    return found.select_related(*LINKED).order_by("-received_at", "-pk")


def messages_of(user: User | AnonymousUser) -> QuerySet[Submission]:
    """The opinion box of the bureau of a member of staff: what is due first on top, answered ones below."""
    bureau = [user.bureau_id] if user.is_authenticated and user.bureau_id is not None else []
    found = Submission.objects.filter(kind=Kind.MESSAGE, bureau__in=bureau)
    return found.select_related(*LINKED).order_by(F("reply__released_at").asc(nulls_first=True), "due_on", "pk")
