"""What is typed about a legal review."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.applications.forms.staff import words
from approvals.applications.states import LegalGround, LegalOutcome
from envportal.web.forms import Form


class AskLegalReviewForm(Form):
    ground = forms.ChoiceField(
        label=_("为什么送审"),
        choices=[choice for choice in LegalGround.choices if choice[0] != LegalGround.HEARING],
        widget=forms.RadioSelect,
        error_messages={"required": _("选择送审的情形")},
    )
    why = words(_("具体理由"), rows=3, max_length=300, error_messages={"required": _("写明具体理由")})


class LegalReviewForm(Form):
    outcome = forms.ChoiceField(
        label=_("审核结论"),
        choices=LegalOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("选择审核结论")},
    )
    opinion = words(
        _("审核意见"),
        rows=6,
        max_length=4000,
        help_text=_("职权、事实和证据、依据、程序、裁量、文书，逐项写明；不通过的写明怎么改"),
        error_messages={"required": _("写明审核意见")},
    )
