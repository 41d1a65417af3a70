"""The verbs of this room: one function, one transaction, the case row locked first."""

from enforcement.campaigns.actions.changes import answer, ask_change
from enforcement.campaigns.actions.editions import make_monthly, tell
from enforcement.campaigns.actions.keeping import cancel, close, edit, open_campaign, start
from enforcement.campaigns.actions.progress import begin, report, send_back, take_back, verify
from enforcement.campaigns.actions.tables import WAY, apply, carry_on, choose, drop, upload, work
from enforcement.campaigns.actions.targets import add, as_person, change, take_off
from enforcement.campaigns.actions.visiting import ask_visit

__all__ = [
    "WAY", "add", "answer", "apply", "as_person", "ask_change", "ask_visit", "begin", "cancel", "carry_on", "change",
    "choose", "close", "drop", "edit", "make_monthly", "open_campaign", "report", "send_back", "start", "take_back",
    "take_off", "tell", "upload", "verify", "work",
]  # fmt: skip
