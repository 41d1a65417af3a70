"""The verbs of the board."""

from disclosure.board.actions.addresses import addresses_drawn_from
from disclosure.board.actions.dumps import dump, sweep
from disclosure.board.actions.history import take_in
from disclosure.board.actions.mails import claim, deliver
from disclosure.board.actions.notices import ask, correct, publish, submit, take_back, withdraw
from disclosure.board.actions.subscriptions import confirm, leave, subscribe, tell

__all__ = [
    "addresses_drawn_from",
    "ask",
    "claim",
    "confirm",
    "correct",
    "deliver",
    "dump",
    "leave",
    "publish",
    "submit",
    "subscribe",
    "sweep",
    "take_back",
    "take_in",
    "tell",
    "withdraw",
]
