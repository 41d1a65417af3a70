"""Who may do what with a card, with the table of who is told, and with the time of the machine."""

from envportal.supervision.rules.cards import (
    check_ask_removal,
    check_decide_removal,
    check_explain,
    is_concerned,
    require,
    steps,
)
from envportal.supervision.rules.ladders import (
    check_begins_later,
    check_decide_ladder,
    check_decline_ladder,
    check_open,
    check_propose_ladder,
)
from envportal.supervision.rules.time import check_confirm_time, is_suspect, suspicion

__all__ = [
    "check_ask_removal",
    "check_begins_later",
    "check_confirm_time",
    "check_decide_ladder",
    "check_decide_removal",
    "check_decline_ladder",
    "check_explain",
    "check_open",
    "check_propose_ladder",
    "is_concerned",
    "is_suspect",
    "require",
    "steps",
    "suspicion",
]
