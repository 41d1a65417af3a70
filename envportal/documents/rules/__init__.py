"""What this room allows: which files come in, what a letter must say."""

from envportal.documents.rules.fields import OPTIONAL, REQUIRED, fields_of
from envportal.documents.rules.files import (
    BadFile,
    NotADraft,
    fit,
    fit_name,
    is_for,
    is_ones_own,
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
from envportal.documents.rules.seals import may_be_stamped
from envportal.documents.rules.standing import standing

__all__ = [
    "OPTIONAL",
    "REQUIRED",
    "BadField",
    "BadFile",
    "MissingField",
    "NoRemedies",
    "NotADraft",
    "ServedBeforeIssued",
    "UnknownField",
    "complete",
    "fields_of",
    "fit",
    "fit_name",
    "is_for",
    "is_ones_own",
    "may_be_discarded",
    "may_be_served",
    "may_be_stamped",
    "names_remedies",
    "shown_name",
    "standing",
]
