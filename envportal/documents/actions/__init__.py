"""The verbs of this room."""

from envportal.documents.actions.codes import new_code
from envportal.documents.actions.copies import without_metadata
from envportal.documents.actions.files import (
    content_of,
    discard,
    enter,
    receive,
    replace,
    rescan,
    scrub,
    sweep,
    take_in,
)
from envportal.documents.actions.numbers import take_number
from envportal.documents.actions.uploads import begin, cancel, check, forget_abandoned, put, stand_in
from envportal.documents.actions.wording import (
    agree_remedy,
    agree_wording,
    decline_remedy,
    decline_wording,
    enter_remedy,
    propose_remedy,
    propose_wording,
)

__all__ = [
    "agree_remedy",
    "agree_wording",
    "begin",
    "cancel",
    "check",
    "content_of",
    "decline_remedy",
    "decline_wording",
    "discard",
    "enter",
    "enter_remedy",
    "forget_abandoned",
    "new_code",
    "propose_remedy",
    "propose_wording",
    "put",
    "receive",
    "replace",
    "rescan",
    "scrub",
    "stand_in",
    "sweep",
    "take_in",
    "take_number",
    "without_metadata",
]
