"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Colour(models.TextChoices):
    YELLOW = "yellow", _("黄牌")
    RED = "red", _("红牌")


class Reason(models.TextChoices):
    """Why a card was raised."""

    NEAR = "near", _("临近届满")
    OVERLONG = "overlong", _("特殊环节超过告知的天数")
    PASSED = "passed", _("届满未办结")
    LATE = "late", _("误期办结")
    EXPIRED = "expired", _("期满自动生效")


class Shown(models.TextChoices):
    """Which cards a list shows."""

    OPEN = "open", _("未消")
    UNEXPLAINED = "unexplained", _("未说明原因")
    ASKED = "asked", _("待复核消牌")
    ESCALATED = "escalated", _("已升级")
    REMOVED = "removed", _("已消")


class Span(models.TextChoices):
    """How long a report looks back."""

    WEEK = "week", _("办件周报")
    MONTH = "month", _("办件月报")


class When(models.TextChoices):
    """At which step somebody is told of a card."""

    YELLOW = "yellow", _("开出黄牌")
    RED = "red", _("开出红牌")
    UNEXPLAINED = "unexplained", _("红牌久未说明原因")
    PAST_DUE = "past_due", _("超期久未办结")
    STATUTE = "statute", _("超过法定时限")


# The steps that come so many working days later; the others come at once.
LATER = (When.UNEXPLAINED, When.PAST_DUE)


class Tell(models.TextChoices):
    """Who is told."""

    HOLDER = "holder", _("经办人")
    HEAD = "head", _("科室负责人")
    LEADER = "leader", _("局领导")
    SUPERVISOR = "supervisor", _("效能监察")
    SUPERIOR = "superior", _("上级局监察")


class AlarmKind(models.TextChoices):
    """What is wrong with the time of the machine."""

    WENT_BACK = "went_back", _("系统时间倒退")
    LEAPT = "leapt", _("系统时间突然前跳")


class Happened(models.TextChoices):
    """The events of the log that tell of a card."""

    YELLOW_OPENED = "yellow_card_opened", _("开出黄牌")
    RED_OPENED = "red_card_opened", _("开出红牌")
    EXPLAINED = "card_explained", _("说明超期原因")
    ESCALATED = "card_escalated", _("升级告知")
    REMOVAL_ASKED = "card_removal_asked", _("提出消牌")
    REMOVED = "card_removed", _("复核同意消牌")
    KEPT = "card_kept", _("不同意消牌，牌保留")
