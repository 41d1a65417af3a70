"""What is refused about monitoring, each with its sentence."""

from envportal.refusals import Refused

# 生态环境行政处罚办法 (2023): monitoring reports as evidence; the article was not compared with the print.
EVIDENCE = "生态环境行政处罚办法关于监测报告的规定"


class OutOfOrder(Refused):
    """The order is not in the state this step needs; somebody may have been quicker."""


class NotPossible(Refused):
    """What was typed does not fit: a day to come, a code that is taken."""


class NoEvidence(Refused):
    """The report cannot prove anything as it is: something a court asks for is missing."""
