"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Variant(models.TextChoices):
    """The kind of EIA document, with the values the deadlines room calls a variant."""

    REPORT = "report", _("报告书")
    TABLE = "table", _("报告表")
    REGISTRATION = "registration", _("登记表（备案核查）")


class Span(models.TextChoices):
    """Which months the record is read for."""

    HALF = "", _("近 6 个月")
    YEAR = "year", _("近 12 个月")
    ALL = "all", _("全部")


class Which(models.TextChoices):
    ALL = "", _("全部")
    MISSED = "missed", _("只看误期")
    KEPT = "kept", _("只看按期")
