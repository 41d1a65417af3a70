"""The papers of a meeting as one package: sent beforehand as a link, taken away as one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from approvals.meetings import queries, rules
from approvals.meetings.actions.common import note, tell
from approvals.meetings.models import Meeting
from approvals.meetings.queries.papers import package
from envportal.audit import log
from envportal.cases import rules as case_rules
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from datetime import datetime

    from approvals.meetings.queries.papers import Package
    from envportal.accounts.models import User

# Beside the chains of the cases, as the bundles of cases are.
CHAIN = "exports"


@transaction.atomic
def send_papers(pk: int, *, by: User, at: datetime, key: str = "") -> Meeting:
    """发送会前材料: the members are told where all of it lies; again, where the agenda has changed."""
    meeting = lock(Meeting, pk)
    if log.already(key):
        return meeting
    rules.require("send_papers", by, meeting, timezone.localdate(at))
    members = [row.user for row in queries.attendance_of(meeting)]
    found = package(meeting, by)
    note(meeting, "papers_sent", by=by, at=at, key=key, files=len(found.files), items=len(found.items))
    tell(meeting, "meeting_papers", members, at=at, link=f"/desk/meetings/{meeting.pk}/papers/")
    return meeting


@transaction.atomic
def take_papers(pk: int, *, by: User, at: datetime, key: str = "") -> Package:
    """Read what this person may read of the papers, and note who takes it away."""
    meeting = lock(Meeting, pk)
    case_rules.require(by, queries.SEE, meeting.case, timezone.localdate(at))
    rules.sits_there(by, meeting)
    made = package(meeting, by)
    if log.already(key) is None:
        facts = {"meeting": meeting.case.number, "files": len(made.files)}
        log.record(None, "meeting_papers_taken", by=by, at=at, facts=facts, key=key or None, chain=CHAIN)
    return made
