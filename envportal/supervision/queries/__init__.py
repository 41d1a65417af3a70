"""Reads of this room: what the sweep looks for, what a person watches over, what the board counts."""

from envportal.supervision.queries.scope import cards_in_view, cards_of, clocks_in_view, standing
from envportal.supervision.queries.sweep import SWEEP, due_for, last_sweep, overlong_pauses, planned_ends, told

__all__ = [
    "SWEEP",
    "cards_in_view",
    "cards_of",
    "clocks_in_view",
    "due_for",
    "last_sweep",
    "overlong_pauses",
    "planned_ends",
    "standing",
    "told",
]
