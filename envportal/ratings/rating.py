"""The door of this room: a procedure invites who it served; the sums are there for a public page."""

from envportal.ratings.actions import invite, make_link, rate, rate_by_link
from envportal.ratings.enums import Score, Service, Tag
from envportal.ratings.queries import LEAST, LOW, among_many, averages, month_of, quarter_of

__all__ = [
    "LEAST", "LOW", "Score", "Service", "Tag", "among_many", "averages", "invite", "make_link", "month_of",
    "quarter_of", "rate", "rate_by_link",
]  # fmt: skip
