"""Why this room says no."""

from __future__ import annotations

from envportal.refusals import Refused


class NotOpen(Refused):
    """Nothing can be said on this notice here: it is history, or its case has its decision."""


class OutOfOrder(Refused):
    """The step is not possible now; somebody may have been quicker."""


class NotYourRoom(Refused):
    """The person has no role for this step in the bureau it lies at."""


class SamePerson(Refused):
    """Four eyes: who answers does not release the answer."""


class StillPersonal(Refused):
    """An identity or bank number would be public."""


class AttachmentUnfit(Refused):
    """A number of a person is in the file, or nobody has looked at what could not be read in it."""


class SaysTooLittle(Refused):
    """A disposition gives its reason; an adoption says what it changed."""


class LawForbids(Refused):
    """An interested party whose own interest is at stake must be heard."""
