"""The verbs of this room."""

from envportal.documents.actions.files import discard, receive, replace, scrub, sweep
from envportal.documents.actions.numbers import take_number

__all__ = ["discard", "receive", "replace", "scrub", "sweep", "take_number"]
