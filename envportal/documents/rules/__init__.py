"""What this room allows: which files come in, what a letter must say."""

from envportal.documents.rules.fields import OPTIONAL, REQUIRED, fields_of
from envportal.documents.rules.files import (
    BadFile,
    NotADraft,
    fit,
    fit_name,
    is_for,
    is_ones_own,
    is_without_virus,
    may_be_discarded,
    shown_name,
)
from envportal.documents.rules.letters import (
    BadField,
    MissingField,
    NoRemedies,
    ServedBeforeIssued,
    UnknownField,
    complete,
    may_be_served,
    names_remedies,
)
from envportal.documents.rules.sentences import SCAN_NOTES
from envportal.documents.rules.uploads import (
    KEPT_FOR,
    Ticket,
    TooMany,
    WrongOffset,
    follows,
    may_begin,
    may_send,
    ticket_of,
)

__all__ = [
    "KEPT_FOR",
    "OPTIONAL",
    "REQUIRED",
    "SCAN_NOTES",
    "BadField",
    "BadFile",
    "MissingField",
    "NoRemedies",
    "NotADraft",
    "ServedBeforeIssued",
    "Ticket",
    "TooMany",
    "UnknownField",
    "WrongOffset",
    "complete",
    "fields_of",
    "fit",
    "fit_name",
    "follows",
    "is_for",
    "is_ones_own",
    "is_without_virus",
    "may_be_discarded",
    "may_be_served",
    "may_begin",
    "may_send",
    "names_remedies",
    "shown_name",
    "ticket_of",
]
