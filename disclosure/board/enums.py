"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a notice announces."""

    ACCEPTANCE = "acceptance", _("受理公示")
    PROPOSED_DECISION = "proposed_decision", _("拟审批公示")
    HEARING = "hearing", _("听证公告")
    DECISION = "decision", _("审批决定公告")
    FILING = "filing", _("登记表备案公开")
    COMPLETION = "completion", _("竣工验收公示")


# A notice of these kinds stands for a counted window in which the public may speak.
WITH_WINDOW = (Kind.ACCEPTANCE, Kind.PROPOSED_DECISION)


class State(models.TextChoices):
    PENDING = "pending", _("待发布")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤回")
    SUPERSEDED = "superseded", _("已更正")


class History(models.TextChoices):
    """Whether a list holds what was taken in from a bureau's former publications."""

    WITH = "", _("全部")
    WITHOUT = "without", _("只看本平台的公示")
    ONLY = "only", _("只看历史导入")


class DocumentKind(models.TextChoices):
    """The kind of EIA document, with the values the deadlines room calls a variant."""

    REPORT = "report", _("报告书")
    TABLE = "table", _("报告表")
    REGISTRATION = "registration", _("登记表")


class Outcome(models.TextChoices):
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("不予批准")
