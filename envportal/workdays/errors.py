"""The one error of this room."""

from envportal.questions import QuestionError


class TermError(QuestionError):
    """A question that has no answer; the message is one sentence for whoever asked."""
