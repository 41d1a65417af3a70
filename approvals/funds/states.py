"""The words of this room."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The series of the numbers of an application for money, and the kind of its files.
SERIES, PAPER = "资金", "fund_paper"


class State(models.TextChoices):
    ASKED = "asked", _("已提出，等本局指定专人")
    DRAFTING = "drafting", _("专人指导，起草申请书")
    HANDED_IN = "handed_in", _("申请书已交，等本局审核")
    RECOMMENDED = "recommended", _("已推荐上报，等决定")
    DECLINED = "declined", _("本局不推荐")
    GRANTED = "granted", _("已批准，等拨付")
    REFUSED = "refused", _("没有批准")
    PAID = "paid", _("资金已到账，等验收成果")
    CHECKED = "checked", _("成果已验收")
    WITHDRAWN = "withdrawn", pgettext_lazy("fund", "企业撤回")


BEFORE_DECISION: Final = (State.ASKED, State.DRAFTING, State.HANDED_IN, State.RECOMMENDED)
FUNDED: Final = (State.GRANTED, State.PAID, State.CHECKED)
