"""The verbs of this room."""

from envportal.accountability.actions.calls import (
    call,
    call_again,
    check_call,
    follow_with_entry,
    follow_with_record,
    open_calls,
    read_contact,
)
from envportal.accountability.actions.deciding import answer, appeal, close, decide, review
from envportal.accountability.actions.entries import check, finish, open_entry, publish, send_back
from envportal.accountability.actions.opening import open_by_hand, open_record

__all__ = [
    "answer", "appeal", "call", "call_again", "check", "check_call", "close", "decide", "finish", "follow_with_entry",
    "follow_with_record", "open_by_hand", "open_calls", "open_entry", "open_record", "publish", "read_contact",
    "review", "send_back",
]  # fmt: skip
