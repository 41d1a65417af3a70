"""The verbs of this room."""

from approvals.appointments.actions.booking import Who, book_for, book_own, book_publicly, cancel, cancel_for, change
from approvals.appointments.actions.carrying import carry_on
from approvals.appointments.actions.serving import arrive, miss, serve, walk_in
from approvals.appointments.actions.setting import close_day, set_counter, set_hours, set_rule, set_service

__all__ = [
    "Who", "arrive", "book_for", "book_own", "book_publicly", "cancel", "cancel_for", "carry_on", "change", "close_day",
    "miss", "serve", "set_counter", "set_hours", "set_rule", "set_service", "walk_in",
]  # fmt: skip
