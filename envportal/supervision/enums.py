"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Colour(models.TextChoices):
    YELLOW = "yellow", _("黄牌")
    RED = "red", _("红牌")


class Reason(models.TextChoices):
    """Why a card was raised."""

    NEAR = "near", _("临近届满")
    PASSED = "passed", _("届满未办结")
    LATE = "late", _("误期办结")
    EXPIRED = "expired", _("期满自动生效")


class Shown(models.TextChoices):
    """Which cards a list shows."""

    OPEN = "open", _("未消")
    UNEXPLAINED = "unexplained", _("未说明原因")
    ASKED = "asked", _("待复核消牌")
    REMOVED = "removed", _("已消")
