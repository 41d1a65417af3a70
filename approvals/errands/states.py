"""The words of this room."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class What(models.TextChoices):
    """What the bureau above decides."""

    APPROVAL = "approval", _("环评文件审批")
    COMPLETION = "completion", _("竣工环保验收")
    PERMIT = "permit", _("排污许可")
    OTHER = "other", _("其他环保审批")


class State(models.TextChoices):
    ASKED = "asked", _("已提出，等本局承接")
    PREPARING = "preparing", _("准备材料")
    SENT = "sent", _("已上报")
    RECEIVED = "received", _("上级已收件")
    ACCEPTED = "accepted", _("上级已受理")
    SUPPLEMENT = "supplement", _("上级要求补充材料")
    DECIDED = "decided", _("上级已决定")
    ENDED = "ended", pgettext_lazy("errand", "不再上报")


WITH_US: Final = (State.ASKED, State.PREPARING, State.SUPPLEMENT)
ABOVE: Final = (State.SENT, State.RECEIVED, State.ACCEPTED)


class Step(models.TextChoices):
    """What the bureau above did."""

    RECEIVED = "received", _("收件")
    ACCEPTED = "accepted", _("受理")
    SUPPLEMENT = "supplement", _("要求补充材料")
    DECIDED = "decided", _("决定")


class Outcome(models.TextChoices):
    GRANTED = "granted", _("同意")
    REFUSED = "refused", _("不同意")


# The kind of the files of an errand: what was asked for, what proves a step, what a delegation says.
MATERIAL, PROOF = "errand_material", "errand_proof"
