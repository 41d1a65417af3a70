"""The verbs of the board."""

from disclosure.board.actions.notices import ask, correct, publish, submit, take_back, withdraw

__all__ = ["ask", "correct", "publish", "submit", "take_back", "withdraw"]
