"""What people say about a table of targets or of progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.runs import forms as runs
from enforcement.campaigns.rules.rows import fields_of
from envportal.web.forms import Form, UploadField

if TYPE_CHECKING:
    from disclosure.runs.models import TableRun

# The file dialogue offers these; what a file is, its first bytes say.
ACCEPTED = ".csv,.txt,.xlsx,.json,text/csv,application/json"


class UploadForm(Form):
    file = UploadField(
        label=_("选择表格"), accept=ACCEPTED, in_pieces=False, help_text=_("CSV 或者 XLSX，第一行写列名")
    )
    why = forms.CharField(label=_("补列的原因"), max_length=300, help_text=_("行动已经启动，补列会写进公开的清单"))

    def __init__(self, *args: Any, needs_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_why:
            del self.fields["why"]


class ColumnsForm(runs.ColumnsForm):
    def offered(self, run: TableRun) -> list[tuple[str, object]]:
        return [(name, field.label) for name, field in fields_of(run.kind).items()]  # type: ignore[attr-defined]
