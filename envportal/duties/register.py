"""The door of this room: open what follows from a decision, say what became of it, ask what is left.

Every verb is called inside the action of a procedure that has locked the duty's case. It computes no days: the
procedure knows the rule and hands the last day in.
"""

from envportal.duties.actions import (
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
from envportal.duties.enums import UNDONE, Awaited, Bearer, Kind, State
from envportal.duties.queries import SHARED, awaiting, of, to_mark, to_remind, to_tell_handed, to_tell_reopened, undone

__all__ = [
    "SHARED", "UNDONE", "Awaited", "Bearer", "Kind", "State", "Task", "awaiting", "drop", "fulfil", "fulfil_all",
    "hand_to", "of", "open_all", "open_duty", "pass_on", "reopen", "report", "report_all", "set_day", "to_mark",
    "to_remind", "to_tell_handed", "to_tell_reopened", "undone",
]  # fmt: skip
