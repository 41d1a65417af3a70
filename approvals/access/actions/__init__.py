"""The verbs of this room: one function, one transaction, the case row locked first."""

from approvals.access.actions.cases import (
    answer,
    correct,
    declare,
    declare_emissions,
    refresh,
    refresh_due,
    screen,
)
from approvals.access.actions.files import agree_to_all, decline_all, read_catalogue
from approvals.access.actions.loading import load_rules, read_units
from approvals.access.actions.versions import agree, decline, propose

__all__ = [
    "agree",
    "agree_to_all",
    "answer",
    "correct",
    "declare",
    "declare_emissions",
    "decline",
    "decline_all",
    "load_rules",
    "propose",
    "read_catalogue",
    "read_units",
    "refresh",
    "refresh_due",
    "screen",
]
