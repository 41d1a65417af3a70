"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The kind of the case, its series of numbers, the kind of a file that proves something of a target.
KIND = "campaign"
SERIES = "专项"
PROOF = "campaign_proof"


class State(models.TextChoices):
    """How far a campaign is."""

    PREPARING = "preparing", _("正在列清单")
    RUNNING = "running", _("进行中")
    CLOSED = "closed", _("已结束")
    CANCELLED = "cancelled", _("已取消")


OPEN = frozenset({State.PREPARING, State.RUNNING})


class TargetState(models.TextChoices):
    """How far one target is; postponed and dropped ones stay in what is counted, only removed ones leave it."""

    NOT_BEGUN = "not_begun", _("未开始")
    UNDER_WAY = "under_way", _("正在做")
    REPORTED = "reported", _("报告完成，待核实")
    VERIFIED = "verified", _("现场核实完成")
    POSTPONED = "postponed", _("批准延期")
    DROPPED = "dropped", _("批准不再实施")
    REMOVED = "removed", _("已移出清单")


UNDONE = frozenset({TargetState.NOT_BEGUN, TargetState.UNDER_WAY, TargetState.POSTPONED})
UNFINISHED = UNDONE | {TargetState.REPORTED}


class Indicator(models.TextChoices):
    """What is counted of a campaign."""

    SHARE = "share", _("完成比例")
    RATE = "rate", _("处理率")
    REDUCTION = "reduction", _("减排量")
    AREA = "area", _("面积")
    NUMBER = "number", _("个数")


class Change(models.TextChoices):
    """What is asked for a target beside doing it; a second person answers."""

    POSTPONE = "postpone", _("延期")
    DROP = "drop", _("不再实施")
    REMOVE = "remove", _("移出清单")


class Answer(models.TextChoices):
    WAITING = "waiting", _("待批准")
    AGREED = "agreed", _("同意")
    DECLINED = "declined", _("不同意")


class TableKind(models.TextChoices):
    """What a table brings."""

    TARGETS = "targets", _("清单")
    PROGRESS = "progress", _("进度")


class Pace(models.TextChoices):
    """How a campaign stands beside its aim and the time that is gone."""

    REACHED = "reached", _("已达目标")
    ON_PLAN = "on_plan", _("不落后于时间")
    BEHIND = "behind", _("落后于时间")
    MISSED = "missed", _("没有达到目标")
    UNCOUNTED = "uncounted", _("没有可以计算的对象")
