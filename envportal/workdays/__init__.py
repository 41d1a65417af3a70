"""Working days and time limits under the calendar of the State Council: plain Python, standard library only."""

from envportal.workdays.calendar import Calendar, shipped
from envportal.workdays.errors import TermError
from envportal.workdays.table import DayRow
from envportal.workdays.terms import due, hours, latest, window

__all__ = ["Calendar", "DayRow", "TermError", "due", "hours", "latest", "shipped", "window"]
