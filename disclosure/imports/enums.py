"""The words of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """How far an import is; tables read by the command go from applying to done at once."""

    MAPPING = "mapping", _("待确认列")
    CHECKING = "checking", _("正在核对")
    CHECKED = "checked", _("待另一人导入")
    APPLYING = "applying", _("正在导入")
    DONE = "done", _("已导入")
    DROPPED = "dropped", _("已放弃")


WORKING = (RunState.CHECKING, RunState.APPLYING)


class Result(models.TextChoices):
    """What became of one line."""

    TAKEN = "taken", _("照录")
    MENDED = "mended", _("有改动")
    REPEATED = "repeated", _("已有，不重复")
    REFUSED = "refused", _("不收")


class Field(models.TextChoices):
    """What a column of a table may hold."""

    KIND = "kind", _("公示类别")
    PUBLISHER = "bureau", _("发布机关")
    REGION = "region", _("地区")
    TITLE = "project_name", _("项目名称")
    PLACE = "location", _("建设地点")
    OWNER = "owner", _("建设单位")
    AGENCY = "eia_agency", _("环评（验收报告）编制单位")
    DOCUMENT_KIND = "document_kind", _("文件类别")
    ACCEPTED = "accepted_on", _("受理日期")
    OPENS = "window_start", _("公示开始")
    CLOSES = "window_end", _("公示截止")
    WINDOW = "window", _("公示起止（一格）")
    AMOUNT = "n", _("公示天数")
    UNIT = "unit", _("天数单位")
    NUMBER = "decision_number", _("文号")
    DECIDED = "decided_on", _("审批日期")
    OVERVIEW = "overview", _("项目概况")
    MEASURES = "impacts_measures", _("主要环境影响和对策措施")
    PARTICIPATION = "participation", _("公众参与情况")
    SOURCE = "source", _("来源")


# What makes one notice another: the same again, however often and wherever it is copied, is one notice.
IDENTITY = (
    Field.KIND, Field.PUBLISHER, Field.REGION, Field.TITLE, Field.PLACE, Field.OWNER, Field.ACCEPTED, Field.OPENS,
    Field.CLOSES, Field.WINDOW, Field.NUMBER, Field.DECIDED,
)  # fmt: skip
DATES = (Field.ACCEPTED, Field.OPENS, Field.CLOSES, Field.DECIDED)
