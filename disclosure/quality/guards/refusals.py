"""Why a step of this room does not go on."""

from __future__ import annotations

from envportal.refusals import Refused


class NotWaiting(Refused):
    """The table or the bulletin is at another step by now."""


class NotYourBureau(Refused):
    """The person has no role for this step in the bureau."""


class SamePerson(Refused):
    """Four eyes: who composed a bulletin does not publish it."""


class NothingToTell(Refused):
    """No reading of the period is there, so no bulletin can be made of it."""
