"""The words of this room: states of a meeting and its items, opinions, conclusions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    CONVENED = "convened", _("已通知")
    SITTING = "sitting", _("正在开会")
    CLOSED = "closed", _("已散会，纪要待确认")
    MINUTED = "minuted", _("纪要已确认")
    CANCELLED = "cancelled", _("已取消")


# What takes place, or took place.
STANDING = frozenset(State) - {State.CANCELLED}
# While the agenda may change.
BEFORE = frozenset({State.CONVENED})


class ItemState(models.TextChoices):
    PENDING = "pending", _("待审")
    RESOLVED = "resolved", _("已有结论")
    POSTPONED = "postponed", pgettext_lazy("agenda item", "改期")
    TAKEN_OFF = "taken_off", _("撤下")


class View(models.TextChoices):
    """What one member says of one item."""

    AGREE = "agree", pgettext_lazy("opinion", "同意")
    REVISE = "revise", _("修改后同意")
    REFUSE = "refuse", _("不同意")


class Conclusion(models.TextChoices):
    """What the meeting resolves; the signatory decides."""

    APPROVE = "approve", _("同意批准")
    REVISE = "revise", _("修改后同意批准")
    REFUSE = "refuse", _("不同意批准")


# Which opinion goes with which conclusion; every other one is dissent.
SHARED = {View.AGREE: Conclusion.APPROVE, View.REVISE: Conclusion.REVISE, View.REFUSE: Conclusion.REFUSE}


class Presence(models.TextChoices):
    EXPECTED = "expected", _("应到")
    PRESENT = "present", _("到会")
    ABSENT = "absent", _("请假")


class Quorum(models.TextChoices):
    """How many of the members have to be there."""

    HALF = "half", _("过半数")
    TWO_THIRDS = "two_thirds", _("三分之二以上")
    ALL = "all", _("全部")
