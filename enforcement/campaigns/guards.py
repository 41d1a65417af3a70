"""What is refused about campaigns, each with its sentence."""

from envportal.refusals import Refused


class OutOfOrder(Refused):
    """The campaign or the target is not in the state this step needs; somebody may have been quicker."""


class NotPossible(Refused):
    """What was typed does not fit: a day to come, a target that is on the list already."""


class NoProof(Refused):
    """Nothing was handed in that shows it."""


class UsedElsewhere(Refused):
    """The same file stands for another target."""
