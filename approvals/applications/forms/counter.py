"""What is other at the counter: the applicant's signature comes on paper, the portal takes an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.applications.forms import applicant, filing, revisions
from envportal.web.forms import Form, UploadField, up_to


class ContactForm(applicant.ContactForm):
    """Letters go over the counter, unless the applicant agrees to the portal and can sign in there."""

    def __init__(self, *args: Any, has_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_account = has_account

    def clean_portal_service(self) -> bool:
        agreed: bool = self.cleaned_data["portal_service"]
        if agreed and not self.has_account:
            raise forms.ValidationError(_("该单位还没有门户账号，请选到窗口领取；认领账号以后可以改"))
        return agreed


class DeclarationForm(Form):
    """The signed page, and the code that says under which content the signature stands."""

    sheet = forms.CharField(
        label=_("核对码"),
        max_length=12,
        help_text=_("印在签字的那一页上，6 位；内容改过就要重新打印签字"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("写签字页上印的核对码，6 位")},
    )
    file = UploadField(
        label=_("签字的承诺书，PDF 扫描件"),
        help_text=up_to(_("在窗口扫描，或从 U 盘选；只收 PDF，不加密，不超过 %(limit)s")),
        error_messages={"required": _("选择签字那一页的扫描件")},
    )


class SupplementForm(filing.SupplementForm, DeclarationForm):
    """The answer to the correction letter, signed the same way."""

    field_order = ("answer", "sheet", "file")


class WithdrawForm(applicant.ReasonForm):
    """Why, as the applicant wrote it, and the request itself."""

    file = UploadField(
        label=_("签字的撤回书，PDF 扫描件"),
        help_text=up_to(_("在窗口扫描，或从 U 盘选；只收 PDF，不加密，不超过 %(limit)s")),
        error_messages={"required": _("选择签字的撤回书的扫描件")},
    )


class AnswerRevisionForm(revisions.AnswerRevisionForm):
    """The revised document, and what changed as the applicant wrote and signed it."""

    signed = UploadField(
        label=_("签字的修改说明，PDF 扫描件"),
        help_text=up_to(_("在窗口扫描，或从 U 盘选；只收 PDF，不加密，不超过 %(limit)s")),
        error_messages={"required": _("选择签字的修改说明的扫描件")},
    )
