"""What may be typed on the pages of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.departments.enums import REPLIES, Field, Reply
from approvals.departments.models import Department
from envportal.accounts.models import User
from envportal.web.forms import ChineseDateField, Form, UploadField, up_to

if TYPE_CHECKING:
    from django.db.models import QuerySet


def words(label: Any, *, rows: int = 4, limit: int = 2000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class AskForm(Form):
    departments: forms.ModelMultipleChoiceField[Department] = forms.ModelMultipleChoiceField(
        label=_("向哪些部门征求意见"), queryset=Department.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("至少选择一个部门")},
    )  # fmt: skip
    question = words(_("请答复什么"), help_text=_("写清请对方就哪些事项提出意见；对方看得到项目名称、地点和这段话"))

    def __init__(self, *args: Any, departments: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["departments"].queryset = departments  # type: ignore[attr-defined]


class ReplyForm(Form):
    """What a department says; conditions and objections are written down."""

    reply = forms.ChoiceField(
        label=_("答复"), choices=REPLIES, widget=forms.RadioSelect, error_messages={"required": _("选择一项")}
    )
    text = words(_("意见或者条件"), rows=6, limit=4000, required=False, help_text=_("不同意或者附条件的，写明依据"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("reply") in (Reply.CONDITIONS, Reply.OBJECTION) and not typed.get("text"):
            self.add_error("text", _("不同意或者附条件的，写明意见和依据"))
        return typed


class SignedReplyForm(ReplyForm):
    file = UploadField(label=_("盖章的书面意见（可不传）"), required=False, help_text=up_to(_("PDF，不超过 %(limit)s")))


class LinkReplyForm(ReplyForm):
    name = forms.CharField(label=_("答复人姓名和职务"), max_length=60, help_text=_("代表本部门答复；记入案卷"))


class ReasonForm(Form):
    reason = words(_("理由"), rows=3, limit=300)


class TermsForm(Form):
    """How long a department has from a day on, and what its silence means."""

    working_days = forms.IntegerField(label=_("期限，工作日"), min_value=1, max_value=60)
    valid_from = ChineseDateField(label=_("施行日"), help_text=_("今天或者以后，例如 2026年10月1日、2026-10-1"))
    silence_consents = forms.BooleanField(label=_("逾期未答复，视为没有不同意见"), required=False)
    basis = forms.CharField(
        label=_("依据哪个公布的规则"), max_length=200, required=False,
        help_text=_("视为没有不同意见的必填：文件名称、文号、条款；没有规则的，逾期仍要等答复"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("silence_consents") and not typed.get("basis"):
            self.add_error("basis", _("写明依据哪个公布的规则"))
        return typed


class DepartmentForm(Form):
    """Who a department is, who is called, and who answers signed in."""

    name = forms.CharField(label=_("名称"), max_length=100)
    field = forms.ChoiceField(label=_("职责"), choices=Field.choices)
    contact_name = forms.CharField(label=_("联系人"), max_length=60, required=False)
    contact_phone = forms.CharField(label=_("联系电话"), max_length=40, required=False)
    person: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label=_("登录答复的人"), queryset=User.objects.none(), required=False,
        empty_label=_("没有账号，用一次性链接答复"),
        help_text=_("先由系统管理员建立部门账号；选定以后，原来送出的链接立即作废"),
    )  # fmt: skip
    is_regulator = forms.BooleanField(
        label=_("监管部门：批准以后，批准条件推送给它"), required=False
    )  # fmt: skip

    def __init__(self, *args: Any, liaisons: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = liaisons  # type: ignore[attr-defined]


class NewDepartmentForm(DepartmentForm, TermsForm):
    """Both at once, with the code by which tables know it."""

    code = forms.SlugField(label=_("代号"), max_length=50, help_text=_("字母、数字和短横线，例如 planning；以后不能改"))
    field_order = ("code", "name", "field", "contact_name", "contact_phone", "person", "is_regulator", "working_days")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        names = ("working_days", "valid_from", "silence_consents", "basis")
        terms = {name: typed.pop(name, None) for name in names}
        return {**typed, "terms": terms}
