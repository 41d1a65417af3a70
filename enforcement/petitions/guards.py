"""What is refused about petitions, each with its sentence."""

from envportal.refusals import Refused

# 信访工作条例 (2022): read as listed in the term rules.
REGULATION = "《信访工作条例》第二十二条、第三十四条至第三十六条"
# 环保举报热线工作管理办法 (order 15 of 2010): the articles were not recorded.
HOTLINE = "《环保举报热线工作管理办法》"


class OutOfOrder(Refused):
    """The petition is not in the state this step needs; somebody may have been quicker."""


class NotPossible(Refused):
    """What was typed does not fit."""


class TellsWho(Refused):
    """The words would tell who reported."""


class SamePerson(Refused):
    """Four eyes: who handled it before, or asked for it, does not do this."""


class TooLate(Refused):
    """The limit for this is over."""
