"""The verbs of this room: those a procedure calls, and the steps people take on a duty's own page."""

from envportal.duties.actions.steps import accept, give_up, hand_over, redate, send_back, tell_done
from envportal.duties.actions.verbs import Task, drop, fulfil, hand_to, open_duty, pass_on, reopen, report, set_day

__all__ = [
    "Task", "accept", "drop", "fulfil", "give_up", "hand_over", "hand_to", "open_duty", "pass_on", "redate", "reopen",
    "report", "send_back", "set_day", "tell_done",
]  # fmt: skip
