"""The door of this room: whether a case goes first on a day, and what stands on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.access import screening
from approvals.green import queries
from approvals.green.queries import cases_in_channel, definition_on
from envportal.cases import rules as case_rules

if TYPE_CHECKING:
    from datetime import date

    from approvals.green.models import GreenChannel
    from envportal.accounts.models import User
    from envportal.cases.models import Case

__all__ = ["cases_in_channel", "definition_on", "is_open", "may_ask", "of_case"]


def is_open(case: Case, on: date) -> bool:
    """Whether a case is decided as it arrives on this day: granted, not ended, and not screened out since."""
    return queries.standing(case, on) is not None and not screening.is_high_energy(case, on)


def of_case(case: Case) -> list[GreenChannel]:
    """Every time the channel was asked for, the latest first."""
    return list(queries.of_case(case))


def may_ask(user: User, case: Case, on: date) -> bool:
    """Whether the person may bring a case into the channel now."""
    may = case.closed_on is None and case_rules.may(user, "green.ask", case, on)
    return may and queries.definition_on(case.bureau, on) is not None and queries.open_of(case) is None
