"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a notice announces."""

    ACCEPTANCE = "acceptance", _("受理公示")
    PROPOSED_DECISION = "proposed_decision", _("拟审批公示")
    HEARING = "hearing", _("听证公告")
    DECISION = "decision", _("审批决定公告")
    REVOCATION = "revocation", _("批准终止公告")
    FILING = "filing", _("登记表备案公开")
    COMPLETION = "completion", _("竣工验收公示")
    INCIDENT = "incident", _("突发环境事件")
    FEE = "fee", _("排污费征收")
    INSPECTION = "inspection", _("监督检查")
    PENALTY = "penalty", _("处罚和责令改正")
    CAMPAIGN = "campaign", _("专项行动")
    QUOTA = "quota", _("总量指标余额")
    GREEN_CHANNEL = "green_channel", _("绿色通道")
    KEY_POLLUTER = "key_polluter", _("重点排污单位")
    POLICY = "policy", _("政策解读")
    NEWS = "news", _("工作动态")
    PETITION_RESULT = "petition_result", _("信访件办理结果")
    DISCLOSED = "disclosed", _("依申请公开转主动公开")


# What a construction project has published about it, step by step.
OF_PROJECTS = (
    Kind.ACCEPTANCE, Kind.PROPOSED_DECISION, Kind.HEARING, Kind.DECISION, Kind.REVOCATION, Kind.FILING,
    Kind.COMPLETION,
)  # fmt: skip
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


class WrongOutcome(models.TextChoices):
    """What became of a reader's word that a notice is wrong."""

    CORRECTED = "corrected", _("已更正")
    WITHDRAWN = "withdrawn", _("撤回了公示")
    KEPT = "kept", _("没有错，不改")


class Anchor(models.TextChoices):
    """From when a publication is due."""

    FORMED = "formed", _("信息形成或者变更")
    DECIDED = "decided", _("作出决定")
    ACCEPTED = "accepted", _("受理")
    RECEIVED = "received", _("收到申请")


class Frequency(models.TextChoices):
    """How often a column has to say something at least, if only that nothing happened."""

    NONE = "none", _("随时")
    MONTHLY = "monthly", _("至少每月 1 次")
    QUARTERLY = "quarterly", _("至少每季 1 次")
    HALF_YEAR = "half_year", _("至少每半年 1 次")
    YEARLY = "yearly", _("至少每年 1 次")


class Audience(models.TextChoices):
    ALL = "all", _("全社会")
    ONE = "one", _("申请人")


class Way(models.TextChoices):
    ACTIVE = "active", _("主动公开")
    REQUEST = "request", _("依申请公开")


class Overturning(models.TextChoices):
    """What became of a penalty that no longer stands (行政处罚法第四十八条)."""

    CHANGED = "changed", _("被变更")
    REVOKED = "revoked", _("被撤销")
    UNLAWFUL = "unlawful", _("被确认违法")
    VOID = "void", _("被确认无效")
