"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.inspections.states import Risk

__all__ = ["DrawState", "PlanState", "Risk", "Why"]


class Why(models.TextChoices):
    """Why a want is in no visit of a plan."""

    DAYS = "days", _("期间内没有工作日")
    LONG = "long", _("一天查不完")
    SKILL = "skill", _("没有两名持证、有专长又不须回避的人")
    CAP = "cap", _("本年度检查次数已满")
    PEOPLE = "people", _("期间内人员都排满了")
    CHANGED = "changed", _("确认时日期、人员或者另一次检查已经不合适")


class PlanState(models.TextChoices):
    """How far a plan is."""

    ASKED = "asked", pgettext_lazy("plan", "等待计算")
    COMPUTING = "computing", pgettext_lazy("plan", "正在计算")
    DRAFT = "draft", pgettext_lazy("plan", "草案，待确认")
    CONFIRMED = "confirmed", pgettext_lazy("plan", "已确认")
    DROPPED = "dropped", pgettext_lazy("plan", "已放弃")
    FAILED = "failed", pgettext_lazy("plan", "没有算成")


class DrawState(models.TextChoices):
    """A draw: the lists are frozen, then the number is known and it is drawn; or it is given up for a reason."""

    LISTED = "listed", pgettext_lazy("draw", "名单已公布")
    DRAWN = "drawn", pgettext_lazy("draw", "已抽取")
    GIVEN_UP = "given_up", pgettext_lazy("draw", "不抽了")
