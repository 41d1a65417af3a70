"""The verbs of this room: the one sweep, what people do with a card, who is told, and what stops the sweep."""

from envportal.supervision.actions.alarms import confirm_time
from envportal.supervision.actions.beats import note
from envportal.supervision.actions.cards import ask_removal, explain, keep, remove
from envportal.supervision.actions.ladders import agree_ladder, decline_ladder, propose_ladder
from envportal.supervision.actions.raising import BATCH, raise_cards, raise_some
from envportal.supervision.actions.reports import report_due
from envportal.supervision.actions.sweep import sweep

__all__ = [
    "BATCH",
    "agree_ladder",
    "ask_removal",
    "confirm_time",
    "decline_ladder",
    "explain",
    "keep",
    "note",
    "propose_ladder",
    "raise_cards",
    "raise_some",
    "remove",
    "report_due",
    "sweep",
]
