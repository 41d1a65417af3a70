"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Why(models.TextChoices):
    """Why a want is in no visit of a plan."""

    DAYS = "days", _("期间内没有工作日")
    LONG = "long", _("一天查不完")
    SKILL = "skill", _("没有两名持证、有专长又不须回避的人")
    CAP = "cap", _("本年度检查次数已满")
    PEOPLE = "people", _("期间内人员都排满了")
