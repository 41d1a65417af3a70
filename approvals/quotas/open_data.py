"""The dataset of quotas: every book with what was granted, is spoken for and is left, in tonnes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from approvals.quotas import queries
from disclosure.board import board
from disclosure.board.board import Dataset, Field
from envportal.cases.enums import Pollutant

if TYPE_CHECKING:
    from datetime import datetime

POLLUTANTS = [(str(one.value), one.label) for one in Pollutant]
SUM = "quotas_account.balance"
TONNES = _("吨")
FIELDS = (
    Field("bureau", "string", _("生态环境局"), _("管理这个指标的局。"), "accounts_bureau.name", "某某市生态环境局"),
    Field("area", "string", _("区域"), _("指标管理的区域。"), "quotas_area.name", "某某区"),
    Field("pollutant", "string", _("污染物"), _("哪一种污染物。"), "quotas_book.pollutant", "cod", values=POLLUTANTS),
    Field("year", "integer", _("年度"), _("哪一年的指标。"), "quotas_book.year", "2026"),
    Field("total", "number", _("总量"), _("上级下达、核定减排和调入调出之和。"), SUM, "120", TONNES),
    Field("reserved", "number", _("已预留"), _("受理的项目占用的。"), SUM, "12", TONNES),
    Field("committed", "number", _("已核定"), _("批准的项目占用的。"), SUM, "30", TONNES),
    Field("retired", "number", _("替代核减"), _("倍量替代多出的部分，不再使用。"), SUM, "0", TONNES),
    Field("left", "number", _("剩余"), _("总量减去前三项。"), SUM, "78", TONNES),
)


def updated() -> datetime | None:
    entry = queries.latest()
    return entry.at if entry else None


board.register(
    Dataset(
        name="quota-balance",
        title=_("总量指标余额"),
        description=_("每个区域、污染物、年度一行：总量、已预留、已核定、替代核减、剩余，单位吨。"),
        addresses={
            "page": "/quotas/balance/", "csv": "/quotas/balance.csv", "json": "/quotas/balance.json",
        },
        fields=FIELDS,
        coverage=_("本门户登记的区域和纳入总量管理的污染物。"),
        why_empty=_("还没有登记下达的指标。登记以后，这里就有数据。"),
        rows=lambda: queries.public_rows(queries.with_something()),
        updated=updated,
    )
)  # fmt: skip
