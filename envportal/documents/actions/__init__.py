"""The verbs of this room."""

from envportal.documents.actions.files import discard, enter, receive, replace, rescan, scrub, sweep, take_in
from envportal.documents.actions.numbers import take_number
from envportal.documents.actions.uploads import begin, cancel, check, forget_abandoned, put, stand_in

__all__ = [
    "begin",
    "cancel",
    "check",
    "discard",
    "enter",
    "forget_abandoned",
    "put",
    "receive",
    "replace",
    "rescan",
    "scrub",
    "stand_in",
    "sweep",
    "take_in",
    "take_number",
]
