"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The kinds of the cases; each names its address.
ORDER, PENALTY, SEALING = "correction_order", "penalty", "sealing"


class OrderState(models.TextChoices):
    DRAFT = "draft", _("待签发")
    SIGNED = "signed", _("已签发，待送达")
    SERVED = "served", _("改正中")
    FAILED = "failed", _("复查没有改正")
    CORRECTED = "corrected", _("已改正")
    RENEWED = "renewed", _("已另行责令")
    ENDED = "ended", _("不再执行")


# An order that binds its party and waits for its re-inspection.
BINDS = frozenset({OrderState.SERVED})


class Outcome(models.TextChoices):
    """What a re-inspection found (按日连续处罚办法; 生态环境法典第1060条)."""

    CORRECTED = "corrected", _("已改正")
    CONTINUED = "continued", _("违法行为仍在继续")
    REFUSED = "refused", _("拒绝或者阻挠复查")


class PenaltyState(models.TextChoices):
    LEAD = "lead", _("待立案")
    FILED = "filed", _("调查中")
    PROPOSED = "proposed", _("待告知")
    NOTIFIED = "notified", _("已告知")
    DECIDED = "decided", _("已决定，执行中")
    TRANSFERRED = "transferred", _("已移送")
    NOT_FILED = "not_filed", _("不予立案")
    NOT_PUNISHED = "not_punished", _("不予处罚")
    DROPPED = "dropped", _("撤销立案")
    CLOSED = "closed", _("结案")


ON_ITS_WAY = frozenset(
    {PenaltyState.LEAD, PenaltyState.FILED, PenaltyState.PROPOSED, PenaltyState.NOTIFIED, PenaltyState.TRANSFERRED}
)
CAME_TO_NOTHING = frozenset({PenaltyState.NOT_FILED, PenaltyState.NOT_PUNISHED, PenaltyState.DROPPED})
INVESTIGATED = frozenset({PenaltyState.FILED, PenaltyState.PROPOSED, PenaltyState.NOTIFIED})


class PenaltyKind(models.TextChoices):
    ORDINARY = "ordinary", _("行政处罚")
    DAILY = "daily", _("按日连续处罚")
    PERSON = "person", _("责任人员处罚")


class EvidenceKind(models.TextChoices):
    """Kinds of evidence (行政处罚法第46条)."""

    WRITTEN = "written", _("书证")
    OBJECT = "object", _("物证")
    AUDIOVISUAL = "audiovisual", _("视听资料")
    ELECTRONIC = "electronic", _("电子数据")
    WITNESS = "witness", _("证人证言")
    PARTY = "party", _("当事人陈述")
    EXPERT = "expert", _("鉴定意见")
    SITE = "site", _("勘验笔录和现场笔录")
    MONITORING = "monitoring", _("监测报告")


class Said(models.TextChoices):
    """What a party did with its right to be heard."""

    STATED = "stated", _("提出陈述申辩")
    WAIVED = "waived", _("书面放弃陈述申辩")


class ReviewOutcome(models.TextChoices):
    PASSED = "passed", _("同意")
    OBJECTED = "objected", _("提出意见，退回")


class View(models.TextChoices):
    AGREE = "agree", _("同意处罚建议")
    OTHER = "other", _("另有意见")


class MoneyKind(models.TextChoices):
    FINE = "fine", _("罚款")
    ADDED = "added", _("加处罚款")
    BACK = "back", _("退还多缴的罚款")


class SealingState(models.TextChoices):
    DRAFT = "draft", _("待批准")
    IN_FORCE = "in_force", _("查封扣押中")
    LIFTED = "lifted", _("已解除")
    ENDED = "ended", _("没有批准")


class TransferKind(models.TextChoices):
    DETENTION = "detention", _("移送公安机关适用行政拘留")
    CRIME = "crime", _("移送公安机关追究刑事责任")


class Answer(models.TextChoices):
    """What became of something that was asked for."""

    WAITING = "waiting", _("等待决定")
    AGREED = "agreed", _("同意")
    DECLINED = "declined", _("不同意")


class RemedyKind(models.TextChoices):
    RECONSIDERATION = "reconsideration", _("行政复议")
    LAWSUIT = "lawsuit", _("行政诉讼")


class RemedyOutcome(models.TextChoices):
    UPHELD = "upheld", _("维持或者驳回")
    WITHDRAWN = "withdrawn", _("撤回申请或者撤诉")
    REVOKED = "revoked", _("撤销或者确认违法、无效")
    CHANGED = "changed", _("变更")


class About(models.TextChoices):
    """What the leaders discuss."""

    FINE = "fine", _("处罚建议")
    LIMIT = "limit", _("继续延长办案期限")
