"""What may be typed on the pages of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.departments.enums import REPLIES, Reply
from approvals.departments.models import Department
from envportal.web.forms import Form, UploadField, up_to

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
