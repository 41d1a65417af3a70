"""Imports, and one of them: how far it is, what became of its lines, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.imports import actions, queries, rules
from disclosure.imports.actions.way import reader
from disclosure.runs import queries as run_queries
from disclosure.runs import views
from disclosure.runs.enums import Result, RunState
from disclosure.runs.rules import allows
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from disclosure.imports.models import Line, Run

PREVIEWED = 5


def runs(request: HttpRequest) -> QuerySet[Run]:
    return queries.seen_by(request.user)


class Runs(ListPage):
    """历史导入."""

    permission = "import.view"
    queryset = staticmethod(runs)
    template_name = "imports/runs.html"
    title = gettext_lazy("历史导入")
    empty_sentence = gettext_lazy("还没有导入过表格。")
    empty_more = gettext_lazy("上传后先核对，另一位编辑或局领导确认以后才会公开。")
    counted = gettext_lazy("共 %(n)s 次导入")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = self.request.may("import.notices")  # type: ignore[attr-defined]
        return super().get_context_data(may_upload=may, **kwargs)


class OfImports:
    room = "imports"
    way = actions.WAY
    seen_by = staticmethod(queries.seen_by)
    title_of = gettext_lazy("项目名称")
    sentence = staticmethod(rules.sentence)


class RunPage(OfImports, views.RunPage):
    """One import with its report."""

    permission = "import.view"
    template_name = "imports/run.html"

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        """A leader finds beside each row that is on the board the way to take it off; of a command's, an editor too."""
        user, run = self.request.user, self.run
        action = "board.withdraw" if run.bureau_id else "import.publish"
        may = self.request.may(action) and run.bureau_id in {None, user.bureau_id}  # type: ignore[attr-defined,union-attr]
        off = (Column(gettext_lazy("撤回"), way_off),) if may and run.state == RunState.DONE else ()
        return (*super().columns, *off)

    def label(self, of: str) -> object:
        return rules.label_of(self.run.kind, of)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run, user = self.run, self.request.user
        return super().get_context_data(
            preview=preview(run) if run.state != RunState.MAPPING else [],
            gate=gate(self.request, run) if run.state == RunState.CHECKED else [],
            may_map=allows(rules.require_map, user, run), may_drop=allows(rules.require_drop, user, run), **kwargs,
        )  # fmt: skip


class Report(OfImports, views.Report):
    permission = "import.view"


def way_off(line: Line) -> str:
    if line.result not in {Result.TAKEN, Result.MENDED}:
        return ""
    is_asked = line.run.bureau_id is not None or line.off_asked_by_id is not None
    name, word = ("take_off", _("撤回第 %(n)s 行")) if is_asked else ("ask_off", _("提请撤回第 %(n)s 行"))
    url = reverse(f"imports:{name}", args=[line.pk])
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, word % {"n": line.number})


def preview(run: Run) -> list[rules.Outcome]:
    """The first rows as they would stand on the board."""
    top = run_queries.top(run)
    read = reader(run, len(actions.WAY.heading(run, top)), at=timezone.now())
    behind = top[run.head_rows : run.head_rows + PREVIEWED]
    return [one for number, cells in behind if (one := read(number, cells)).past is not None]


def gate(request: HttpRequest, run: Run) -> list[dict[str, object]]:
    """Everything that stands before publishing; the action asks the same again."""
    user, may = request.user, request.may("import.publish")  # type: ignore[attr-defined]
    mine = user.pk in {run.uploaded_by_id, run.mapped_by_id}
    count = run.taken + run.mended
    return [
        {"met": count > 0, "sentence": _("有可以导入的行：%(n)s 行") % {"n": f"{count:,}"}},
        {"met": may, "sentence": _("由本局的信息公开编辑或局领导导入"),
         "hint": "" if may else _("请信息公开编辑或局领导来办")},
        {"met": not mine, "sentence": _("导入的人没有上传或确认过这张表"),
         "hint": _("您上传或确认了这张表，请另一位编辑或局领导导入") if mine else ""},
    ]  # fmt: skip
