"""Term rules, days of the calendar, clocks and what happened to them."""

from envportal.deadlines.models.clocks import Clock, ClockEvent
from envportal.deadlines.models.days import CalendarDay, DayProposal, OfficeHours
from envportal.deadlines.models.terms import RuleProposal, TermRule

__all__ = ["CalendarDay", "Clock", "ClockEvent", "DayProposal", "OfficeHours", "RuleProposal", "TermRule"]
