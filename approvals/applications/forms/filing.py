"""What begins and ends an applicant's part: a new draft, the declaration, the supplement, a filing's number."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.applications.forms.applicant import ReasonForm
from approvals.applications.states import CODE_NAMES, DocumentKind, Finding
from approvals.catalogue import classifying
from envportal.accounts.models import Bureau, Enterprise
from envportal.web.forms import ChineseDateField, Form, UploadField
from envportal.web.forms.text import narrow

# Year, division of six digits, eight of a serial: as the ministry's system prints its numbers.
NATIONAL_NUMBER = re.compile(r"20\d{16}")


class NewApplicationForm(Form):
    """Whose application, to which bureau, for which project."""

    enterprise = forms.ModelChoiceField(Enterprise.objects.none(), label=_("为哪家单位办理"), empty_label=None)
    bureau = forms.ModelChoiceField(
        Bureau.objects.none(), label=_("交给哪个生态环境局"), help_text=_("项目所在地的生态环境局"), empty_label=None
    )
    document_kind = forms.ChoiceField(
        label=_("环评文件类别"),
        choices=[(kind, CODE_NAMES[kind]) for kind in DocumentKind],
        widget=forms.RadioSelect,
        help_text=_("按《建设项目环境影响评价分类管理名录》确定；拿不准的，先问受理的生态环境局"),
        error_messages={"required": _("选择环评文件类别")},
    )
    project_name = forms.CharField(
        label=_("项目名称"),
        max_length=200,
        help_text=_("与项目备案或核准文件一致"),
        error_messages={"required": _("写明项目名称，例如 年产 6000 万只食品纸容器技改项目")},
    )

    check = forms.CharField(
        label=_("分类检查编号"),
        max_length=20,
        required=False,
        help_text=_("做过“要做哪一种环评文件”的，填 8 位编号；可不填"),
    )

    def __init__(self, *args: Any, enterprises: Any, bureaus: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]
        self.fields["bureau"].queryset = bureaus  # type: ignore[attr-defined]
        first = enterprises.first()
        self.fields["enterprise"].initial = first
        # Most projects lie where their owner was verified.
        self.fields["bureau"].initial = bureaus.filter(pk=first.bureau_id if first else None).first() or bureaus.first()

    def clean_check(self) -> str:
        typed: str = self.cleaned_data["check"]
        if typed and classifying.snapshot(typed) is None:
            raise forms.ValidationError(_("没有这个编号的检查，请对照打印件核对；也可以不填"))
        return typed


class DeclareForm(Form):
    declared = forms.BooleanField(
        error_messages={"required": _("请先勾选承诺：内容真实完整，由我单位负责")},
    )
    # How the page said it is filed; the bureau may take registrations another way by the time the button is pressed.
    way = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, declaration: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["declared"].label = declaration


class SupplementForm(Form):
    answer = forms.CharField(
        label=_("总的说明（可不填）"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("各项的答复在上面，已经逐项写明"),
    )


class FilingNumberForm(Form):
    """Number and receipt as the ministry's system gave them."""

    number = forms.CharField(
        label=_("备案号"),
        max_length=40,
        help_text=_("全国登记表备案系统给出的 18 位数字，例如 202699010300000018"),
        error_messages={"required": _("写明备案号，在备案回执的上方")},
    )
    filed_on = ChineseDateField(label=_("备案日期"), help_text=_("回执上的日期，例如 2026年11月2日"))
    file = UploadField(
        label=_("备案回执 PDF"), required=False, help_text=_("从全国登记表备案系统下载的回执；已上传过的可以不再选")
    )

    def __init__(self, *args: Any, has_file: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_file = has_file

    def clean_number(self) -> str:
        number = narrow(self.cleaned_data["number"]).replace(" ", "")
        if not NATIONAL_NUMBER.fullmatch(number):
            raise forms.ValidationError(_("备案号是以年份开头的 18 位数字，例如 202699010300000018，请对照回执核对"))
        return number

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        number, filed_on = typed.get("number"), typed.get("filed_on")
        if number and filed_on and number[:4] != str(filed_on.year):
            self.add_error("filed_on", _("备案号前四位是备案的年份，与这个日期对不上，请对照回执核对"))
        if not typed.get("file") and not self.has_file and "file" not in self.errors:
            self.add_error("file", _("选择备案回执的 PDF 文件"))
        return typed


class MendFilingForm(ReasonForm, FilingNumberForm):
    """The number, day and receipt that are right, and what was wrong."""

    field_order = ("number", "filed_on", "file", "reason")


class FilingCheckForm(Form):
    """What the check after filing found."""

    finding = forms.ChoiceField(
        label=_("核查结论"),
        choices=Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("选择核查结论")},
    )
    found = forms.CharField(
        label=_("核查情况"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("看了什么、与备案内容是否一致；会印在告知书上"),
        error_messages={"required": _("写明核查情况")},
    )
