"""The verbs of this room."""

from disclosure.participation.actions.answering import answer, take_longer
from disclosure.participation.actions.asking import ask
from disclosure.participation.actions.considering import consider, go_on
from disclosure.participation.actions.hearings import end_hearings, take_up
from disclosure.participation.actions.moderating import author_for_procedure, moderate, public_copy, see_author
from disclosure.participation.actions.posting import (
    Typed,
    hearing_until,
    post_comment,
    post_hearing,
    post_message,
)
from envportal.cases.queries import code_of_form as code_of

__all__ = [
    "Typed",
    "answer",
    "ask",
    "author_for_procedure",
    "code_of",
    "consider",
    "end_hearings",
    "go_on",
    "hearing_until",
    "moderate",
    "post_comment",
    "post_hearing",
    "post_message",
    "public_copy",
    "see_author",
    "take_longer",
    "take_up",
]
