"""What a database needs before anybody can work with it."""

from __future__ import annotations

from disclosure.board import board
from envportal.deadlines.actions import load_rules


def set_up() -> int:
    """Load the limits of law and the catalogue; returns how many limits there are. What is there is left alone."""
    board.load_catalogue()
    return len(load_rules())
