"""The verbs of the board."""

from disclosure.board.actions.addresses import addresses_drawn_from
from disclosure.board.actions.dumps import dump, sweep
from disclosure.board.actions.history import take_in
from disclosure.board.actions.notices import ask, correct, publish, submit, take_back, withdraw

__all__ = [
    "addresses_drawn_from",
    "ask",
    "correct",
    "dump",
    "publish",
    "submit",
    "sweep",
    "take_back",
    "take_in",
    "withdraw",
]
