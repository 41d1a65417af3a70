"""The door of this room: what a procedure asks of public participation before it decides."""

from disclosure.participation.actions import go_on, see_author, take_up
from disclosure.participation.enums import GoOnWhy, Side
from disclosure.participation.guards import LawForbids
from disclosure.participation.queries.submissions import comments_of, hearing_requests, unconsidered

__all__ = [
    "GoOnWhy",
    "LawForbids",
    "Side",
    "comments_of",
    "go_on",
    "hearing_requests",
    "see_author",
    "take_up",
    "unconsidered",
]
