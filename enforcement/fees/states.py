"""The words of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

# The kind of the case and its series of numbers.
KIND, SERIES = "fee", "排污费"


class State(models.TextChoices):
    DECLARED = "declared", _("已申报，待核定")
    VERIFIED = "verified", _("已核定，可以申请复核")
    OBJECTED = "objected", _("已申请复核，待复核")
    RECHECKED = "rechecked", _("已复核，待发缴纳通知")
    DEMANDED = "demanded", _("已通知缴纳")
    SETTLED = "settled", _("已结清")
    TAXED = "taxed", _("数据已交税务机关")


OPEN_TO_DEMAND = frozenset({State.VERIFIED, State.RECHECKED})


class Basis(models.TextChoices):
    """核定依据, in the order in which the law prefers them; as the form of the board has them."""

    AUTOMATIC = "automatic", _("自动监控数据")
    SUPERVISED = "supervised", _("监督性监测数据")
    BALANCE = "balance", _("物料衡算")
    OTHER = "other", _("其他")


class Stage(models.TextChoices):
    """Whose figures a part of the working has."""

    DECLARED = "declared", _("申报数")
    VERIFIED = "verified", _("核定数")
    RECHECKED = "rechecked", _("复核数")


class Side(models.TextChoices):
    """Where the fen of an account stand. What was charged, paid back or is to go back stands below nought."""

    ASSESSED = "assessed", _("应缴排污费")
    LATE_CHARGED = "late_charged", _("应缴滞纳金")
    RECEIVABLE = "receivable", _("未缴排污费")
    LATE_DUE = "late_due", _("未缴滞纳金")
    COLLECTED = "collected", _("已收")
    WAIVED = "waived", _("减免")
    REFUNDED = "refunded", _("已退")
    OVERPAID = "overpaid", _("多缴待退")
    WRITTEN_OFF = "written_off", _("已核销")


BELOW = (Side.ASSESSED, Side.LATE_CHARGED, Side.REFUNDED, Side.OVERPAID)
ABOVE = (Side.RECEIVABLE, Side.LATE_DUE, Side.COLLECTED, Side.WAIVED, Side.WRITTEN_OFF)


class EntryKind(models.TextChoices):
    """What moved the fen."""

    DEMAND = "demand", _("通知缴纳")
    LATE = "late", _("加收滞纳金")
    PAYMENT = "payment", _("缴款")
    RELIEF = "relief", _("减免")
    REFUND = "refund", _("退款")
    REVERSAL = "reversal", _("冲正缴款")
    WRITE_OFF = "write_off", _("核销")


class ReliefKind(models.TextChoices):
    REDUCED = "reduced", _("减缴")
    WAIVED = "waived", _("免缴")
    DEFERRED = "deferred", _("缓缴")


class Match(models.TextChoices):
    """What a payment was found to be."""

    EXACT = "exact", _("与应缴相符")
    UNDER = "under", _("少缴")
    OVER = "over", _("多缴")
    UNMATCHED = "unmatched", _("没有对上")
    REVERSED = "reversed", _("已冲正")


class LineResult(models.TextChoices):
    """What became of a line of a sheet of payments."""

    TAKEN = "taken", _("已记账")
    WAITING = "waiting", _("已收下，没有对上")
    REPEATED = "repeated", _("已有，不重复")
    REFUSED = "refused", _("不收")


class Ground(models.TextChoices):
    """Why an arrear cannot be collected any more."""

    DISSOLVED = "dissolved", _("企业已注销，没有承继单位")
    BANKRUPT = "bankrupt", _("破产程序终结，没有清偿")
    EXECUTION = "execution", _("法院终结执行，没有可供执行的财产")
    OTHER = "other", _("其他")


class Answer(models.TextChoices):
    WAITING = "waiting", _("待批准")
    AGREED = "agreed", _("同意")
    DECLINED = "declined", _("不同意")
