"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The kind of a case that is a complaint about a charge, and the series of its numbers.
CASE, SERIES = "charge", "费诉"


class Outcome(models.TextChoices):
    FOUNDED = "founded", _("属实，已经退还或者责令退还")
    PASSED = "passed", _("转有权机关查处")
    SERVICE = "service", _("不是审批收费，是自愿委托的服务")
    UNFOUNDED = "unfounded", _("查无此事")
