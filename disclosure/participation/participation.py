"""The door of this room: what a procedure asks of public participation before it decides."""

from disclosure.participation.actions import author_for_procedure, end_hearings, go_on, take_up
from disclosure.participation.enums import GoOnWhy, Side
from disclosure.participation.guards import LawForbids
from disclosure.participation.queries.filed import filed
from disclosure.participation.queries.submissions import comments_of, hearing_requests, unconsidered
from disclosure.participation.rules.conditions import offer as offer_conditions
from disclosure.participation.rules.masks import masked

__all__ = [
    "GoOnWhy",
    "LawForbids",
    "Side",
    "author_for_procedure",
    "comments_of",
    "end_hearings",
    "filed",
    "go_on",
    "hearing_requests",
    "masked",
    "offer_conditions",
    "take_up",
    "unconsidered",
]
