"""The door of this room: a procedure invites who it served; the sums are there for a public page."""

from envportal.ratings.actions import invite, rate
from envportal.ratings.enums import Score, Service, Tag
from envportal.ratings.queries import LEAST, LOW, among_many, averages, month_of, quarter_of

__all__ = [
    "LEAST", "LOW", "Score", "Service", "Tag", "among_many", "averages", "invite", "month_of", "quarter_of", "rate",
]  # fmt: skip
