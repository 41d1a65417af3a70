"""The verbs of this room: one function, one transaction, the case row locked first."""

from enforcement.inspections.actions.after import Ending, answer, close, end_advice, speak_to_advice
from enforcement.inspections.actions.demands import Wish, ask, ask_for_duties, extend, withdraw
from enforcement.inspections.actions.going import approve, cancel, enter, notice
from enforcement.inspections.actions.lists import Line, agree_list, decline_list, load_check_lists, propose_list
from enforcement.inspections.actions.missed import tell_missed
from enforcement.inspections.actions.onsite import Leaving, Seen, advise, leave, look_at, photograph
from enforcement.inspections.actions.ordering import (
    Charge,
    order_upon_advice,
    order_upon_visit,
    say_what_re_inspection_found,
)
from enforcement.inspections.actions.people import certify, tie, train, untie
from enforcement.inspections.actions.planning import plan_visit

__all__ = [
    "Charge",
    "Ending",
    "Leaving",
    "Line",
    "Seen",
    "Wish",
    "advise",
    "agree_list",
    "answer",
    "approve",
    "ask",
    "ask_for_duties",
    "cancel",
    "certify",
    "close",
    "decline_list",
    "end_advice",
    "enter",
    "extend",
    "leave",
    "load_check_lists",
    "look_at",
    "notice",
    "order_upon_advice",
    "order_upon_visit",
    "photograph",
    "plan_visit",
    "propose_list",
    "say_what_re_inspection_found",
    "speak_to_advice",
    "tell_missed",
    "tie",
    "train",
    "untie",
    "withdraw",
]
