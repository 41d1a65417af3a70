"""Reads with a name."""

from approvals.quotas.queries.books import (
    balances,
    by_book,
    entries_of,
    latest,
    movements,
    own_accounts,
    own_accounts_of,
    public_rows,
    waiting,
    with_something,
)
from approvals.quotas.queries.cases import Row, backings, lacks, rows_of, standing_entries, unassessed
from approvals.quotas.queries.register import (
    areas_of,
    controls_on,
    default_area,
    plans,
    ratio_of,
    reductions_of,
    replacement_rules,
)
from approvals.quotas.queries.replay import Difference, differences

__all__ = [
    "Difference",
    "Row",
    "areas_of",
    "backings",
    "balances",
    "by_book",
    "controls_on",
    "default_area",
    "differences",
    "entries_of",
    "lacks",
    "latest",
    "movements",
    "own_accounts",
    "own_accounts_of",
    "plans",
    "public_rows",
    "ratio_of",
    "reductions_of",
    "replacement_rules",
    "rows_of",
    "standing_entries",
    "unassessed",
    "waiting",
    "with_something",
]
