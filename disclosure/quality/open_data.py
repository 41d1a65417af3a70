"""The dataset of measurements: every reading of every station, invalid and missing ones with their reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from disclosure.board import board
from disclosure.board.board import Dataset, Field
from disclosure.quality.enums import Averaging, Flag, Medium, Parameter
from disclosure.quality.models import Reading
from disclosure.quality.queries.editions import edition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from django.db.models import TextChoices

AT_ONCE = 5_000
COLUMNS = (
    "station__code",
    "station__name",
    "station__medium",
    "station__place",
    "parameter",
    "averaging",
    "on",
    "hour",
    "value",
    "flag",
    "reason",
)


def _codes(words: type[TextChoices]) -> list[tuple[str, object]]:
    return [(str(one.value), one.label) for one in words]


FIELDS = (
    Field("station", "string", _("站点代号"), _("站点页面地址里的代号。"), "quality_station.code", "yx-square"),
    Field("name", "string", _("站点名称"), _("站点现在的名称。"), "quality_station.name", "市民广场"),
    Field("medium", "string", _("要素"), _("测的是什么。"), "quality_station.medium", "air", values=_codes(Medium)),
    Field("place", "string", _("地点"), _("站点所在的地方。"), "quality_station.place", "某某镇"),
    Field(
        "parameter",
        "string",
        _("指标"),
        _("测的是哪一项；单位见指标。"),
        "quality_reading.parameter",
        "PM2.5",
        values=_codes(Parameter),
    ),
    Field(
        "averaging",
        "string",
        _("时段"),
        _("一个数代表多长时间。"),
        "quality_reading.averaging",
        "day",
        values=_codes(Averaging),
    ),
    Field("on", "date", _("日期"), _("时段开始的日期。"), "quality_reading.on", "2026-10-12", _("北京时间的日期")),
    Field("hour", "integer", _("时"), _("小时值是几点的；别的时段为 0。"), "quality_reading.hour", "0"),
    Field("value", "number", _("数值"), _("没有数的为空，原因见后。"), "quality_reading.value", "35"),
    Field("flag", "string", _("标识"), _("这个数能不能用。"), "quality_reading.flag", "valid", values=_codes(Flag)),
    Field("reason", "string", _("原因"), _("无效或者没有测的原因。"), "quality_reading.reason", ""),
)


def rows() -> Iterator[Mapping[str, object]]:
    found = Reading.objects.order_by("station", "parameter", "averaging", "on", "hour").values_list(*COLUMNS)
    names = [field.name for field in FIELDS]
    for values in found.iterator(AT_ONCE):
        yield dict(zip(names, values, strict=True))


def updated() -> datetime | None:
    return edition()[1] if Reading.objects.exists() else None


board.register(
    Dataset(
        name="readings",
        title=_("环境质量监测数据"),
        description=_("每个站点每个指标每个时段一行，无效和缺测的也在，并写明原因。"),
        addresses={
            "page": "/quality/",
            "csv": "/quality/air.csv",
            "xlsx": "/quality/air.xlsx",
            "json": "/quality/air.json",
            "atom": "/quality/air.atom",
        },
        fields=FIELDS,
        coverage=_("本门户登记的站点；别处公布过的结果另见“历史”一页。"),
        why_empty=_("还没有导入过监测数据。第一张表导入以后，这里就有数据。"),
        rows=rows,
        updated=updated,
    )
)
