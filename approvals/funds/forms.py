"""What is typed about programmes and applications for money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.funds.models import Programme
from approvals.funds.states import State
from envportal.accounts.models import Enterprise
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField, UploadField

if TYPE_CHECKING:
    from django.db.models import QuerySet


def words(label: Any, *, rows: int = 4, longest: int = 1000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def yuan(label: Any, **kwargs: Any) -> PlainDecimalField:
    return PlainDecimalField(label=label, max_digits=14, decimal_places=2, min_value=1, **kwargs)


class ProgrammeForm(Form):
    name = forms.CharField(label=_("资金名称"), max_length=200)
    source = forms.CharField(label=_("依据的文件"), max_length=200)
    decided_by = forms.CharField(label=_("由谁决定"), max_length=100, help_text=_("例如 省财政厅、省生态环境厅"))
    criteria = words(_("支持什么、条件是什么"), rows=6, longest=4000)
    budget = yuan(_("总额（元，可不填）"), required=False)
    opens_on = ChineseDateField(label=_("从哪一天起可以申请"))
    closes_on = ChineseDateField(label=_("最后一天"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        first, last = typed.get("opens_on"), typed.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("最后一天不能早于第一天"))
        return typed


class AskForm(Form):
    enterprise = forms.ModelChoiceField(Enterprise.objects.none(), label=_("为哪家单位提出"), empty_label=None)
    programme = forms.ModelChoiceField(Programme.objects.none(), label=_("申请哪项资金"), empty_label=None)
    project_name = forms.CharField(label=_("项目名称"), max_length=200)
    words = words(_("想做什么"), help_text=_("做什么、减多少排放、要多少钱；不用写得像申请书，专人会帮您写"))

    def __init__(self, *args: Any, enterprises: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]


class AdviceForm(Form):
    advice = words(_("指导意见"), longest=2000, help_text=_("写明怎么准备、缺什么、什么时候交"))


class HandInForm(Form):
    wanted = yuan(_("申请多少元"))
    file = UploadField(label=_("申请书 PDF"))


class ReasonForm(Form):
    reason = words(_("理由"), rows=3, longest=500, error_messages={"required": _("写明理由")})


class RecommendForm(Form):
    opinion = words(_("审核意见"), error_messages={"required": _("写明审核意见")})
    sent_number = forms.CharField(label=_("推荐文件和文号"), max_length=100)


class DecisionForm(Form):
    granted = yuan(_("批准多少元"), required=False, help_text=_("没有批准的不填"))
    decided_on = ChineseDateField(label=_("决定日期"))
    decision_number = forms.CharField(label=_("决定文件和文号"), max_length=100)


class PaymentForm(Form):
    amount = yuan(_("到账多少元"))
    on = ChineseDateField(label=_("到账日期"))
    file = UploadField(label=_("拨付凭证 PDF"))


class ResultForm(Form):
    result = words(_("验收结论"), error_messages={"required": _("写明看了什么、结果怎样")})


class Find(Form):
    """The filter above the list at the desk."""

    q = forms.CharField(label=_("编号、项目、企业"), required=False)
    state = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *State.choices], required=False)

    def filter(self, rows: Any) -> Any:
        found, state = self.cleaned_data["q"], self.cleaned_data["state"]
        if found:
            by_name = Q(case__title__icontains=found) | Q(case__enterprise__name__icontains=found)
            rows = rows.filter(by_name | Q(case__number__icontains=found))
        return rows.filter(state=state) if state else rows
