"""What several verbs do the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.participation.models import Submission
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User


def locked(pk: int) -> Submission:
    """The case row first, where there is one, then the submission, afresh."""
    case = Submission.objects.filter(pk=pk).values_list("case", flat=True).first()
    if case is not None:
        lock(Case, case)
    return Submission.objects.select_for_update(of=("self",)).select_related("case", "bureau").get(pk=pk)


def note(submission: Submission, name: str, *, by: User | None, at: datetime, key: str = "", **facts: object) -> None:
    """Write the event: on the chain of the case, or of the bureau's opinion box."""
    chain = None if submission.case_id else f"opinions:{submission.bureau.code}"
    told = {"submission": submission.number, **{name: value for name, value in facts.items() if value}}
    log.record(submission.case, name, by=by, at=at, key=key or None, chain=chain, facts=told)
