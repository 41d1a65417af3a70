"""What is typed about a bureau's own catalogue that is read in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.access.enums import Evidence
from envportal.web.forms import ChineseDateField, Form, UploadField

if TYPE_CHECKING:
    from datetime import date


class RuleFileForm(Form):
    file = UploadField(
        label=_("选择表格"), accept=".csv,.xlsx,text/csv", in_pieces=False,
        help_text=_("CSV 或 XLSX，第一行是列名：名称、内容、类别（鼓励、限制、淘汰）、条款、行业代码"),
    )  # fmt: skip
    source = forms.CharField(label=_("文件"), max_length=200, help_text=_("目录的名称和文号"))
    dated_on, valid_from = ChineseDateField(label=_("文件日期")), ChineseDateField(label=_("本局适用自"))
    evidence = forms.ChoiceField(label=_("核对情况"), choices=Evidence.choices)
    field_order = ("file", "source", "dated_on", "evidence", "valid_from")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day < self.today:
            raise forms.ValidationError(_("最早从今天起适用；目录自己的施行日写在“文件”里"))
        return day
