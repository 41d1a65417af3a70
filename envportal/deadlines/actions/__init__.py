"""The verbs of this room: what happens to clocks, rules and days."""

from envportal.deadlines.actions.calendars import Moved, add_days, moved_by
from envportal.deadlines.actions.clocks import expire, extend, pause, recompute, resume, start, stop, void
from envportal.deadlines.actions.term_rules import add_rule, load_rules

__all__ = [
    "Moved",
    "add_days",
    "add_rule",
    "expire",
    "extend",
    "load_rules",
    "moved_by",
    "pause",
    "recompute",
    "resume",
    "start",
    "stop",
    "void",
]
