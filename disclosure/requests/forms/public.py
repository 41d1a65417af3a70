"""A request sent without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.requests.forms.fields import ApplicantForm, words
from envportal.accounts.models import Bureau
from envportal.web.forms import Form, PostedForm

if TYPE_CHECKING:
    from django.db.models import QuerySet


class RequestForm(ApplicantForm, PostedForm):
    bureau = forms.ModelChoiceField(
        Bureau.objects.none(), label=_("向哪个局申请"), empty_label=None,
        error_messages={"required": _("选择向哪个局申请")},
    )  # fmt: skip
    groups: ClassVar[dict[Any, tuple[str, ...]]] = {
        _("需要什么信息"): ("bureau", "subject", "document_number", "wanted", "supply", "suggests_publication"),
        _("谁申请"): (
            "who", "name", "identity", "identity_number", "contact_name", "phone", "email", "address", "file",
        ),
        _("提交"): ("answer",),
    }  # fmt: skip

    def __init__(self, *args: Any, bureaus: QuerySet[Bureau], bureau: Bureau | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bureau"]
        field.queryset, field.initial = bureaus, bureau  # type: ignore[attr-defined]


class SupplementForm(Form):
    text = words(_("补充的内容"), error_messages={"required": _("写明补充的内容")})
