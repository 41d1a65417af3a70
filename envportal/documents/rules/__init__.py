"""What this room allows: which files come in, what a letter must say."""

from envportal.documents.rules.files import BadFile, NotADraft, fit, fit_name, may_be_discarded, shown_name
from envportal.documents.rules.letters import (
    OPTIONAL,
    REQUIRED,
    BadField,
    MissingField,
    NotRenderedYet,
    ServedBeforeIssued,
    UnknownField,
    complete,
    has_pdf,
    may_be_served,
)

__all__ = [
    "OPTIONAL",
    "REQUIRED",
    "BadField",
    "BadFile",
    "MissingField",
    "NotADraft",
    "NotRenderedYet",
    "ServedBeforeIssued",
    "UnknownField",
    "complete",
    "fit",
    "fit_name",
    "has_pdf",
    "may_be_discarded",
    "may_be_served",
    "shown_name",
]
