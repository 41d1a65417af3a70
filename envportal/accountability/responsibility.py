"""The door of this room: a procedure opens a record in its own transaction, once for a cause; the sweep opens calls."""

from envportal.accountability.actions import open_calls, open_record
from envportal.accountability.enums import Cause
from envportal.accountability.models import Responsibility

__all__ = ["Cause", "Responsibility", "open_calls", "open_record"]
