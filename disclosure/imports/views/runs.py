"""Imports, and one of them: how far it is, what became of its lines, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.imports import queries, rules
from disclosure.imports.actions.work import reader, width_of
from disclosure.imports.enums import Result, RunState
from disclosure.imports.views.report import told
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from disclosure.imports.models import Line, Run

PREVIEWED = 5
TONES = {RunState.DONE: "done", RunState.DROPPED: "idle", RunState.CHECKED: "soon", RunState.MAPPING: "soon"}
HINTS = {
    "no_end": gettext_lazy("文件最后没有换行，可能只是半个文件，请核对最后一行。"),
    "formulas": gettext_lazy("没有存下结果的公式按空格处理，共 %(n)s 个；请在原软件里打开保存一次再上传。"),
    "sheets": gettext_lazy("只读第一张工作表，文件共有 %(n)s 张。"),
    "gone": gettext_lazy("表格的内容已经不在存储里了，请重新上传。"),
}


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


class RunPage(ListPage):
    """One import with its report."""

    permission = "import.view"
    template_name = "imports/run.html"
    empty_sentence = gettext_lazy("这里没有要看的行。")
    counted = gettext_lazy("%(n)s 行")
    told = (
        Column(gettext_lazy("行号"), "number"),
        Column(gettext_lazy("结果"), "get_result_display"),
        Column(gettext_lazy("项目名称"), "title"),
        Column(gettext_lazy("说明"), told),
    )

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        """A leader finds beside each row that is on the board the way to take it off; of a command's, an editor too."""
        user, run = self.request.user, self.run
        action = "board.withdraw" if run.bureau_id else "import.publish"
        may = self.request.may(action) and run.bureau_id in {None, user.bureau_id}  # type: ignore[attr-defined,union-attr]
        return (*self.told, Column(gettext_lazy("撤回"), way_off)) if may and run.state == RunState.DONE else self.told

    @cached_property
    def run(self) -> Run:
        found = queries.seen_by(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404(_("没有这次导入。"))
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
            "run": run, "tone": TONES.get(RunState(run.state), ""), "hints": [hint(one) for one in run.hints],
            "chips": self.chips(), "preview": preview(run) if run.state != RunState.MAPPING else [],
            "gate": gate(self.request, run) if run.state == RunState.CHECKED else [],
            "may_map": rules.allows(rules.require_map, user, run),
            "may_drop": rules.allows(rules.require_drop, user, run),
            "mapped": [
                (int(column) + 1, rules.label_of(run.kind, of))
                for column, of in sorted(run.mapping.items(), key=by_number)
            ],
            **kwargs,
        })  # fmt: skip

    def chips(self) -> list[dict[str, object]]:
        run, counts = self.run, {"taken": Result.TAKEN, "mended": Result.MENDED}
        counts |= {"repeated": Result.REPEATED, "refused": Result.REFUSED}
        first = {"label": _("有说明的"), "url": "?", "current": not self.asked}
        rest = [
            {"label": result.label, "url": f"?r={result}", "n": getattr(run, name), "current": self.asked == result}
            for name, result in counts.items()
        ]
        return [first, *rest]


def way_off(line: Line) -> str:
    if line.result not in {Result.TAKEN, Result.MENDED}:
        return ""
    is_asked = line.run.bureau_id is not None or line.off_asked_by_id is not None
    name, word = ("take_off", _("撤回第 %(n)s 行")) if is_asked else ("ask_off", _("提请撤回第 %(n)s 行"))
    url = reverse(f"imports:{name}", args=[line.pk])
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, word % {"n": line.number})


def by_number(pair: tuple[str, str]) -> int:
    return int(pair[0])


def hint(code: str) -> str:
    name, _colon, n = code.partition(":")
    return str(HINTS[name]) % {"n": n}


def preview(run: Run) -> list[rules.Outcome]:
    """The first rows as they would stand on the board."""
    top = queries.top(run)
    read = reader(run, width_of(run, top), at=timezone.now())
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
