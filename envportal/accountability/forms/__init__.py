"""What people type about records, the ledger and return calls."""

from envportal.accountability.forms.entries import (
    CallForm,
    EntryForm,
    FindCall,
    FindEntry,
    FindPublic,
    FinishForm,
    ReasonForm,
    WordsForm,
)
from envportal.accountability.forms.records import (
    AnswerForm,
    AppealForm,
    CloseForm,
    DecideForm,
    FindRecord,
    OpenForm,
    ReviewForm,
)

__all__ = [
    "AnswerForm", "AppealForm", "CallForm", "CloseForm", "DecideForm", "EntryForm", "FindCall", "FindEntry",
    "FindPublic", "FindRecord", "FinishForm", "OpenForm", "ReasonForm", "ReviewForm", "WordsForm",
]  # fmt: skip
