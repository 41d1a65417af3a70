"""The verbs of this room: one function, one transaction, the case row locked first."""

from approvals.experts.actions.drawing import answer, close, draw, enter, settle_for_fewer
from approvals.experts.actions.opinions import join, opine, take_in_joint_paper, take_in_paper
from approvals.experts.actions.ties import end_tie, enter_tie, strike_tie

__all__ = [
    "answer",
    "close",
    "draw",
    "end_tie",
    "enter",
    "enter_tie",
    "join",
    "opine",
    "settle_for_fewer",
    "strike_tie",
    "take_in_joint_paper",
    "take_in_paper",
]
