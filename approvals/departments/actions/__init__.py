"""The verbs of this room: one function, one transaction, the case row locked first."""

from approvals.departments.actions.asking import (
    ask,
    call_off,
    push,
    receive,
    renew_link,
    reply,
    reply_by_link,
    sweep,
)
from approvals.departments.actions.keeping import change, create, enter, retire, set_terms, take_up

__all__ = [
    "ask",
    "call_off",
    "change",
    "create",
    "enter",
    "push",
    "receive",
    "renew_link",
    "reply",
    "reply_by_link",
    "retire",
    "set_terms",
    "sweep",
    "take_up",
]
