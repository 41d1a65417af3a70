"""Reads with a name: records and whose they are, the ledger, return calls, figures."""

from envportal.accountability.queries.chain import (
    Act,
    chain_of,
    in_force,
    lay_before,
    length_of,
    people_of,
    replayed,
)
from envportal.accountability.queries.entries import calls_of, entries_of, low_without_call, public_entries
from envportal.accountability.queries.records import (
    chain_name,
    deciders_of,
    parts_of,
    parts_shown,
    records_of,
    waiting_for,
)

__all__ = [
    "Act", "calls_of", "chain_name", "chain_of", "deciders_of", "entries_of", "in_force", "lay_before", "length_of",
    "low_without_call", "parts_of", "parts_shown", "people_of", "public_entries", "records_of", "replayed",
    "waiting_for",
]  # fmt: skip
