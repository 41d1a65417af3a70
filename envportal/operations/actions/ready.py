"""What a database needs before anybody can work with it."""

from __future__ import annotations

from datetime import date

from approvals.access import actions as access
from approvals.catalogue import actions as catalogue
from disclosure.board import board
from enforcement.inspections.actions import load_check_lists
from envportal.deadlines.actions import load_rules

# From when on the shipped list of materials stands: with the portal's first day of the Code.
MATERIALS_SINCE = date(2026, 8, 15)


def set_up() -> int:
    """Load the limits of law, the catalogue, the access rules, the materials and the check lists.

    What is there is left alone; returns how many limits there are.
    """
    board.load_catalogue()
    access.load_rules()
    catalogue.load_materials(MATERIALS_SINCE)
    load_check_lists()
    return len(load_rules())
