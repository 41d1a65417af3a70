"""What a database needs before anybody can work with it."""

from __future__ import annotations

from approvals.access import actions as access
from disclosure.board import board
from envportal.deadlines.actions import load_rules


def set_up() -> int:
    """Load the limits of law, the catalogue and the access rules; returns how many limits there are.

    What is there is left alone.
    """
    board.load_catalogue()
    access.load_rules()
    return len(load_rules())
