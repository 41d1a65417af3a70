"""Asking after one's own submission, by number and code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.board import board
from disclosure.participation.queries import submissions

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.participation.models import Submission


def ask(number: str, code: str, *, address: str, at: datetime) -> Submission | None:
    """What a number and its code open; a wrong answer counts against the address that asked."""
    source = board.source_of(address)
    board.require_few_wrong_codes(source, at)
    found = submissions.by_number(number)
    if submissions.code_matches(found, code):
        return found
    board.count_wrong_code(source, at)
    return None
