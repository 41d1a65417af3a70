"""Tables of measurements at the desk: brought, said what their columns are, taken in, undone; and the report."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.http import Http404, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.quality import actions
from disclosure.quality.enums import Result, RunState
from disclosure.quality.forms.desk import MOST_HEAD_ROWS, ColumnsForm, UndoForm, UploadForm
from disclosure.quality.guards.refusals import BadColumns
from disclosure.quality.models import Run
from disclosure.quality.queries import runs as queries
from disclosure.quality.rules import headings, who
from disclosure.quality.rules.remarks import LABELS, sentence
from disclosure.quality.views.desk import Fresh
from envportal.documents.guards.tables import BadTable
from envportal.web.views import Column, ListPage, PagePart, StepView
from envportal.web.views.export import cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django import forms
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from disclosure.quality.models import Line
    from envportal.refusals import Refused

SAMPLES, SHOWN, LONG, AT_ONCE = 3, 8, 40, 2000
TONES = {
    RunState.TAKEN: "done", RunState.DROPPED: "idle", RunState.UNDONE: "idle", RunState.CHECKED: "soon",
    RunState.MAPPING: "soon",
}  # fmt: skip


def told(line: Line) -> str:
    return str(_("；")).join(sentence(remark) for remark in line.remarks)


def of_my_bureau(request: HttpRequest) -> QuerySet[Run]:
    return queries.seen_by(request.user)


class Upload(Fresh):
    permission = "quality.import"
    form_class = UploadForm
    title = gettext_lazy("导入监测数据")
    intro = gettext_lazy("上传以后先核对各列，再看每一行收不收，确认以后才会公开；导入以后可以整张撤销。")
    button = gettext_lazy("上传并看各列")
    done = gettext_lazy("已收到，还没有公开。请核对各列。")

    def make(self, typed: dict[str, Any]) -> str:
        user, is_history = self.request.user, typed["kind"] == "history"
        assert user.is_authenticated  # noqa: S101  the permission says so
        run = actions.upload(
            typed["file"], medium=typed["medium"], is_history=is_history, publisher=typed["publisher"],
            source=typed["source"] if is_history else "", by=user, at=timezone.now(),
        )  # fmt: skip
        return reverse("quality:columns", args=[run.pk])

    def refuse(self, form: forms.BaseForm, refused: Refused) -> HttpResponse:
        if not isinstance(refused, BadTable):
            return super().refuse(form, refused)
        form.add_error("file", str(refused))
        return self.form_invalid(form)


class RunPage(ListPage):
    """One table with its report."""

    permission = "quality.desk"
    template_name = "quality/run.html"
    empty_sentence = gettext_lazy("这里没有要看的行。")
    counted = gettext_lazy("%(n)s 行")
    columns = (
        Column(gettext_lazy("行号"), "number"),
        Column(gettext_lazy("结果"), "get_result_display"),
        Column(gettext_lazy("站点"), "title"),
        Column(gettext_lazy("说明"), told),
    )

    @cached_property
    def run(self) -> Run:
        found = of_my_bureau(self.request).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404(_("没有这张表。"))
        return found

    @property
    def asked(self) -> str:
        asked = self.request.GET.get("r", "")
        return asked if asked in Result.values else ""

    def get_title(self) -> object:
        return self.run.name

    def get_queryset(self) -> QuerySet[Line]:
        return queries.lines_of(self.run, self.asked) if self.asked else queries.remarkable(self.run)

    def may_take_away(self) -> bool:
        """The whole report has an address of its own, which streams."""
        return False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run, user = self.run, self.request.user
        return super().get_context_data(**{
            "run": run, "tone": TONES.get(RunState(run.state), ""), "chips": self.chips(),
            "may_map": who.allows(who.require_map, user, run), "may_take": who.allows(who.require_take, user, run),
            "may_drop": who.allows(who.require_drop, user, run), "may_undo": who.allows(who.require_undo, user, run),
            "mapped": [(n + 1, LABELS.get(of, of)) for n, of in sorted((int(n), of) for n, of in run.mapping.items())],
            **kwargs,
        })  # fmt: skip

    def chips(self) -> list[dict[str, object]]:
        counts = {
            "taken": Result.TAKEN,
            "mended": Result.MENDED,
            "repeated": Result.REPEATED,
            "refused": Result.REFUSED,
        }
        rest = [
            {
                "label": result.label,
                "url": f"?r={result}",
                "n": getattr(self.run, name),
                "current": self.asked == result,
            }
            for name, result in counts.items()
        ]
        return [{"label": _("有说明的"), "url": "?", "current": not self.asked}, *rest]


class RunStep(StepView):
    """A step of a table, which leads back to its page."""

    permission = "quality.import"
    queryset = staticmethod(of_my_bureau)

    def get_success_url(self) -> str:
        return reverse("quality:run", args=[self.kwargs["pk"]])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Columns(RunStep):
    """The columns as found with a proposal for each; nothing is taken by this."""

    permission = "quality.import"
    rule = staticmethod(who.require_map)
    form_class = ColumnsForm
    template_name = "quality/columns.html"
    title = gettext_lazy("核对各列")
    button = gettext_lazy("核对整张表")
    done = gettext_lazy("正在逐行核对，核对完会列出每一行收不收、改了什么。")

    @cached_property
    def run(self) -> Run:
        run = self.object
        assert isinstance(run, Run)  # noqa: S101  the queryset says so
        if self.asked_head is not None and self.asked_head != run.head_rows:
            run.head_rows = self.asked_head
            names = headings.names_of(self.rows, run.head_rows)
            run.mapping = {str(column): of for column, of in headings.guess(names, run.medium).items()}
        return run

    @property
    def asked_head(self) -> int | None:
        asked = self.request.GET.get("head", "") or self.request.POST.get("head_rows", "")
        is_number = asked.isascii() and asked.isdecimal() and len(asked) < 3
        return int(asked) if is_number and 1 <= int(asked) <= MOST_HEAD_ROWS else None

    @cached_property
    def rows(self) -> list[list[str]]:
        return [cells for _number, cells in queries.top(self.object)]

    @property
    def names(self) -> list[str]:
        return headings.names_of(self.rows, self.run.head_rows)

    def get_form_kwargs(self) -> dict[str, Any]:
        run, names = self.run, self.names
        samples = [self.sample(column) for column in range(len(names))]
        initial = {"head_rows": run.head_rows, "replaces": run.replaces}
        return {**super().get_form_kwargs(), "run": run, "names": names, "samples": samples, "initial": initial}

    def sample(self, column: int) -> str:
        """What stands in the first rows of a column."""
        under = self.rows[self.run.head_rows :]
        said = dict.fromkeys(cells[column].strip() for cells in under if column < len(cells) and cells[column].strip())
        return str(_("；")).join(text if len(text) <= LONG else f"{text[:LONG]}…" for text in list(said)[:SAMPLES])

    def act(self, **typed: Any) -> object:
        user, form = self.request.user, self.sent
        assert user.is_authenticated  # noqa: S101  the permission says so
        return actions.choose(
            self.run.pk, head_rows=typed["head_rows"], mapping=form.mapping(), replaces=typed.get("replaces", False),
            by=user, at=timezone.now(), key=self.key,
        )  # fmt: skip

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        assert isinstance(form, ColumnsForm)  # noqa: S101  form_class says so
        self.sent = form
        return super().form_valid(form)

    def refuse(self, form: forms.BaseForm, refused: Refused) -> HttpResponse:
        """What is wrong with a column stands at that column; all choices stay."""
        if not isinstance(refused, BadColumns):
            return super().refuse(form, refused)
        form.add_error(refused.of if refused.of in form.fields else None, str(refused))
        return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.run
        heads = [{"label": str(n), "url": f"?head={n}", "current": n == run.head_rows} for n in range(1, 6)]
        shown = [[cell[:60] for cell in cells] for cells in self.rows[run.head_rows : run.head_rows + SHOWN]]
        return super().get_context_data(run=run, names=self.names, shown=shown, heads=heads, **kwargs)


class Take(RunStep):
    permission = "quality.import"
    rule = staticmethod(who.require_take)
    action = staticmethod(actions.take)
    title = gettext_lazy("导入这张表")
    intro = gettext_lazy("照录和有改动的行会马上公开；不收的行不会出现。以后可以整张撤销。")
    button = gettext_lazy("导入数据")
    done = gettext_lazy("正在导入。")


class Drop(RunStep):
    permission = "quality.import"
    rule = staticmethod(who.require_drop)
    action = staticmethod(actions.drop)
    title = gettext_lazy("放弃这张表")
    intro = gettext_lazy("表格和逐行的核对结果都会删掉，没有任何数据公开。")
    button = gettext_lazy("放弃导入")
    done = gettext_lazy("已放弃，表格已删掉。")


class Undo(RunStep):
    permission = "quality.import"
    rule = staticmethod(who.require_undo)
    action = staticmethod(actions.undo)
    form_class = UndoForm
    title = gettext_lazy("撤销这次导入")
    intro = gettext_lazy("这张表带来的数据都会撤下，被它替换的数据恢复原样；已经发布的公报不变。")
    button = gettext_lazy("撤销导入")
    done = gettext_lazy("已撤销，数据恢复到导入以前。")
    danger = True


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


class Report(PagePart):
    """What became of every line, streamed; a cell a spreadsheet would run is made plain text."""

    permission = "quality.desk"

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        run = of_my_bureau(request).filter(pk=pk).first()
        if run is None:
            raise Http404
        answer = StreamingHttpResponse(written(run), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="measurements-{run.pk}.csv"'
        return answer


def written(run: Run) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow([_("行号"), _("结果"), _("站点"), _("说明")])
    for line in queries.lines_of(run).iterator(chunk_size=AT_ONCE):
        yield writer.writerow([line.number, str(line.get_result_display()), cell(line.title), cell(told(line))])
