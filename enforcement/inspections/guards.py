"""What a visit refuses, each with its sentence."""

from envportal.refusals import Refused

# 国务院办公厅关于严格规范涉企行政检查的意见: approval and notice before a visit, no visit beyond the published number,
# documents shown at the gate; the paragraphs were not compared with the print.
STRICT = "国办发〔2024〕54号"
# 行政处罚法第42条: two with certificates, and who has an interest stays away; the order of inspections follows it.
TWO = "行政处罚法第42条"
TIED = "行政处罚法第43条"


class OutOfOrder(Refused):
    """The visit is not in the state this step needs; somebody may have been quicker."""


class NotPossible(Refused):
    """What was typed does not fit: a day gone by, a demand that is planned already."""


class NotTogether(Refused):
    """These demands cannot be served by one visit."""


class TooFewPeople(Refused):
    """Fewer than two people, or nobody of them leads."""


class NoCertificate(Refused):
    """Somebody has no certificate that is valid on the day."""


class SkillMissing(Refused):
    """Nobody of these people is trained for what is to be looked at."""


class OverTheCap(Refused):
    """The enterprise has had as many visits this year as were published."""


class DrawnByLot(Refused):
    """What a lot fixed is not undone by hand, or by one person alone."""


class Tied(Refused):
    """Somebody is tied to the enterprise."""


class DayOutside(Refused):
    """The day lies outside what a demand asks for."""


class NoLawfulReason(Refused):
    """A visit without notice is the exception, and has its reason."""


class SamePerson(Refused):
    """Who planned a visit does not approve it."""


class NotOnTheTeam(Refused):
    """Only whoever was named to the enterprise makes the visit."""


class WrongDay(Refused):
    """The visit is on another day."""


class WrongCode(Refused):
    """The code the enterprise reads out is not that of this visit."""


class NotAllLookedAt(Refused):
    """An item of the check list has no result."""


class NoWitnesses(Refused):
    """A refused signature is attested by two inspectors of the visit."""


class NothingUnderPoints(Refused):
    """What was pointed out and how the visit ended do not fit together."""


class AdviceLeft(Refused):
    """An advice has no end yet, or what a re-inspection found is not told."""
