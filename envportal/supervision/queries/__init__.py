"""Reads of this room: what the sweep looks for, what a person watches over, what the board counts."""

from envportal.supervision.queries.cases import bureaus_in_view, cases_in_view, holders_in_view, sections_in_view
from envportal.supervision.queries.ladder import Reached, steps_reached, tells_at_once
from envportal.supervision.queries.pulse import (
    SILENT,
    alarmed,
    alarms,
    database_time,
    is_confirmed,
    open_alarms,
    same_fault,
)
from envportal.supervision.queries.scope import cards_in_view, cards_of, clocks_in_view, standing
from envportal.supervision.queries.sweep import (
    CHAIN,
    SWEEP,
    Due,
    due_for,
    due_rows,
    last_sweep,
    on_duty,
    overlong_pauses,
    planned_ends,
    told,
)

__all__ = [
    "CHAIN",
    "SILENT",
    "SWEEP",
    "Due",
    "Reached",
    "alarmed",
    "alarms",
    "bureaus_in_view",
    "cards_in_view",
    "cards_of",
    "cases_in_view",
    "clocks_in_view",
    "database_time",
    "due_for",
    "due_rows",
    "holders_in_view",
    "is_confirmed",
    "last_sweep",
    "on_duty",
    "open_alarms",
    "overlong_pauses",
    "planned_ends",
    "same_fault",
    "sections_in_view",
    "standing",
    "steps_reached",
    "tells_at_once",
    "told",
]
