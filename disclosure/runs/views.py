"""The pages of a table on its way in: its columns, how far it is, and what became of each of its lines."""

from __future__ import annotations

import csv
from abc import abstractmethod
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.runs import queries
from disclosure.runs.enums import Result, RunState
from disclosure.runs.forms import MOST_HEAD_ROWS, ColumnsForm
from disclosure.runs.guards.refusals import BadColumns
from envportal.audit import log
from envportal.documents.guards.tables import BadTable
from envportal.refusals import Refused
from envportal.web.views import Column, FormPage, ListPage, PagePart, StepView, key_of
from envportal.web.views.export import cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django import forms
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from disclosure.runs.actions import Way

SAMPLES, SHOWN, LONG, WIDE, AT_ONCE = 3, 8, 40, 60, 2000
TONES = {
    RunState.DONE: "done", RunState.DROPPED: "idle", RunState.UNDONE: "idle", RunState.CHECKED: "soon",
    RunState.MAPPING: "soon", RunState.FAILED: "late",
}  # fmt: skip
HINTS = {
    "no_end": gettext_lazy("文件最后没有换行，可能只是半个文件，请核对最后一行。"),
    "formulas": gettext_lazy("没有存下结果的公式按空格处理，共 %(n)s 个；请在原软件里打开保存一次再上传。"),
    "sheets": gettext_lazy("只读第一张工作表，文件共有 %(n)s 张。"),
    "stuck": gettext_lazy("试了 %(n)s 次都办不下去，已经停下；已导入的行仍然在。请放弃这张表，检查文件后重新上传。"),
    "gone": gettext_lazy("表格的内容已经不在存储里了，请重新上传。"),
}


def hint(code: str) -> str:
    name, _colon, n = code.partition(":")
    return str(HINTS[name]) % {"n": n}


class Fresh(FormPage):
    """A form that makes something new; sent twice it makes it once."""

    layout = "desk.html"
    done: object = ""

    @cached_property
    def key(self) -> str:
        return key_of(self.request)

    @abstractmethod
    def make(self, typed: dict[str, Any]) -> str:
        """Do it; returns where to go then."""

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        try:
            there = self.make(form.cleaned_data)
        except Refused as refused:
            return self.refuse(form, refused)
        except IntegrityError:
            if log.already(self.key) is None:
                raise
            there = self.get_cancel_url()
        messages.success(self.request, str(self.done))
        return HttpResponseRedirect(there)

    def refuse(self, form: forms.BaseForm, refused: Refused) -> HttpResponse:
        if isinstance(refused, BadTable):
            form.add_error("file", str(refused))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, refused=refused), status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"step_key": str(uuid4()), **kwargs})


class OfRun:
    """The tables somebody may see, and the addresses of one."""

    room = ""
    way: Way[Any, Any]
    seen_by: Callable[[Any], Any]
    kwargs: dict[str, Any]
    request: HttpRequest

    def address(self, name: str = "run") -> str:
        return reverse(f"{self.room}:{name}", args=[self.kwargs["pk"]])

    @cached_property
    def run(self) -> Any:
        found = self.seen_by(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404(_("没有这张表。"))
        return found


class Lines:
    """How the lines of a table are told: what their title is called, and the sentence of a remark."""

    title_of: Any
    sentence: Callable[[Sequence[str]], str]

    def told(self, line: Any) -> str:
        return str(_("；")).join(self.sentence(remark) for remark in line.remarks)


class RunPage(OfRun, Lines, ListPage):
    """One table with its report."""

    empty_sentence = gettext_lazy("这里没有要看的行。")
    counted = gettext_lazy("%(n)s 行")

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        return (
            Column(gettext_lazy("行号"), "number"), Column(gettext_lazy("结果"), "get_result_display"),
            Column(self.title_of, "title"), Column(gettext_lazy("说明"), self.told),
        )  # fmt: skip

    @property
    def asked(self) -> str:
        asked = self.request.GET.get("r", "")
        return asked if asked in Result.values else ""

    def get_title(self) -> object:
        return self.run.name

    def get_queryset(self) -> Any:
        return queries.lines_of(self.run, self.asked) if self.asked else queries.remarkable(self.run)

    def may_take_away(self) -> bool:
        """The whole report has an address of its own, which streams."""
        return False

    @abstractmethod
    def label(self, of: str) -> object:
        """What a column is, in words."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.run
        mapped = sorted((int(column) + 1, of) for column, of in run.mapping.items())
        links = {name: self.address(name) for name in ("columns", "drop", "report")}
        return super().get_context_data(**{
            "run": run, "tone": TONES.get(RunState(run.state), ""), "hints": [hint(one) for one in run.hints],
            "chips": self.chips(), "mapped": [(n, self.label(of)) for n, of in mapped], "links": links, **kwargs,
        })  # fmt: skip

    def chips(self) -> list[dict[str, object]]:
        rest = [
            {"label": one.label, "url": f"?r={one}", "n": getattr(self.run, one), "current": self.asked == one}
            for one in Result
        ]
        return [{"label": _("有说明的"), "url": "?", "current": not self.asked}, *rest]


class RunStep(OfRun, StepView):
    """A step of a table, which leads back to its page."""

    def get_queryset(self) -> Any:
        return self.seen_by(self.request.user)

    def get_success_url(self) -> str:
        return self.address()

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class Columns(RunStep):
    """The columns as found with a proposal for each; nothing is public by this."""

    template_name = "runs/columns.html"
    title = gettext_lazy("核对各列")
    button = gettext_lazy("核对整张表")
    done = gettext_lazy("正在逐行核对，核对完会列出每一行收不收、改了什么。")
    said: tuple[str, ...] = ()  # what holds for the whole table
    choose: Callable[..., object]

    @cached_property
    def run(self) -> Any:
        run = self.object
        if self.asked_head is not None and self.asked_head != run.head_rows:
            self.way.propose(run, self.rows, self.asked_head)
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
        return self.way.names(self.rows, self.run.head_rows)

    def get_form_kwargs(self) -> dict[str, Any]:
        run, names = self.run, self.names
        samples = [self.sample(column) for column in range(len(names))]
        initial = {name: getattr(run, name) for name in ("head_rows", *self.said)}
        return {**super().get_form_kwargs(), "run": run, "names": names, "samples": samples, "initial": initial}

    def sample(self, column: int) -> str:
        """What stands in the first rows of a column."""
        under = self.rows[self.run.head_rows :]
        said = dict.fromkeys(cells[column].strip() for cells in under if column < len(cells) and cells[column].strip())
        return str(_("；")).join(text if len(text) <= LONG else f"{text[:LONG]}…" for text in list(said)[:SAMPLES])

    def act(self, **typed: Any) -> object:
        said = {name: typed[name] for name in self.said if name in typed}
        return self.choose(
            self.run.pk, head_rows=typed["head_rows"], mapping=self.sent.mapping(), said=said, by=self.request.user,
            at=timezone.now(), key=self.key,
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
        shown = [[text[:WIDE] for text in cells] for cells in self.rows[run.head_rows : run.head_rows + SHOWN]]
        return super().get_context_data(run=run, names=self.names, shown=shown, heads=heads, **kwargs)


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


class Report(OfRun, Lines, PagePart):
    """What became of every line, streamed, since a table may have 200,000; a cell a spreadsheet would run is text."""

    def get(self, _request: HttpRequest, pk: int) -> HttpResponseBase:
        answer = StreamingHttpResponse(self.written(self.run), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{self.way.folder}-{pk}.csv"'
        return answer

    def written(self, run: Any) -> Iterator[str]:
        writer = csv.writer(Echo())
        yield "\ufeff" + writer.writerow([_("行号"), _("结果"), str(self.title_of), _("说明")])
        for line in queries.lines_of(run).iterator(chunk_size=AT_ONCE):
            yield writer.writerow([line.number, line.get_result_display(), cell(line.title), cell(self.told(line))])
