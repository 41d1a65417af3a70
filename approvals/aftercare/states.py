"""The words of this room."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    FOLLOWED = "followed", _("批后监管中")
    COMPLETED = "completed", _("验收信息已填报")
    ENDED = "ended", _("批准终止，不再监管")


class Step(models.TextChoices):
    """What the enterprise reports of its project, in the order it happens."""

    DESIGNED = "designed", _("环保设施设计完成")
    STARTED = "started", _("开工建设")
    COMPLETED = "completed", _("环保设施竣工")
    TRIAL = "trial", _("开始调试")
    OPERATED = "operated", _("投入生产或者使用")
    REPORTED = "reported", _("完成验收报告")
    PUBLISHED = "published", _("验收报告公开")
    ENTERED = "entered", _("填报全国验收平台")


class Stage(models.TextChoices):
    """三同时: where facilities keep step with the main works."""

    DESIGN = "design", _("同时设计")
    CONSTRUCTION = "construction", _("同时施工")
    OPERATION = "operation", _("同时投入使用")


class Aspect(models.TextChoices):
    """What of a project may change so much that it is assessed anew."""

    NATURE = "nature", _("项目性质")
    SCALE = "scale", _("规模")
    PLACE = "place", _("地点")
    PROCESS = "process", _("生产工艺")
    MEASURES = "measures", _("环境保护措施")


class Longer(models.TextChoices):
    """Why acceptance may take up to twelve months instead of three."""

    TRIAL = "trial", _("环保设施需要调试")
    RECTIFICATION = "rectification", _("环保设施需要整改")


class Facility(models.TextChoices):
    """What a completion check of the bureau was about; each kind of facility had its own last day."""

    GENERAL = "general", _("水、大气等环保设施")
    NOISE = "noise", _("噪声污染防治设施")
    SOLID = "solid", _("固体废物污染防治设施")


class Outcome(models.TextChoices):
    PASSED = "passed", _("验收合格")
    NOT_PASSED = "not_passed", _("验收不合格")


# The kind of a case that is a completion check; a kind names its address.
COMPLETION_CHECK = "completion_check"
# Why the cases are linked: this approval's aftercare, the new approval a major change needed.
OF_APPROVAL = "aftercare"
MAJOR_CHANGE = "major_change"
# 竣工环保验收 by the bureau: since when, by the rules on it (原国家环保总局令第13号) [M].
CHECKED_SINCE = date(2002, 2, 1)
