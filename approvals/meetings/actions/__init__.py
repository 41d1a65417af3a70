"""The verbs of this room: one function, one transaction, the case row of the meeting locked first."""

from approvals.meetings.actions.convening import cancel, convene, put_on, take_off
from approvals.meetings.actions.docket import enter, hand_in
from approvals.meetings.actions.minutes import confirm
from approvals.meetings.actions.papers import send_papers, take_papers
from approvals.meetings.actions.settings import MustComeWords, set_rule
from approvals.meetings.actions.sitting import attend, close, open_meeting, read_papers, recuse, reopen
from approvals.meetings.actions.speaking import conclude, opine, postpone, record, reopen_item, write

__all__ = [
    "MustComeWords",
    "attend",
    "cancel",
    "close",
    "conclude",
    "confirm",
    "convene",
    "enter",
    "hand_in",
    "open_meeting",
    "opine",
    "postpone",
    "put_on",
    "read_papers",
    "record",
    "recuse",
    "reopen",
    "reopen_item",
    "send_papers",
    "set_rule",
    "take_off",
    "take_papers",
    "write",
]
