"""The verbs of this room: those a procedure calls, and the steps people take on a duty's own page."""

from envportal.duties.actions.steps import accept, give_up, hand_over, redate, send_back, tell_done
from envportal.duties.actions.verbs import (
    Task,
    drop,
    fulfil,
    fulfil_all,
    hand_to,
    open_all,
    open_duty,
    pass_on,
    reopen,
    report,
    report_all,
    set_day,
)

__all__ = [
    "Task", "accept", "drop", "fulfil", "fulfil_all", "give_up", "hand_over", "hand_to", "open_all", "open_duty",
    "pass_on", "redate", "reopen", "report", "report_all", "send_back", "set_day", "tell_done",
]  # fmt: skip
