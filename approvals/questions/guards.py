"""What is refused about questions, each with its sentence."""

from envportal.refusals import Refused


class OutOfOrder(Refused):
    """The question, or the article, is not in the state this step needs; somebody may have been quicker."""


class NotPossible(Refused):
    """What was typed does not fit."""


class NotTheOwner(Refused):
    """Somebody else owns the question."""


class TellsWho(Refused):
    """The words would tell who asked, or hold numbers of people."""


class SamePerson(Refused):
    """Four eyes: who wrote a version does not publish it."""
