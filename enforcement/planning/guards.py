"""What planning refuses, each with its sentence."""

from envportal.refusals import Refused

# 国务院办公厅关于严格规范涉企行政检查的意见: no more visits than published, joint ones wherever they can be; the
# paragraphs were not compared with the print.
STRICT = "国办发〔2024〕54号"
# 行政处罚法第42条, 第43条: two with certificates; who has an interest stays away.
TWO, TIED = "行政处罚法第42条", "行政处罚法第43条"


class OutOfOrder(Refused):
    """The plan or the draw is not in the state this step needs; somebody may have been quicker."""


class NotPossible(Refused):
    """What was typed does not fit: a period over two years, a list without anybody in it."""


class NothingToPlan(Refused):
    """Nobody has asked for a visit in these days."""


class NotOnThatDay(Refused):
    """The visit cannot be made on that day, or not by these people."""


class OverTheCap(Refused):
    """The enterprise has had as many visits this year as were published."""


class NeedsReason(Refused):
    """A visit that could have been merged stands by itself for a reason, or not at all."""


class SamePerson(Refused):
    """Two people: one proposes or freezes, another agrees or gives the seed."""
