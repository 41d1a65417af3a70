"""What officers, heads and leaders type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.applications.forms.applicant import ReasonForm
from approvals.applications.states import DeclineGround
from envportal.accounts.models import User
from envportal.web.forms import Form, UploadField


def words(label: Any, *, rows: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class DeclineForm(Form):
    ground = forms.ChoiceField(
        label=_("不予受理的理由"),
        choices=DeclineGround.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("选择不予受理的理由")},
    )
    reasons = words(_("事实和理由"), max_length=2000, error_messages={"required": _("写明事实和理由")})
    right_authority = forms.CharField(label=_("应当向哪个机关申请"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("ground") == DeclineGround.NOT_OUR_POWER and not typed.get("right_authority"):
            self.add_error("right_authority", _("不属于本局职权的，写明应当向哪个机关申请"))
        return typed


class AssignForm(Form):
    officer = forms.ModelChoiceField(
        User.objects.none(), label=_("交给谁"), empty_label=None, error_messages={"required": _("选择经办人")}
    )

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]


def planned_days(**kwargs: Any) -> forms.IntegerField:
    """How long others take, as the applicant is told."""
    return forms.IntegerField(
        label=_("预计天数（自然日）"),
        min_value=1,
        max_value=180,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={
            "required": _("写明预计多少天"),
            "invalid": _("只写天数，例如 7"),
            "min_value": _("天数在 1 到 180 之间"),
            "max_value": _("天数在 1 到 180 之间"),
        },
        **kwargs,
    )


class ExpertReviewForm(Form):
    reason = words(
        _("为什么需要专家评审"), rows=3, max_length=300, error_messages={"required": _("写明为什么需要专家评审")}
    )
    experts = forms.CharField(label=_("评审专家（组）"), max_length=200, error_messages={"required": _("写明由谁评审")})
    planned_days = planned_days(help_text=_("会书面告知申请人；评审费用由本局承担"))


class ExpertOpinionForm(Form):
    opinion = words(_("评审结论"), rows=5, max_length=4000, error_messages={"required": _("写明评审结论")})
    file = UploadField(label=_("专家评审意见 PDF（可不传）"), required=False)


class AssessmentForm(Form):
    reason = words(
        _("为什么需要技术评估"), rows=3, max_length=300, error_messages={"required": _("写明为什么需要技术评估")}
    )
    assessor = forms.CharField(label=_("评估单位"), max_length=200, error_messages={"required": _("写明由谁评估")})
    # 30 calendar days is what bureaus allow their assessors, not a limit of law.
    planned_days = planned_days(
        initial=30,
        help_text=_("会书面告知申请人；各地一般不超过 30 天。费用由本局承担，评估单位不得向建设单位或者编制单位收费"),
    )


class AssessmentReportForm(Form):
    opinion = words(_("评估结论"), rows=5, max_length=4000, error_messages={"required": _("写明评估结论")})
    file = UploadField(label=_("技术评估报告 PDF"), error_messages={"required": _("选择技术评估报告 PDF")})


class SignForm(Form):
    """The signature: the second factor on the same page; against the meeting it takes a reason."""

    against = words(
        _("会审结论与此不同，仍这样决定的理由"), rows=3, max_length=1000, required=False,
        error_messages={"required": _("写明为什么不采纳会审结论")},
    )  # fmt: skip

    code = forms.CharField(
        label=_("动态验证码"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
        help_text=_("身份验证器上的六位数字；签发须再次验证"),
        error_messages={"required": _("输入身份验证器上的六位数字")},
    )

    def __init__(self, *args: Any, differs: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if differs:
            self.fields["against"].required = True
        else:
            del self.fields["against"]


class ExtendForm(ReasonForm):
    days = forms.IntegerField(
        label=_("延长多少天"),
        min_value=1,
        max_value=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        help_text=_("与承诺时限同一单位；只能延长一次，不得超过法定时限"),
        error_messages={"required": _("写明延长多少天"), "invalid": _("只写天数，例如 5")},
    )
    field_order = ("days", "reason")


class TransferForm(ReasonForm):
    new_authority = forms.CharField(
        label=_("转送哪个机关"), max_length=200, error_messages={"required": _("写明转送哪个机关")}
    )
    field_order = ("new_authority", "reason")
