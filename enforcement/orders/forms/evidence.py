"""What proves a case, and who is responsible beside the unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.monitoring import sampling
from enforcement.orders.forms.base import RowForm, words
from enforcement.orders.models import Evidence
from enforcement.orders.states import EvidenceKind
from envportal.cases.models import Case
from envportal.web.forms import ChineseDateField, UploadField, up_to


class EvidenceForm(RowForm):
    kind = forms.ChoiceField(label=_("证据种类"), choices=EvidenceKind.choices)
    what = forms.CharField(label=_("名称和内容"), max_length=500)
    taken_on = ChineseDateField(label=_("取得日期"))
    preserved_on = ChineseDateField(
        label=_("先行登记保存日期"), required=False, help_text=_("没有先行登记保存的不填；保存的七个工作日内处理")
    )
    source = forms.ModelChoiceField(
        label=_("监测报告"), queryset=Case.objects.none(), required=False, empty_label=_("不是监测报告"),
        help_text=_("只列出本案和它的来源案件的、审核通过的监测"),
    )  # fmt: skip

    file = UploadField(label=_("证据文件"), required=False, help_text=up_to(_("PDF，不超过 %(limit)s")))

    def choose(self, row: Any) -> None:
        accepted = sampling.near(row.case).filter(state="accepted").values("pk")
        self.fields["source"].queryset = Case.objects.filter(pk__in=accepted).order_by("pk")  # type: ignore[attr-defined]


class FileForm(RowForm):
    what = forms.CharField(label=_("名称和内容"), max_length=500)
    file = UploadField(label=_("证据文件"), help_text=up_to(_("PDF，不超过 %(limit)s")))


class PersonForm(RowForm):
    """直接负责的主管人员 or another person responsible for what the unit did."""

    person = forms.CharField(
        label=_("姓名"), max_length=60, help_text=_("只在本案文书里写明，不公开，本企业的账号也看不到")
    )
    post = forms.CharField(label=_("职务"), max_length=60, help_text=_("例如 总经理、环保负责人"))
    facts = words(_("责任人员的违法事实"))
    discovered_on = ChineseDateField(label=_("查明责任人员的日期"))


class SettleForm(RowForm):
    evidence = forms.ModelChoiceField(label=_("证据"), queryset=Evidence.objects.none(), empty_label=None)
    how = words(_("怎样处理"), rows=2, longest=300)

    def choose(self, row: Any) -> None:
        waiting = row.evidence.filter(preserved_on__isnull=False, settled_on=None)
        self.fields["evidence"].queryset = waiting  # type: ignore[attr-defined]
