"""The tables of this room."""

from approvals.meetings.models.meeting import AgendaItem, Attendance, Meeting, Opinion, Reading, Recusal
from approvals.meetings.models.settings import Docket, MeetingRule, Member, MustCome

__all__ = [
    "AgendaItem",
    "Attendance",
    "Docket",
    "Meeting",
    "MeetingRule",
    "Member",
    "MustCome",
    "Opinion",
    "Reading",
    "Recusal",
]
