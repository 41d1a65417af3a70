"""Why this room says no, each with its sentence."""

from envportal.refusals import Refused


class OutOfOrder(Refused):
    """The request is not in the state this step needs; somebody may have been quicker."""


class NotPossible(Refused):
    """What was typed does not fit: a day to come, a day before the request."""


class AskedTooLate(Refused):
    """What is unclear is asked within seven working days, or not any more (第30条)."""


class AskedAlready(Refused):
    """What the law lets a bureau do once was done."""


class StillConsulting(Refused):
    """A third party may still answer."""


class StillTime(Refused):
    """The applicant may still clarify."""


class SamePerson(Refused):
    """Four eyes: who drafts does not sign."""


class AnswerWanting(Refused):
    """An answer lacks what its kind has to say; `name` is the field."""

    def __init__(self, sentence: str, name: str, basis: str = "") -> None:
        super().__init__(sentence, basis)
        self.name = name


class NamesApplicant(Refused):
    """The applicant would be named to somebody else."""


class NotOftenAsked(Refused):
    """Only what was disclosed, and was asked by several, is proposed for everybody (第44条)."""
