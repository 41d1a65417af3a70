"""The words of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    ASKED = "asked", _("待局领导批准")
    GRANTED = "granted", _("已进入绿色通道")
    DECLINED = "declined", _("不同意进入")
    ENDED = "ended", pgettext_lazy("green channel", "已退出")


# One of these at a time stands on a case.
OPEN = frozenset({State.ASKED, State.GRANTED})
