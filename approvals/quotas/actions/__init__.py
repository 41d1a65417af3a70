"""The verbs of this room."""

from approvals.quotas.actions.cases import commit, release, replace, reserve, set_need, top_up
from approvals.quotas.actions.imports import import_grants
from approvals.quotas.actions.keeping import (
    add_area,
    control,
    end_control,
    grant,
    shift,
    tell_standing,
    transfer,
    use_reduction,
    verify_reduction,
)
from approvals.quotas.actions.replacing import demand
from approvals.quotas.actions.requests import ask_upward, enter_reply

__all__ = [
    "add_area",
    "ask_upward",
    "commit",
    "control",
    "demand",
    "end_control",
    "enter_reply",
    "grant",
    "import_grants",
    "release",
    "replace",
    "reserve",
    "set_need",
    "shift",
    "tell_standing",
    "top_up",
    "transfer",
    "use_reduction",
    "verify_reduction",
]
