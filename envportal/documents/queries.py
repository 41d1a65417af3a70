"""Reads with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from envportal.accounts.models import Bureau


def issuing_bureau(bureau: Bureau) -> Bureau:
    """In whose name, series and seal letters go out: a branch licenses in the city bureau's."""
    return bureau.parent if bureau.is_branch and bureau.parent is not None else bureau
