"""Why something cannot be done now."""

from envportal.refusals import Refused

# Known from the texts, articles not noted: rules.md 2.8.
REPORTING = "《突发环境事件信息报告办法》"
# From memory: the table of levels was not compared with the print.
GRADING = "《国家突发环境事件应急预案》附件1"


class OutOfOrder(Refused):
    """The incident is not in the state this step needs; somebody may have been quicker."""


class NotPossible(Refused):
    """What was typed does not fit: a moment to come, a level below the table."""


class StillOwed(Refused):
    """Somebody was not told, or not in writing; a report, a conclusion or a notice is missing."""
