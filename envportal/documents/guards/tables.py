"""A table as rows of text, one at a time, whatever encoding it came in; and why it cannot be read."""

from __future__ import annotations

import codecs
import csv
import io
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.documents.guards import children, store
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIECE = 1 << 16
MOST_ROWS, MOST_COLUMNS = 300_000, 200
CHILD = Path(__file__).parent / "xlsx_child.py"
XLSX_SECONDS = 150
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# In place of all that follows a quotation mark that was never closed; nobody types this sign.
UNCLOSED = "\ue000unclosed"
# What stands where a file ends in the middle of a sign.
CUT = "\ufffd"
SENTENCES = {
    "empty": _("“%(name)s”里没有内容，请检查后重新选择。"),
    "not_a_table": _("“%(name)s”不是表格，请上传 CSV 或 XLSX（旧的 XLS 先另存为 XLSX）。"),
    "encoding": _("“%(name)s”认不出用的是什么编码，请另存为 UTF-8 编码的 CSV，或者存成 XLSX。"),
    "damaged": _("“%(name)s”打不开，可能只传了一半，请重新导出后再上传。"),
    "encrypted": _("“%(name)s”设有密码，请去掉密码后再上传。"),
    "heavy": _("“%(name)s”展开后太大，无法在限定的内存和时间内读完，请另存为 CSV 后再上传。"),
    "too_long": _("“%(name)s”超过 %(most)s 行，请拆成几个文件。"),
    "too_big": _("“%(name)s”超过 %(limit)s MB，请拆成几个文件。"),
    "no_room": _("存储空间不足，“%(name)s”没有保存，请稍后再上传。"),
}


class BadTable(Refused):
    """A file that is no table we can read; `why` is one of SENTENCES."""

    def __init__(self, why: str, name: str, limit: int = 0) -> None:
        super().__init__(SENTENCES[why] % {"name": name, "limit": limit, "most": f"{MOST_ROWS:,}"})
        self.why = why


def encoding_of(path: Path, name: str) -> str:
    """utf-8, utf-16 or gb18030, read to its last byte; a file that ends in the middle of a sign is of its encoding."""
    with path.open("rb") as file:
        head = file.read(PIECE)
    if not head.strip():
        raise BadTable("empty", name)
    marked = [encoding for mark, encoding in MARKS if head.startswith(mark)]
    if not marked and b"\0" in head:
        raise BadTable("not_a_table", name)
    found = next((encoding for encoding in marked or ("utf-8", "gb18030") if _fits(path, encoding)), None)
    if found is None:
        raise BadTable("encoding", name)
    return found


def _fits(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            for piece in iter(lambda: file.read(PIECE), b""):
                decoder.decode(piece)
    except UnicodeError:
        return False
    return True


def hints_of(path: Path, encoding: str) -> list[str]:
    """What the end of a file tells of it: cut in the middle of a sign, or without an end of line."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 8))
        tail = file.read()
    if encoding != "utf-16" and not tail.endswith((b"\n", b"\r")):
        return ["no_end"]
    return []


@contextmanager
def opened(path: Path, encoding: str = "utf-8") -> Iterator[Iterator[tuple[int, list[str]]]]:
    """The rows of a CSV with their numbers, blank ones left out; only the row at hand is in memory."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        tabs = _tabs(file)
        yield _rows(csv.reader(_plain(file), delimiter="\t" if tabs else ","))


def _tabs(file: io.TextIOWrapper) -> bool:
    head = file.readline(PIECE)
    file.seek(0)
    return head.count("\t") > head.count(",")


def _plain(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line.replace("\0", "")


def _rows(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error:
            yield number, [UNCLOSED]
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield number, cells[:MOST_COLUMNS]


def as_csv(rows: Iterable[tuple[int, list[str]]]) -> Iterator[bytes]:
    """Rows written again in UTF-8, with blank lines where some were left out, so that their numbers stay."""
    at = 1
    for number, cells in rows:
        out = io.StringIO()
        out.write("\n" * (number - at))
        csv.writer(out, lineterminator="\n").writerow(cells)
        at = number + 1
        yield out.getvalue().encode()


def from_xlsx(path: Path, out: Path, name: str) -> dict[str, object]:
    """Have a child write the first sheet as CSV; its answer: rows, sheet, hints."""
    try:
        answer = children.run(str(CHILD), str(path), str(out), seconds=XLSX_SECONDS)
    except children.ChildFailed as failed:
        raise BadTable("heavy", name) from failed
    if "unfit" in answer:
        raise BadTable(str(answer["unfit"]), name)
    return answer


def place(relative: str) -> Path:
    return store.root() / relative
