"""Who may do what, with which password and which one-time code."""

from envportal.accounts.rules.matrix import (
    action_of,
    cells,
    codes,
    held,
    matrix,
    needs_step_up,
    roles,
    routes,
    who_may,
)
from envportal.accounts.rules.passwords import expires_on, profile_of
from envportal.accounts.rules.persons import acting_for, check_role_fits, has_second_factor
from envportal.accounts.rules.second_factor import (
    WrongCode,
    confirm_second_factor,
    confirmed_recently,
    signed,
)

__all__ = [
    "WrongCode",
    "acting_for",
    "action_of",
    "cells",
    "check_role_fits",
    "codes",
    "confirm_second_factor",
    "confirmed_recently",
    "expires_on",
    "has_second_factor",
    "held",
    "matrix",
    "needs_step_up",
    "profile_of",
    "roles",
    "routes",
    "signed",
    "who_may",
]
