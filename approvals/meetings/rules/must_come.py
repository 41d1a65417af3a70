"""Which projects must come to the meeting, by the bureau's own rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envportal.cases.queries import APPLICATION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from approvals.meetings.models import MustCome
    from envportal.cases.models import Case


def document_kind(case: Case) -> str:
    """What kind of document a case is about: eia_report is report."""
    return case.kind.removeprefix(APPLICATION)


def reasons(rows: Iterable[MustCome], *, kind: str, industry: str, investment: Decimal | None) -> list[str]:
    """The rules that bring a project to the meeting, in the words they were set in; none: it need not come."""
    return [row.words for row in rows if _fits(row, kind, industry, investment)]


def _fits(row: MustCome, kind: str, industry: str, investment: Decimal | None) -> bool:
    """Whether all that a rule names fits; what a project does not state fits no limit."""
    if row.document_kind and row.document_kind != kind:
        return False
    if row.industries and not is_of(industry, row.industries):
        return False
    return row.investment_from is None or (investment is not None and investment >= row.investment_from)


def is_of(industry: str, prefixes: str) -> bool:
    """Whether an industry code (C2231) begins as one of these codes does, with or without its letter."""
    digits = industry.lstrip("ABCDEFGHIJKLMNOPQRST")
    return any(industry.startswith(one) or (one and digits.startswith(one)) for one in prefixes.split())
