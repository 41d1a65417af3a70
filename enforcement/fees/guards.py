"""What is refused about fees, each with its sentence."""

from envportal.refusals import Refused

# Read in public copies, not in the official prints.
FEE_LAW = "排污费征收使用管理条例（国务院令第369号）"
RATES = "排污费征收标准管理办法（2003年第31号令）"
END = "财税〔2018〕4号第二条"
TAX_LAW = "环境保护税法"


class NotComputable(Refused):
    """The question has no answer in the tables."""


class OutOfOrder(Refused):
    """The account is not in the state this step needs; somebody may have been quicker."""


class NotPossible(Refused):
    """What was typed does not fit: a day to come, more than is owed."""


class NothingDemandable(Refused):
    """Discharges from 2018-01-01 on are taxed: the bureau demands nothing and waives nothing."""


class NotBalanced(Exception):
    """An entry whose postings do not add up to nought: a fault of ours, not of who typed."""
