"""Fees, their working, their ledger, and what came in."""

from enforcement.fees.models.fees import Fee, Part, Relief, WriteOff
from enforcement.fees.models.ledger import Account, Entry, Posting
from enforcement.fees.models.payments import Line, Payment, Run

__all__ = ["Account", "Entry", "Fee", "Line", "Part", "Payment", "Posting", "Relief", "Run", "WriteOff"]
