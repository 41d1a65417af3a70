"""What a zone's plan refuses, each with its sentence."""

from envportal.refusals import Refused

# 规划环境影响评价条例: the opinion is the basis of the projects' own assessment; article not compared with the print.
BASIS = "规划环境影响评价条例第23条"
SIMPLER = "环境影响评价公众参与办法第31条"


class OutOfOrder(Refused):
    """The plan is not in the state this step needs; somebody may have been quicker."""


class Banned(Refused):
    """The project is of an industry or a process the zone does not let in."""


class OverTotal(Refused):
    """With this project the zone would emit more than its plan lets it."""


class NotSimplified(Refused):
    """The owner may not consult the public in the simpler way: outside a zone, before its opinion, or not fitting."""


class NotPossible(Refused):
    """What was typed does not fit: a code that is taken, a plan that runs already, a day to come."""
