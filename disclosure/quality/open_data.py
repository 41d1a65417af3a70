"""Datasets: every reading, invalid and missing ones with their reason; and the bulletins made of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from disclosure.board import board
from disclosure.board.board import Dataset, Entry, Field
from disclosure.quality.enums import Averaging, BulletinState, Flag, Medium, Parameter, Span
from disclosure.quality.models import Reading
from disclosure.quality.queries import bulletins
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


BULLETIN = "quality_bulletin"
OF_BULLETINS = (
    Field(
        "id", "string", _("编号"), _("公报页面地址里的编号，永远不变。"), f"{BULLETIN}.public_id", "yunxi-air-2026-10"
    ),
    Field("bureau", "string", _("发布机关"), _("编制并发布的机关。"), "accounts_bureau.name", "某某市生态环境局"),
    Field("medium", "string", _("要素"), _("说的是什么。"), f"{BULLETIN}.medium", "air", values=_codes(Medium)),
    Field("span", "string", _("种类"), _("月报还是年报。"), f"{BULLETIN}.span", "month", values=_codes(Span)),
    Field("first", "date", _("起"), _("时段的第一天。"), f"{BULLETIN}.first", "2026-10-01", _("北京时间的日期")),
    Field("last", "date", _("止"), _("时段的最后一天。"), f"{BULLETIN}.last", "2026-10-31", _("北京时间的日期")),
    Field(
        "state", "string", _("状态"), _("现行的，还是已有更正的一版。"), f"{BULLETIN}.state", "published",
        values=[(str(one.value), one.label) for one in (BulletinState.PUBLISHED, BulletinState.SUPERSEDED)],
    ),
    Field("version", "integer", _("版本"), _("第几版；更正一次加一。"), f"{BULLETIN}.version", "1"),
    Field(
        "supersedes", "string", _("更正的公报"), _("更正的是哪一份；第一版为空。"), f"{BULLETIN}.supersedes_id", ""
    ),
    Field("correction_reason", "string", _("更正原因"), _("为什么更正。"), f"{BULLETIN}.correction_reason", ""),
    Field("published_at", "datetime", _("发布时间"), _("公众能看到的时刻。"), f"{BULLETIN}.published_at",
          "2026-11-05T02:00:00Z", _("UTC")),
    Field("comment", "string", _("编者的话"), _("编制人写的说明。"), f"{BULLETIN}.comment", ""),
    Field("facts", "string", _("内容"), _("发布时冻结的全部数字，一段 JSON。"), f"{BULLETIN}.facts", "{}"),
)  # fmt: skip


def bulletin_rows() -> Iterator[Mapping[str, object]]:
    for one in bulletins.public().order_by("pk").iterator(AT_ONCE):
        former = one.supersedes.public_id if one.supersedes else ""
        own = {field.name: getattr(one, field.name) for field in OF_BULLETINS if hasattr(one, field.name)}
        facts = json.dumps(one.facts, ensure_ascii=False, sort_keys=True)
        yield {
            **own, "id": one.public_id, "bureau": one.bureau.name, "state": str(one.state), "supersedes": former,
            "facts": facts,
        }  # fmt: skip


def bulletin_pages(first: int, last: int) -> Iterator[Entry]:
    """A bulletin never changes, but a later one that corrects it is named on its page."""
    for one in bulletins.public().filter(pk__range=(first, last)).order_by("pk"):
        assert one.published_at is not None  # noqa: S101  what is public has its moment
        yield Entry(f"/quality/bulletins/{one.public_id}/", one.published_at, f"{one.public_id} {one.state}")


def last_key() -> int:
    return bulletins.public().order_by("-pk").values_list("pk", flat=True).first() or 0


board.register(
    Dataset(
        name="bulletins",
        title=_("环境质量公报"),
        description=_("发布过的月报和年报，每版一行，数字是发布时冻结的。"),
        addresses={
            "page": "/quality/bulletins/",
            "csv": "/quality/bulletins.csv",
            "xlsx": "/quality/bulletins.xlsx",
            "json": "/quality/bulletins.json",
            "atom": "/quality/bulletins.atom",
        },
        fields=OF_BULLETINS,
        coverage=_("本门户各机关发布的全部公报，更正以前的各版也在内。"),
        why_empty=_("还没有发布过公报。月报一般在次月发布。"),
        rows=bulletin_rows,
        updated=lambda: bulletins.public().aggregate(at=Max("published_at"))["at"],
        pages=bulletin_pages,
        last_key=last_key,
    )
)
