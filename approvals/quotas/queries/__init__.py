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
from approvals.quotas.queries.cases import Row, backings, held_out_of, lacks, rows_of, standing_entries, unassessed
from approvals.quotas.queries.register import (
    areas_of,
    controls_on,
    default_area,
    plans,
    ratio_for,
    ratio_of,
    reductions_of,
    replacement_rules,
)
from approvals.quotas.queries.replacing import Replacement, demanded, moved_since_read, replacements, unreplaced
from approvals.quotas.queries.replay import Difference, differences

__all__ = [
    "Difference",
    "Replacement",
    "Row",
    "areas_of",
    "backings",
    "balances",
    "by_book",
    "controls_on",
    "default_area",
    "demanded",
    "differences",
    "entries_of",
    "held_out_of",
    "lacks",
    "latest",
    "moved_since_read",
    "movements",
    "own_accounts",
    "own_accounts_of",
    "plans",
    "public_rows",
    "ratio_for",
    "ratio_of",
    "reductions_of",
    "replacement_rules",
    "replacements",
    "rows_of",
    "standing_entries",
    "unassessed",
    "unreplaced",
    "waiting",
    "with_something",
]
