"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterKind(models.TextChoices):
    """What is served on a party."""

    RECEIPT = "receipt", _("收件回执")
    ACCEPTANCE = "acceptance", _("受理通知书")
    CORRECTION = "correction", _("补正告知书")
    DECLINED = "declined", _("不予受理决定书")
    SPECIAL_STEP = "special_step", _("特殊环节告知书")
    EXTENSION = "extension", _("延期告知书")
    HEARING_RIGHT = "hearing_right", _("听证告知书")
    HEARING_NOTICE = "hearing_notice", _("听证通知书")
    APPROVAL = "approval_reply", _("批复")
    REFUSAL = "refusal", _("不予批准决定书")
    ENDED = "ended", _("终止办理告知书")
    FILING_RECEIPT = "filing_receipt", _("备案回执")
    FILING_CHECK = "filing_check", _("备案核查告知书")


class LetterState(models.TextChoices):
    """How far the PDF of a letter is; the letter itself exists from its first state on."""

    PENDING = "pending", _("正在生成")
    RENDERED = "rendered", _("已生成")
    DEAD = "dead", _("生成失败")


class SealKind(models.TextChoices):
    """What a letter is sealed with."""

    OFFICIAL = "official", _("公章")
    PERMIT = "permit", _("行政许可专用章")
    ELECTRONIC = "electronic", _("电子印章")


class Standing(models.TextChoices):
    """What a letter is worth today; "issued" in words means sealed."""

    UNSEALED = "unsealed", _("未用印")
    STAMPED = "stamped", _("纸质原件已用印")
    SIGNED = "signed", _("已加盖电子印章")
    VOID = "void", _("已作废")
    REPLACED = "replaced", _("已被替换")


class VoidGround(models.TextChoices):
    """Why a letter is no longer good; public, so it is chosen and not typed: nobody's name gets into it."""

    TYPO = "typo", _("文字差错")
    CONTENT = "content", _("内容有误")
    PARTY = "party", _("主送单位有误")
    DUPLICATE = "duplicate", _("重复制发")
    CALLED_OFF = "called_off", _("所载事项已取消")


# The word between the bureau's mark and the year. A receipt has none: it carries the case number.
SERIES: dict[str, str] = {
    LetterKind.ACCEPTANCE: "受",
    LetterKind.CORRECTION: "补",
    LetterKind.DECLINED: "不受",
    LetterKind.SPECIAL_STEP: "特",
    LetterKind.EXTENSION: "延",
    LetterKind.HEARING_RIGHT: "听告",
    LetterKind.HEARING_NOTICE: "听通",
    LetterKind.APPROVAL: "审",
    LetterKind.REFUSAL: "不批",
    LetterKind.ENDED: "终",
    LetterKind.FILING_RECEIPT: "登备",
    LetterKind.FILING_CHECK: "备核",
}
