"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Field(models.TextChoices):
    """What a department answers for."""

    PLANNING = "planning", _("自然资源和规划")
    REFORM = "reform", _("发展改革")
    LAND = "land", _("土地")
    CONSTRUCTION = "construction", _("住房和城乡建设")
    URBAN = "urban", _("城市管理")
    FIRE = "fire", _("消防")
    WATER = "water", _("水利")
    OTHER = "other", _("其他")


class Reply(models.TextChoices):
    """What a department says; silence speaks only where a published rule says so."""

    NONE = "no_objection", _("没有不同意见")
    CONDITIONS = "conditions", _("同意，附条件")
    OBJECTION = "objection", _("不同意")
    SILENCE = "silence", _("逾期未答复，依规则视为没有不同意见")


# What a department may choose; silence is nobody's choice.
REPLIES = [(reply, reply.label) for reply in Reply if reply != Reply.SILENCE]


class Way(models.TextChoices):
    """How an answer came in."""

    ACCOUNT = "account", _("登录答复")
    LINK = "link", _("一次性链接")
    RULE = "rule", _("到期，依规则")


# What a department sent with its answer.
REPLY_FILE = "department_reply"
