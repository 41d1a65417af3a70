"""The verbs of this room: what happens to clocks, rules and days."""

from envportal.deadlines.actions.amending import restart, restop
from envportal.deadlines.actions.calendars import Moved, add_days, moved_by
from envportal.deadlines.actions.clocks import (
    expire,
    extend,
    extended_due,
    may_prolong_further,
    pause,
    prolong,
    recompute,
    resume,
    start,
    stop,
    void,
)
from envportal.deadlines.actions.local_days import decide_day, propose_day, row_of, set_hours
from envportal.deadlines.actions.term_rules import add_rule, load_rules
from envportal.deadlines.actions.versions import agree_version, decline_version, propose_version, verify_rule

__all__ = [
    "Moved",
    "add_days",
    "add_rule",
    "agree_version",
    "decide_day",
    "decline_version",
    "expire",
    "extend",
    "extended_due",
    "load_rules",
    "may_prolong_further",
    "moved_by",
    "pause",
    "prolong",
    "propose_day",
    "propose_version",
    "recompute",
    "restart",
    "restop",
    "resume",
    "row_of",
    "set_hours",
    "start",
    "stop",
    "verify_rule",
    "void",
]
