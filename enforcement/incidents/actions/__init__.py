"""The verbs of this room: one function, one transaction, the case row locked first."""

from enforcement.incidents.actions.amending import correct_time
from enforcement.incidents.actions.calling import ask_visit, link
from enforcement.incidents.actions.grading import Verified, dismiss, grade
from enforcement.incidents.actions.handling import (
    Conclusion,
    close,
    conclude,
    note_measure,
    publish,
    send_back,
)
from enforcement.incidents.actions.identity import see_reporter
from enforcement.incidents.actions.nils import draft_nil_returns
from enforcement.incidents.actions.receiving import Caller, Heard, report_own, report_publicly, take_call
from enforcement.incidents.actions.rostering import Who, change_on_call, put_on_call, take_off_call
from enforcement.incidents.actions.telling import name_of, sign, tell, write

__all__ = [
    "Caller", "Conclusion", "Heard", "Verified", "Who", "ask_visit", "change_on_call", "close", "conclude",
    "correct_time", "dismiss", "draft_nil_returns", "grade", "link", "name_of", "note_measure", "publish",
    "put_on_call", "report_own", "report_publicly", "see_reporter", "send_back", "sign", "take_call", "take_off_call",
    "tell", "write",
]  # fmt: skip
