"""Key projects by the names a colleague would use."""

from approvals.keyprojects.queries.projects import (
    came_to,
    choosable,
    following,
    of_enterprise,
    promises,
    published,
    standing_for,
    visible,
    with_people,
)
from approvals.keyprojects.queries.waits import Row, Wait, cases_of, rows, waits_of

__all__ = [
    "Row",
    "Wait",
    "came_to",
    "cases_of",
    "choosable",
    "following",
    "of_enterprise",
    "promises",
    "published",
    "rows",
    "standing_for",
    "visible",
    "waits_of",
    "with_people",
]
