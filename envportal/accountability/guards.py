"""What this room refuses, each with its sentence."""

from envportal.refusals import Refused


class OutOfOrder(Refused):
    """Not in the state this step needs; somebody may have been quicker."""


class NotPossible(Refused):
    """What was typed does not fit."""


class InTheChain(Refused):
    """Whoever acted on the case, or stands in for somebody who did, decides on nobody's part in it."""


class TooLate(Refused):
    """The limit for this step is over."""


class TooEarly(Refused):
    """The person may still answer."""


class NeedsSecondPerson(Refused):
    """This takes somebody else."""
