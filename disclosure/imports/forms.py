"""What people say about a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.board import board
from disclosure.imports.enums import Field
from envportal.web.forms import Form, UploadField

if TYPE_CHECKING:
    from disclosure.imports.models import Run

MOST_HEAD_ROWS = 10
# The file dialogue offers these; what a file is, its first bytes say.
TABLES = ".csv,.txt,.xlsx,text/csv"


WHOLE_KINDS = [("", _("每行自己写明")), *((one.value, one.label) for one in board.OF_PROJECTS)]


class UploadForm(Form):
    file = UploadField(
        label=_("选择表格"),
        accept=TABLES,
        in_pieces=False,
        help_text=_("CSV 或 XLSX，不超过 100 MB、30 万行；公式只取存下的结果，不会运行"),
    )
    source = forms.CharField(
        label=_("这张表从哪里来"), max_length=200, help_text=_("会和每一条一起公开，例如 本局原网站“环评公示”栏目")
    )


class ColumnsForm(Form):
    """One choice a column, and what holds for the whole table."""

    head_rows = forms.IntegerField(min_value=1, max_value=MOST_HEAD_ROWS, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("整张表都是哪一类公示"), required=False, choices=WHOLE_KINDS,
        help_text=_("表里有“公示类别”一列时，以那一列为准"),
    )  # fmt: skip
    publisher = forms.CharField(
        label=_("由哪个机关发布"), required=False, max_length=100, help_text=_("表里有“发布机关”一列时，以那一列为准")
    )
    source = forms.CharField(label=_("这张表从哪里来"), max_length=200, help_text=_("表里有“来源”一列时，以那一列为准"))

    def __init__(self, *args: Any, run: Run, names: list[str], samples: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", _("不要这一列")), *Field.choices]
        for column, (name, sample) in enumerate(zip(names, samples, strict=True)):
            label = _("第 %(n)s 列：%(name)s") % {"n": column + 1, "name": name or _("（没有列名）")}
            self.fields[f"c{column}"] = forms.ChoiceField(
                label=label, required=False, choices=offered, initial=run.mapping.get(str(column), ""),
                help_text=_("例如 %(sample)s") % {"sample": sample} if sample else "",
            )  # fmt: skip

    def mapping(self) -> dict[int, str]:
        chosen = {name: of for name, of in self.cleaned_data.items() if name[0] == "c" and name[1:].isdecimal()}
        return {int(name[1:]): of for name, of in chosen.items() if of}
