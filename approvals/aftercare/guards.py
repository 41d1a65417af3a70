"""What aftercare refuses, each with its sentence."""

from envportal.refusals import Refused

# Read in re-published copies, see rules.md; 验收暂行办法第8条 and 条例第19条 from general knowledge, not compared.
FIVE_YEARS = "生态环境法典第106条"
ACCEPTANCE = "建设项目竣工环境保护验收暂行办法第11条"
LONGER = "建设项目竣工环境保护验收暂行办法第12条"
PLATFORM = "建设项目竣工环境保护验收暂行办法第13条"
NOT_ACCEPTABLE = "建设项目竣工环境保护验收暂行办法第8条"
BEFORE_USE = "建设项目环境保护管理条例第19条"
SIMULTANEITY = "生态环境法典第162条"


class OutOfOrder(Refused):
    """Something has to happen first, or has happened already."""


class NotPossible(Refused):
    """What was typed does not fit: a day to come, one before the approval."""


class ReExaminationFirst(Refused):
    """Nothing was built for more than five years: the document is filed for re-examination before work begins."""


class WindowTooShort(Refused):
    """The report has to stand for twenty working days."""


class WindowOpen(Refused):
    """The report still stands for the public; the platform is filled in after that."""


class ChangedMuch(Refused):
    """A major change has no approval yet: nobody may find the acceptance passed."""


class Ended(Refused):
    """The approval has ended, and with it its aftercare."""


class NotOfThatTime(Refused):
    """The bureau did not check completion of such a facility at that time; the owner accepts it itself."""
