"""Cases by the names a colleague would use."""

from envportal.cases.queries.codes import (
    by_number,
    by_query_code,
    code_of_form,
    hash_query_code,
    query_code,
    query_code_matches,
    tidy_code,
    tidy_number,
)
from envportal.cases.queries.links import (
    AFTERCARE,
    APPLICATION,
    APPOINTMENT,
    BULLETIN,
    MEETING,
    OF_THE_HOUSE,
    PRE_REVIEW,
    applications_after,
    linked,
    pre_reviews_of,
)
from envportal.cases.queries.scopes import COINCIDED, CONFLICT, COUNTER, OPEN_FIRST, by_role, visible_to, within

__all__ = [
    "AFTERCARE",
    "APPLICATION",
    "APPOINTMENT",
    "BULLETIN",
    "COINCIDED",
    "CONFLICT",
    "COUNTER",
    "MEETING",
    "OF_THE_HOUSE",
    "OPEN_FIRST",
    "PRE_REVIEW",
    "applications_after",
    "by_number",
    "by_query_code",
    "by_role",
    "code_of_form",
    "hash_query_code",
    "linked",
    "pre_reviews_of",
    "query_code",
    "query_code_matches",
    "tidy_code",
    "tidy_number",
    "visible_to",
    "within",
]
