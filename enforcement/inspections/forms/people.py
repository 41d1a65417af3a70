"""What is typed about inspectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.inspections.states import Skill
from envportal.accounts.models import Enterprise
from envportal.web.forms import ChineseDateField, Form

if TYPE_CHECKING:
    from django.db.models import QuerySet


class CertificateForm(Form):
    number = forms.CharField(label=_("执法证号"), max_length=40)
    valid_from = ChineseDateField(label=_("发证日期"))
    valid_to = ChineseDateField(label=_("有效期至"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        first, last = typed.get("valid_from"), typed.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("有效期不能早于发证日期"))
        return typed


class SkillsForm(Form):
    skills = forms.MultipleChoiceField(
        label=_("专业"), choices=Skill.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class TieForm(Form):
    enterprise = forms.ModelChoiceField(label=_("企业"), queryset=Enterprise.objects.none(), empty_label=_("请选择"))
    why = forms.CharField(label=_("回避事由"), max_length=200, help_text=_("例如：近亲属在该单位任职"))
    until = ChineseDateField(label=_("回避到哪一天"), required=False, help_text=_("没有期限的不填"))

    def __init__(self, *args: Any, enterprises: QuerySet[Enterprise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]


class UntieForm(Form):
    enterprise = forms.ModelChoiceField(label=_("企业"), queryset=Enterprise.objects.none(), empty_label=_("请选择"))
    why = forms.CharField(label=_("不再回避的理由"), max_length=200)

    def __init__(self, *args: Any, enterprises: QuerySet[Enterprise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]
