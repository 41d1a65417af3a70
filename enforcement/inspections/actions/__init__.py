"""The verbs of this room: one function, one transaction, the case row locked first."""

from enforcement.inspections.actions.after import Ending, answer, close, end_advice, speak_to_advice
from enforcement.inspections.actions.demands import Wish, ask, ask_for_duties, withdraw
from enforcement.inspections.actions.going import approve, cancel, enter, notice
from enforcement.inspections.actions.lists import load_check_lists
from enforcement.inspections.actions.onsite import Leaving, Seen, advise, leave, look_at, photograph
from enforcement.inspections.actions.people import certify, tie, train, untie
from enforcement.inspections.actions.planning import plan_visit

__all__ = [
    "Ending",
    "Leaving",
    "Seen",
    "Wish",
    "advise",
    "answer",
    "approve",
    "ask",
    "ask_for_duties",
    "cancel",
    "certify",
    "close",
    "end_advice",
    "enter",
    "leave",
    "load_check_lists",
    "look_at",
    "notice",
    "photograph",
    "plan_visit",
    "speak_to_advice",
    "tie",
    "train",
    "untie",
    "withdraw",
]
