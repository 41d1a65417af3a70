"""What a duty refuses, each with its sentence."""

from envportal.refusals import Refused


class OutOfOrder(Refused):
    """The duty is not in the state this step needs; somebody may have been quicker."""


class ByItsProcedure(Refused):
    """A duty of this kind is done, dated and ended by the procedure it comes from."""


class NotPossible(Refused):
    """What was typed does not fit: a day that is over, one to come."""
