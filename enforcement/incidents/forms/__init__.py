"""What people type about incidents."""

from enforcement.incidents.forms.handling import (
    CloseForm,
    ConcludeForm,
    CorrectTimeForm,
    DismissForm,
    Find,
    GradeForm,
    LinkForm,
    NoteForm,
    TellForm,
    VisitForm,
    WhyForm,
)
from enforcement.incidents.forms.receiving import AskForm, CallForm, OwnForm, PublicForm
from enforcement.incidents.forms.rostering import FindOnCall, OnCallForm, WhoForm
from enforcement.incidents.forms.writing import PublishForm, WriteForm, first_words, words_of

__all__ = [
    "AskForm", "CallForm", "CloseForm", "ConcludeForm", "CorrectTimeForm", "DismissForm", "Find", "FindOnCall",
    "GradeForm", "LinkForm", "NoteForm", "OnCallForm", "OwnForm", "PublicForm", "PublishForm", "TellForm", "VisitForm",
    "WhoForm", "WhyForm", "WriteForm", "first_words", "words_of",
]  # fmt: skip
