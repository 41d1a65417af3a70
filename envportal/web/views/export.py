"""Rows as files people open in a spreadsheet, which must never run what somebody typed."""

from __future__ import annotations

import csv
import hashlib
from datetime import date, datetime, time
from decimal import Decimal
from io import SEEK_END, BytesIO, StringIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from django.http import HttpRequest

    from envportal.web.views.lists import Column

# A spreadsheet takes a cell that begins so for a formula; the full-width signs are turned into narrow ones first.
FORMULA = tuple("=+-@\t\r\n|＝＋－＠")
A_PIECE = 500
A_FEED = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def cell(value: object) -> str | int | float | Decimal | date:
    """A value for a cell: numbers and days as they are, text that a spreadsheet would run with a ' before it."""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value.tzinfo else value.isoformat(" ")
    if isinstance(value, int | float | Decimal | date) and not isinstance(value, bool):
        return value
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \u3000\u00a0\ufeff").startswith(FORMULA) else text


def table(columns: Sequence[Column], rows: Iterable[Any]) -> Iterable[list[Any]]:
    yield [str(column.label) for column in columns]
    for row in rows:
        yield [cell(column.of(row)) for column in columns]


def as_csv(name: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse:
    out = StringIO()
    csv.writer(out).writerows(table(columns, rows))
    # The byte order mark tells Excel that the file is UTF-8.
    return _attached("\ufeff" + out.getvalue(), "text/csv; charset=utf-8", f"{name}.csv")


def stream_csv(name: str, columns: Sequence[Column], rows: Iterable[Any]) -> StreamingHttpResponse:
    """The same as it is read, some hundred rows at a time: however many there are, no process holds them all."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingHttpResponse(_pieces(columns, rows), content_type="text/csv; charset=utf-8", headers=headers)


def _pieces(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[str]:
    lines, out = iter(table(columns, rows)), StringIO("\ufeff")
    out.seek(0, SEEK_END)
    while piece := list(islice(lines, A_PIECE)):
        csv.writer(out).writerows(piece)
        yield out.getvalue()
        out = StringIO()


def as_xlsx(name: str, columns: Sequence[Column], rows: Iterable[Any], note: str = "") -> HttpResponse:
    """A workbook, built whole; a note stands below the rows, such as that there are more."""
    return as_workbook(name, [(name, [*table(columns, rows), *([[note]] if note else [])])])


def as_workbook(name: str, sheets: Iterable[tuple[str, Iterable[Sequence[object]]]]) -> HttpResponse:
    """Named sheets of rows whose cells are made by `cell`."""
    book = Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet(title[:31])
        for row in rows:
            sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return _attached(out.getvalue(), XLSX, f"{name}.xlsx")


def as_json(_name: str, columns: Sequence[Column], rows: Iterable[Any]) -> JsonResponse:
    """The same columns by their headings; days and moments as ISO 8601, decimals as they were written."""
    items = [{str(column.label): _plain(column.of(row)) for column in columns} for row in rows]
    return JsonResponse({"items": items}, json_dumps_params={"ensure_ascii": False})


def _plain(value: object) -> str | int | float | None:
    if value is None or isinstance(value, bool | int | float):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def as_atom(
    request: HttpRequest,
    name: str,
    title: object,
    columns: Sequence[Column],
    rows: Iterable[Any],
    *,
    page: str = "",
    day: Callable[[Any], date | None] | None = None,
) -> HttpResponse:
    """The first hundred rows as a feed: the first column names an entry, its first day dates it.

    An entry is called by what it says, so that a row that changed is news.
    """
    here = request.build_absolute_uri(page or request.path)
    feed = Atom1Feed(
        title=str(title), link=here, description="", feed_url=request.build_absolute_uri(), language="zh-Hans"
    )
    for row in islice(rows, A_FEED):
        values = [column.of(row) for column in columns]
        words = [(str(column.label), _plain(value)) for column, value in zip(columns, values, strict=True)]
        on = day(row) if day else next((value for value in values if isinstance(value, date)), None)
        feed.add_item(
            title=str(words[0][1] or title), link=here, updateddate=_moment(on) if on else None,
            description="；".join(f"{label} {value}" for label, value in words[1:] if value not in {None, ""}),
            unique_id=f"urn:envportal:{name}:{hashlib.sha256(repr(words).encode()).hexdigest()[:24]}",
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _moment(on: date) -> datetime:
    return on if isinstance(on, datetime) else timezone.make_aware(datetime.combine(on, time()))


def _attached(content: str | bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


FORMATS: dict[str, Callable[..., HttpResponse]] = {"csv": as_csv, "xlsx": as_xlsx}
FILES = {**FORMATS, "json": as_json}
