"""Tables as bureaus have them, for the tests of imports."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from disclosure.imports.actions.sample import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

HEAD = (
    "序号",
    "公示类别",
    "发布机关",
    "项目名称",
    "建设单位",
    "建设地点",
    "公示开始",
    "公示截止",
    "文号",
    "审批日期",
    "来源",
)
ROW = {
    "序号": "1", "公示类别": "审批决定", "发布机关": "福州市生态环境局", "项目名称": "宏庆沥青搅拌站项目",
    "建设单位": "福州宏庆公司", "建设地点": "福州市", "公示开始": "2025年10月1日", "公示截止": "2025年10月7日",
    "文号": "榕环评〔2025〕52号", "审批日期": "2025-9-30", "来源": "n1773",
}  # fmt: skip


def text(*rows: dict[str, str], head: tuple[str, ...] = HEAD) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, head, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({**ROW, **row} for row in rows)
    return out.getvalue()


def written(path: Path, *rows: dict[str, str], encoding: str = "utf-8") -> Path:
    path.write_bytes(text(*rows).encode(encoding))
    return path


def many(path: Path, n: int, since: int = 0) -> Path:
    """The real sample over and over, each time another project."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        sample = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(sample[0]))
        writer.writeheader()
        for at in range(since, since + n):
            row = sample[at % len(sample)]
            writer.writerow({**row, "id": str(at), "project_name": f"{row['project_name']}之{at}"})
    return path


def workbook(fill: Callable[[Worksheet], None] | None = None, name: str = "公示.xlsx") -> SimpleUploadedFile:
    """A title over all columns, a heading of two rows, a place that holds for two rows, and a formula."""
    book = Workbook()
    sheet = book.active
    (fill or fill_merged)(sheet)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def fill_merged(sheet: Worksheet) -> None:
    sheet.append(["云溪市生态环境局 2019 年建设项目环评受理公示表"])
    sheet.append(["序号", "项目名称", "建设单位", "建设地点", "受理日期", "公示期", None])
    sheet.append([None, None, None, None, None, "开始", "截止"])
    sheet.append([1, "污水处理厂扩建", "云溪水务公司", "青石镇", "2019.3.4", "2019年3月5日", "11日"])
    sheet.append([2, "塑料制品技改", "云溪塑业公司", None, "2019-3-4", "2019年35", "2019年3月11日"])
    sheet.append([3, "=1+1", "云溪食品公司", "城北街道", "/", "——", None])
    for ref in ("A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:G2", "D4:D5"):
        sheet.merge_cells(ref)


def upload(content: bytes | str, name: str = "公示.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
