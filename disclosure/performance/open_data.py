"""The dataset of the record: each ended case against the law and the pledge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from disclosure.board import board
from disclosure.board.board import Dataset, Field
from disclosure.performance.enums import Variant
from disclosure.performance.models import PledgeRecord
from disclosure.performance.queries import figures
from disclosure.performance.queries.told import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

TABLE = "performance_pledgerecord"
DAYS = {
    "window_days": _("窗口（天）"), "bureau_days": _("审批科室（天）"), "third_days": _("第三方（天）"),
    "public_days": _("公示（天）"), "applicant_days": _("申请人（天）"),
}  # fmt: skip
FIELDS = (
    Field(
        "notice",
        "string",
        _("公示编号"),
        _("公开项目名称的公示；没有现行公示的为空。"),
        "board_notice.public_id",
        "7kq2m9xw4d",
    ),
    Field(
        "project",
        "string",
        _("项目名称"),
        _("现行公示上的名称；没有现行公示的为空。"),
        "board_notice.title",
        "年产 100 吨纸盒项目",
    ),
    Field("bureau", "string", _("办理机关"), _("办理这件申请的机关。"), "accounts_bureau.name", "某某市生态环境局"),
    Field(
        "variant",
        "string",
        _("文件类别"),
        _("环评文件的类别。"),
        f"{TABLE}.variant",
        "table",
        values=[(str(one.value), one.label) for one in Variant],
    ),
    Field("received_on", "date", _("收件日期"), _("从这一天的次日起数总历时。"), f"{TABLE}.received_on", "2026-09-14"),
    Field(
        "promised_on",
        "date",
        _("承诺办结日期"),
        _("承诺时限和法定时限中先到的一天。"),
        f"{TABLE}.promised_on",
        "2026-10-21",
    ),
    Field("ended_on", "date", _("办结日期"), _("作出决定或者核查完备案的一天。"), f"{TABLE}.ended_on", "2026-10-20"),
    Field("kept", "boolean", _("按期"), _("两个时限都没有超过。"), f"{TABLE}.kept", "true"),
    Field(
        "late_days",
        "integer",
        _("误期天数"),
        _("超过承诺办结日期的自然日；按期的为 0。"),
        f"{TABLE}.late_days",
        "0",
        _("天"),
    ),
    Field("net", "integer", _("净用时"), _("扣除承诺时限不计入的时间。"), f"{TABLE}.net", "10", _("工作日")),
    Field(
        "elapsed_days", "integer", _("总历时"), _("从收件到办结，一天不扣。"), f"{TABLE}.elapsed_days", "36", _("天")
    ),
    *(
        Field(
            name,
            "integer",
            title,
            _("总历时里在这一方手里的自然日；五方相加等于总历时。"),
            f"{TABLE}.{name}",
            "7",
            _("天"),
        )
        for name, title in DAYS.items()
    ),
    Field("why", "string", _("误期原因"), _("办理机关公开的说明；没有就为空。"), "performance_explanation.text", ""),
)


def rows() -> Iterator[Mapping[str, object]]:
    return told(PledgeRecord.objects.order_by("pk"))


def updated() -> datetime | None:
    reckoned = figures.reckoned()
    return reckoned.at if reckoned and PledgeRecord.objects.exists() else None


board.register(
    Dataset(
        name="performance",
        title=_("承诺兑现"),
        description=_("每件办结的申请和备案一行：按期还是误期，时间在谁手里。"),
        addresses={
            "page": "/performance/",
            "csv": "/performance/cases.csv?t=all",
            "xlsx": "/performance/cases.xlsx?t=all",
            "json": "/performance/cases.json?t=all",
            "atom": "/performance/cases.atom?t=all",
        },
        fields=FIELDS,
        coverage=_("本门户办结的全部申请；撤回、不予受理、转送的不在内。"),
        why_empty=_("还没有办结的案件。第一件办结以后，这里就有数据。"),
        rows=rows,
        updated=updated,
        recalled=board.withdrawn_since,
    )
)
