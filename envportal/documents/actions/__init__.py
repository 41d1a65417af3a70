"""The verbs of this room."""

from envportal.documents.actions.codes import new_code
from envportal.documents.actions.files import discard, enter, receive, replace, scrub, sweep, take_in
from envportal.documents.actions.numbers import take_number

__all__ = ["discard", "enter", "new_code", "receive", "replace", "scrub", "sweep", "take_in", "take_number"]
