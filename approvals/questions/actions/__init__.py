"""The verbs of this room."""

from approvals.questions.actions.answering import answer, ask_back, link, rate, settle
from approvals.questions.actions.asking import Asked, ask, register, take
from approvals.questions.actions.handing import accept_handover, decline_handover, hand_over
from approvals.questions.actions.knowledge import confirm, decline, propose, publish, revise, vote, withdraw

__all__ = [
    "Asked",
    "accept_handover",
    "answer",
    "ask",
    "ask_back",
    "confirm",
    "decline",
    "decline_handover",
    "hand_over",
    "link",
    "propose",
    "publish",
    "rate",
    "register",
    "revise",
    "settle",
    "take",
    "vote",
    "withdraw",
]
