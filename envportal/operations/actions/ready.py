"""What a database needs before anybody can work with it."""

from __future__ import annotations

from approvals.access import actions as access
from disclosure.board import board
from enforcement.inspections.actions import load_check_lists
from envportal.deadlines.actions import load_rules


def set_up() -> int:
    """Load the limits of law, the catalogue, the access rules and the check lists; returns how many limits there are.

    What is there is left alone.
    """
    board.load_catalogue()
    access.load_rules()
    load_check_lists()
    return len(load_rules())
