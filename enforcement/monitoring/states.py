"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The kind of the case, the reason of its link to the case that wants it, its series of numbers, its report's file.
KIND = "monitoring"
FOR = "monitoring_for"
SERIES = "监测"
REPORT_FILE = "monitoring_report"


class State(models.TextChoices):
    ORDERED = "ordered", _("已下达，待采样")
    SAMPLED = "sampled", _("已采样，待报告")
    REPORTED = "reported", _("已报告，待审核")
    ACCEPTED = "accepted", _("可以作为证据")
    REJECTED = "rejected", _("不能作为证据")
    CANCELLED = "cancelled", _("已取消")


OPEN = frozenset({State.ORDERED, State.SAMPLED, State.REPORTED})


class Reason(models.TextChoices):
    """What the monitoring is wanted for."""

    ENFORCEMENT = "enforcement", _("执法监测")
    RE_INSPECTION = "re_inspection", _("复查监测")
    COMPLAINT = "complaint", _("信访投诉监测")
    INCIDENT = "incident", _("应急监测")
    ROUTINE = "routine", _("日常监督性监测")
