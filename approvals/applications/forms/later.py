"""What is typed about materials that follow: which of the list, within how many days; and the paper itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.applications.states import LONGEST_PROMISE, SHORTEST_PROMISE
from envportal.web.forms import Form, UploadField, up_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from envportal.documents.queries.wording import Block


class PromiseForm(Form):
    entries = forms.MultipleChoiceField(
        label=_("哪些材料受理后再补"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("只有本局公布的清单上的次要材料；申请表、主体资格证明和环评文件不能后补。都不选，就是不后补"),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("受理后几个工作日内补交"), required=False, min_value=SHORTEST_PROMISE, max_value=LONGEST_PROMISE,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        help_text=_("3 到 10 个工作日；到期不补交的，不能批准"),
        error_messages={
            "invalid": _("只写天数，例如 5"), "min_value": _("天数在 3 到 10 之间"),
            "max_value": _("天数在 3 到 10 之间"),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Sequence[Block], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entries"].choices = [(one.key, f"{one.title}：{one.text}") for one in offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("entries") and not typed.get("days") and "days" not in self.errors:
            self.add_error("days", _("写明承诺几个工作日内补交，3 到 10"))
        return typed


class FileLaterForm(Form):
    file = UploadField(label=_("补交的材料"), help_text=up_to(_("只收 PDF，不加密，不超过 %(limit)s")))
