"""What people say about a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.board import board
from disclosure.imports import rules
from disclosure.imports.enums import Field
from disclosure.imports.rules.kinds import OFFERED, TABLES
from disclosure.runs import forms as runs
from envportal.web.forms import Form, UploadField

if TYPE_CHECKING:
    from disclosure.runs.models import TableRun

# The file dialogue offers these; what a file is, its first bytes say.
ACCEPTED = ".csv,.txt,.xlsx,.json,text/csv,application/json"
WHOLE_KINDS = [("", _("每行自己写明")), *((one.value, one.label) for one in board.OF_PROJECTS)]
OTHER_KINDS = [("", _("建设项目的公示")), *((one, board.Kind(TABLES[one].kind).label) for one in OFFERED)]


class UploadForm(Form):
    file = UploadField(
        label=_("选择表格"),
        accept=ACCEPTED,
        in_pieces=False,
        help_text=_("CSV、XLSX 或 JSON，不超过 100 MB（JSON 20 MB）、30 万行；公式只取存下的结果，不会运行"),
    )
    kind = forms.ChoiceField(label=_("这张表是什么"), required=False, choices=OTHER_KINDS)
    source = forms.CharField(
        label=_("这张表从哪里来"), max_length=200, help_text=_("会和每一条一起公开，例如 本局原网站“环评公示”栏目")
    )


class ColumnsForm(runs.ColumnsForm):
    """And what holds for the whole table."""

    kind = forms.ChoiceField(
        label=_("整张表都是哪一类公示"), required=False, choices=WHOLE_KINDS,
        help_text=_("表里有“公示类别”一列时，以那一列为准"),
    )  # fmt: skip
    publisher = forms.CharField(
        label=_("由哪个机关发布"), required=False, max_length=100, help_text=_("表里有“发布机关”一列时，以那一列为准")
    )
    source = forms.CharField(label=_("这张表从哪里来"), max_length=200, help_text=_("表里有“来源”一列时，以那一列为准"))

    def __init__(self, *args: Any, run: TableRun, **kwargs: Any) -> None:
        super().__init__(*args, run=run, **kwargs)
        if rules.table_of(run.kind):  # type: ignore[attr-defined]
            del self.fields["kind"]

    def offered(self, run: TableRun) -> list[tuple[str, object]]:
        table = rules.table_of(run.kind)  # type: ignore[attr-defined]
        return [(name, words[0]) for name, words in table.columns.items()] if table else list(Field.choices)
