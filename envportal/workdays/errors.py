"""The one error of this room."""


class TermError(ValueError):
    """A question that has no answer; the message is one sentence for whoever asked."""
