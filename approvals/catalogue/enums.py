"""The words of this room: the documents there are, who decides, how a notice was told."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    """Which document a project needs, the strictest first."""

    REPORT = "report", _("环境影响报告书")
    TABLE = "table", _("环境影响报告表")
    REGISTRATION = "registration", _("环境影响登记表")
    NONE = "none", _("不需要环评")


# The strictest last, so that the larger place is the stricter document.
STRICTNESS = {tier: place for place, tier in enumerate(reversed(Tier))}
DOCUMENTS = ((Tier.REPORT, _("报告书")), (Tier.TABLE, _("报告表")), (Tier.REGISTRATION, _("登记表")))


class Ask(models.TextChoices):
    """How a question of the catalogue is answered."""

    YES_NO = "yes_no", _("是或者否")
    NUMBER = "number", _("数字")
    AREA = "area", _("环境敏感区")
    BUILDING = "building", _("工业建筑")
    NATURE = "nature", _("建设性质")


class Nature(models.TextChoices):
    """What is built, as far as the catalogue asks."""

    NEW = "new", _("新建（迁建）")
    EXPANSION = "expansion", _("扩建")
    REBUILD = "rebuild", _("改建、技术改造")


class Level(models.TextChoices):
    """Who decides."""

    OWN = "own", _("本局审批")
    SUPERIOR = "superior", _("上级审批")
    DELEGATED = "delegated", _("上级委托本局审批")


class Evidence(models.TextChoices):
    """How well the act and the article were seen."""

    TEXT = "T", _("已读原文")
    EXCERPT = "E", _("见于摘录")
    MEMORY = "M", _("未核对")


class Channel(models.TextChoices):
    """How a notice was told."""

    COUNTER = "counter", _("窗口当面")
    PHONE = "phone", _("电话")
    ONLINE = "online", _("网上")


class Book(models.TextChoices):
    """The two books of rules two people keep here."""

    LEVELS = "levels", _("审批分级")
    MATERIALS = "materials", _("申请材料")
