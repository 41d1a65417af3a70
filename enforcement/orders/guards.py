"""What this room refuses, each with its sentence."""

from envportal.refusals import Refused


class OutOfOrder(Refused):
    """The case is not in the state this step needs; somebody may have been quicker."""


class SamePerson(Refused):
    """Four eyes: who investigated neither reviews, hears nor decides."""


class NoLaw(Refused):
    """The table has no provision on this violation for that day."""


class NoInvestment(Refused):
    """A law that fines by a share of the investment needs to know it."""


class StepMissing(Refused):
    """A factor of the discretion table has no step chosen."""


class NoDailyPenalty(Refused):
    """The conditions of a daily penalty are not there."""


class PastLimitation(Refused):
    """The act was discovered too late to be punished."""


class NotPossible(Refused):
    """What was typed does not fit the case as it stands."""


class NotYet(Refused):
    """A condition of the step is not met yet."""


class NotHeavier(Refused):
    """A defence never makes a penalty heavier (行政处罚法第45条)."""
