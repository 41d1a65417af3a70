"""The words of tables on their way in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """How far a table is; one read by the command goes from applying to done at once."""

    MAPPING = "mapping", _("待确认列")
    CHECKING = "checking", _("正在核对")
    CHECKED = "checked", _("核对完，待导入")
    APPLYING = "applying", _("正在导入")
    DONE = "done", _("已导入")
    UNDONE = "undone", _("已撤销导入")
    DROPPED = "dropped", _("已放弃")
    FAILED = "failed", _("办不下去")


OPEN = (RunState.MAPPING, RunState.CHECKED)
DROPPABLE = (*OPEN, RunState.FAILED)
WORKING = (RunState.CHECKING, RunState.APPLYING)


class Result(models.TextChoices):
    """What became of one line."""

    TAKEN = "taken", _("照录")
    MENDED = "mended", _("有改动")
    REPEATED = "repeated", _("已有，不重复")
    REFUSED = "refused", _("不收")
