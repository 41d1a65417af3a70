"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterKind(models.TextChoices):
    """What is served on a party."""

    RECEIPT = "receipt", _("收件回执")
    ACCEPTANCE = "acceptance", _("受理通知书")
    CORRECTION = "correction", _("补正告知书")
    DECLINED = "declined", _("不予受理决定书")
    NOT_NEEDED = "not_needed", _("无需办理环评审批的答复")
    SPECIAL_STEP = "special_step", _("特殊环节告知书")
    EXTENSION = "extension", _("延期告知书")
    PROPOSED = "proposed", _("拟审批公示")
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


# The word between the bureau's mark and the year. A receipt has none: it carries the case number.
SERIES: dict[str, str] = {
    LetterKind.ACCEPTANCE: "受",
    LetterKind.CORRECTION: "补",
    LetterKind.DECLINED: "不受",
    LetterKind.NOT_NEEDED: "复",
    LetterKind.SPECIAL_STEP: "特",
    LetterKind.EXTENSION: "延",
    LetterKind.PROPOSED: "拟示",
    LetterKind.HEARING_RIGHT: "听告",
    LetterKind.HEARING_NOTICE: "听通",
    LetterKind.APPROVAL: "审",
    LetterKind.REFUSAL: "不批",
    LetterKind.ENDED: "终",
    LetterKind.FILING_RECEIPT: "登备",
    LetterKind.FILING_CHECK: "备核",
}
