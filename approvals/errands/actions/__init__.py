"""The verbs of this room: one function, one transaction, the case row locked first."""

from approvals.errands.actions.above import answer, answer_sought, note, seek
from approvals.errands.actions.asking import Asked, ask, give_up, put_in, send, supply, take, want, withdraw
from approvals.errands.actions.common import Wanted

__all__ = [
    "Asked", "Wanted", "answer", "answer_sought", "ask", "give_up", "note", "put_in", "seek", "send", "supply", "take",
    "want", "withdraw",
]  # fmt: skip
