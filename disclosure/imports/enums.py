"""The words of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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
