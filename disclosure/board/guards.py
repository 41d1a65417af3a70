"""Why the board says no."""

from __future__ import annotations

from envportal.refusals import Refused


class NotPending(Refused):
    """Somebody published, withdrew or replaced the notice before."""


class NotYourNotice(Refused):
    """The person has no role for this step in the bureau of the notice."""


class SamePerson(Refused):
    """Four eyes: who submitted a notice does not publish it, who published it does not withdraw it."""


class PersonalData(Refused):
    """An identity or bank number stands in what would be public."""


class FileNotPublic(Refused):
    """A file of the notice is not the public version."""


class ReasonMissing(Refused):
    """What was public changes only with a reason."""


class NoticeNotPublished(Refused):
    """The notice the law asks for has not been on the board."""


class NoticeStillOpen(Refused):
    """The public may still comment."""


class TooManyPosts(Refused):
    """One address, or everybody together, has sent too much in the last hour."""


class TooManyTries(Refused):
    """Somebody is guessing numbers and codes."""


class FieldWanting(Refused):
    """A field the law or the bureau asks for is empty or makes no sense; `label` names it."""

    def __init__(self, sentence: str, label: str, basis: str = "") -> None:
        super().__init__(sentence, basis)
        self.label = label


class NotNil(Refused):
    """Something was published, or the period is not over."""


class ItemAsItIs(Refused):
    """A version of a column that changes nothing or begins too early."""
