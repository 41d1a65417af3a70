"""What became of every line, as a file."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.http import Http404, StreamingHttpResponse
from django.utils.translation import gettext as _

from disclosure.imports import queries, rules
from envportal.web.views import PagePart
from envportal.web.views.export import cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from disclosure.imports.models import Line, Run

AT_ONCE = 2000


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


class Report(PagePart):
    """Streamed, since a table may have 200,000 lines; a cell a spreadsheet would run is made plain text."""

    permission = "import.view"

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        run = queries.seen_by(request.user).filter(pk=pk).first()
        if run is None:
            raise Http404
        answer = StreamingHttpResponse(written(run), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="import-{run.pk}.csv"'
        return answer


def written(run: Run) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow([_("行号"), _("结果"), _("项目名称"), _("说明")])
    for line in queries.lines_of(run).iterator(chunk_size=AT_ONCE):
        yield writer.writerow([line.number, str(line.get_result_display()), cell(line.title), cell(told(line))])


def told(line: Line) -> str:
    return str(_("；")).join(rules.sentence(remark) for remark in line.remarks)
