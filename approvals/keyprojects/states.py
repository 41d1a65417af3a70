"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    STANDING = "standing", _("跟踪中")
    ENDED = "ended", pgettext_lazy("key project", "已结束跟踪")


class Part(models.TextChoices):
    """Who follows a project; each project has one of each at a time."""

    LEADER = "leader", _("包项目领导")
    HEAD = "head", _("跟踪科室负责人")


class Ending(models.TextChoices):
    """Why nobody follows it any more."""

    OPERATION = "operation", _("已投入生产或者使用")
    GIVEN_UP = "given_up", _("项目不再建设")
    OFF_LIST = "off_list", _("不再列入重点项目")


class Way(models.TextChoices):
    PHONE = "phone", _("电话")
    MEETING = "meeting", _("来局面谈")
    VISIT = "visit", _("到企业现场")
    ONLINE = "online", _("网上留言、视频")
