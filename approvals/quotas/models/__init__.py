"""Books, accounts and postings; what cases need; what was asked for from above, and what came by spreadsheet."""

from approvals.quotas.models.fields import TonnesField, plain
from approvals.quotas.models.ledger import Account, Area, Book, Control, Demand, Entry, Need, Posting, Standing
from approvals.quotas.models.sources import Line, Reduction, Request, Run

__all__ = [
    "Account",
    "Area",
    "Book",
    "Control",
    "Demand",
    "Entry",
    "Line",
    "Need",
    "Posting",
    "Reduction",
    "Request",
    "Run",
    "Standing",
    "TonnesField",
    "plain",
]
