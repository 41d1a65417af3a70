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
    REMOVED = "removed", _("已消")


class Happened(models.TextChoices):
    """The events of the log that tell of a card."""

    YELLOW_OPENED = "yellow_card_opened", _("开出黄牌")
    RED_OPENED = "red_card_opened", _("开出红牌")
    EXPLAINED = "card_explained", _("说明超期原因")
    REMOVAL_ASKED = "card_removal_asked", _("提出消牌")
    REMOVED = "card_removed", _("复核同意消牌")
    KEPT = "card_kept", _("不同意消牌，牌保留")
