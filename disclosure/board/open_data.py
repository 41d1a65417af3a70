"""The dataset of the board: every notice that is or was public, each version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import DocumentKind, Kind, Outcome, State
from disclosure.board.queries import open_data
from disclosure.board.queries.datasets import Dataset, Entry, Field, register

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from django.db.models import TextChoices


def _codes(words: type[TextChoices]) -> list[tuple[str, object]]:
    return [(str(one.value), one.label) for one in words]


FIELDS = (
    Field("id", "string", _("公示编号"), _("公示网页地址里的编号，永不重用。"), "board_notice.public_id", "7kq2m9xw4d"),
    Field("kind", "string", _("公示类别"), _("公示哪一种事。"), "board_notice.kind", "decision",
          values=_codes(Kind)),
    Field("state", "string", _("状态"), _("现行、已被更正的一版替代，或者已撤回。"), "board_notice.state",
          "published", values=_codes(State)[1:]),
    Field("document_kind", "string", _("文件类别"), _("环评文件的类别；没有就为空。"),
          "board_notice.document_kind", "table", values=_codes(DocumentKind)),
    Field("title", "string", _("项目名称"), _("公示时的项目名称。"), "board_notice.title", "年产 100 吨纸盒项目"),
    Field("owner", "string", _("建设单位"), _("公示时的建设单位名称。"), "board_notice.owner_name", "某某包装有限公司"),
    Field("place", "string", _("建设地点"), _("公示时的建设地点。"), "board_notice.place", "某某市某某镇工业路 1 号"),
    Field("division", "string", _("乡镇街道"), _("建设地点所在的乡镇或街道。"), "board_notice.division", "某某镇"),
    Field("bureau", "string", _("发布机关"), _("历史导入的公示为原发布机关。"),
          "accounts_bureau.name, board_notice.publisher_name", "某某市生态环境局"),
    Field("published_at", "datetime", _("发布时间"), _("不知道哪天发布的历史公示为空。"),
          "board_notice.published_at", "2026-10-12T02:00:00+00:00", _("UTC")),
    Field("opens_on", "date", _("公示开始"), _("公示期的第一天。"), "board_notice.opens_on", "2026-10-13",
          _("北京时间的日期")),
    Field("closes_on", "date", _("公示截止"), _("公示期的最后一天，到当天 24:00。"), "board_notice.closes_on",
          "2026-10-19", _("北京时间的日期")),
    Field("provisional", "boolean", _("暂定"), _("截止日所在年份的放假安排尚未公布，日期可能变动。"),
          "board_notice.provisional", "false"),
    Field("outcome", "string", _("结果"), _("审批决定公告的结果；没有就为空。"), "board_notice.outcome", "approved",
          values=_codes(Outcome)),
    Field("document_number", "string", _("文号"), _("决定书或批复的文号；没有就为空。"),
          "board_notice.document_number", "云环审〔2026〕12 号"),
    Field("version", "integer", _("版本"), _("第几版，从 1 起。"), "board_notice.version", "1", _("版")),
    Field("historical", "boolean", _("历史导入"), _("不在本门户办理，由原发布机关公开过、后来导入的公示。"),
          "board_notice.import_key", "false"),
    Field("source", "string", _("来源"), _("历史导入的公示取自哪里。"), "board_notice.source", ""),
    Field("imported_at", "datetime", _("导入时间"), _("历史导入的公示何时导入。"), "board_notice.imported_at", "",
          _("UTC")),
    Field("facts", "list", _("公开内容"), _("公示的各项内容，按公示的顺序：label 名称，text 内容。撤回的公示没有。"),
          "board_notice.facts", '[{"label": "编制单位", "text": "某某环境咨询有限公司"}]'),
    Field("wording", "list", _("原文"), _("历史导入时改正过的字段，原来怎么印的。"), "board_notice.wording", "[]"),
    Field("supersedes", "string", _("更正的公示"), _("这一版更正了哪一份公示（编号）。"),
          "board_notice.supersedes_id", ""),
    Field("correction_reason", "string", _("更正原因"), _("为什么更正。"), "board_notice.correction_reason", ""),
    Field("withdrawn_at", "datetime", _("撤回时间"), _("没有撤回就为空。"), "board_notice.withdrawn_at", "", _("UTC")),
    Field("withdrawal_reason", "string", _("撤回原因"), _("为什么撤回。"), "board_notice.withdrawal_reason", ""),
)  # fmt: skip


def rows() -> Iterator[Mapping[str, object]]:
    return (open_data.whole(notice) for notice in open_data.everything())


def updated() -> datetime | None:
    return open_data.last_change()


def recalled(since: datetime) -> bool:
    return open_data.withdrawn_since(since)


def pages(first: int, last: int) -> Iterator[Entry]:
    for one in open_data.pages(first, last):
        yield Entry(f"/board/{one.public_id}/", one.changed_at, one.version, one.still_from)


NOTICES = Dataset(
    name="notices", title=_("公示"),
    description=_("公示栏上现行的公示、更正以前的各版和撤回公示的痕迹，每版一行。"),
    addresses={
        "page": "/board/?t=all", "csv": "/board.csv?t=all", "xlsx": "/board.xlsx?t=all",
        "json": "/board.json?t=all", "atom": "/board.atom?t=all", "api": "/api/v1/notices?t=all",
    },
    fields=FIELDS, coverage=_("本门户发布的全部公示，和从原发布机关导入的历史公示（来源逐条注明）。"),
    why_empty=_("还没有发布过公示。第一份受理公示发布以后，这里就有数据。"),
    rows=rows, updated=updated, recalled=recalled, pages=pages, last_key=open_data.last_key,
)  # fmt: skip
register(NOTICES)
