"""One choice a column, whatever the table is of."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from envportal.web.forms import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from disclosure.runs.models import TableRun

MOST_HEAD_ROWS = 10


class ColumnsForm(Form):
    head_rows = forms.IntegerField(min_value=1, max_value=MOST_HEAD_ROWS, widget=forms.HiddenInput)

    def __init__(self, *args: Any, run: TableRun, names: list[str], samples: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", _("不要这一列")), *self.offered(run)]
        for column, (name, sample) in enumerate(zip(names, samples, strict=True)):
            label = _("第 %(n)s 列：%(name)s") % {"n": column + 1, "name": name or _("（没有列名）")}
            self.fields[f"c{column}"] = forms.ChoiceField(
                label=label, required=False, choices=offered, initial=run.mapping.get(str(column), ""),
                help_text=_("例如 %(sample)s") % {"sample": sample} if sample else "",
            )  # fmt: skip

    @abstractmethod
    def offered(self, run: TableRun) -> Iterable[tuple[str, object]]:
        """What a column of this table may be."""

    def mapping(self) -> dict[int, str]:
        chosen = {name: of for name, of in self.cleaned_data.items() if name[0] == "c" and name[1:].isdecimal()}
        return {int(name[1:]): of for name, of in chosen.items() if of}
