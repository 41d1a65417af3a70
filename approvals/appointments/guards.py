"""What is refused about appointments, each with its sentence."""

from envportal.refusals import Refused


class OutOfOrder(Refused):
    """The appointment is not in the state this step needs; somebody may have been quicker."""


class Full(Refused):
    """The last place was taken meanwhile."""


class NotOpen(Refused):
    """The counter is not open then."""


class Paused(Refused):
    """Too often nobody came: no booking online for a time."""


class TooLate(Refused):
    """It begins too soon to be changed."""


class NotPossible(Refused):
    """What was typed does not fit."""
