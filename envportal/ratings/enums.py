"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Service(models.TextChoices):
    """What was done for, or at, an enterprise."""

    APPLICATION = "application", _("办理申请")
    INSPECTION = "inspection", _("现场检查")
    RETURN_VISIT = "return_visit", _("批后回访")
    HELP = "help", _("帮办代办")


class Score(models.IntegerChoices):
    """政务服务“好差评”: five steps (国办发〔2019〕51号; the print was not compared)."""

    VERY_GOOD = 5, _("非常满意")
    GOOD = 4, _("满意")
    FAIR = 3, _("基本满意")
    BAD = 2, _("不满意")
    VERY_BAD = 1, _("非常不满意")


class Tag(models.TextChoices):
    """What somebody ticks rather than types: words can give away who wrote them."""

    CLEAR = "clear", _("说得清楚")
    PROMPT = "prompt", _("办得及时")
    HELPFUL = "helpful", _("有帮助")
    FAIR = "fair", _("公正廉洁")
    REPEATED = "repeated", _("重复跑或者重复查")
    SLOW = "slow", _("等得太久")
    UNCLEAR = "unclear", _("要求不清楚")
    RUDE = "rude", _("态度不好")
