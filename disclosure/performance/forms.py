"""What people may type on the pages of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.performance.enums import Span, Variant, Which
from disclosure.performance.queries.figures import Wanted, first_day
from envportal.web.forms import Form

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import Bureau


class RecordFilter(Form):
    """Which part of the record; a value nobody offered is as good as none."""

    t = forms.ChoiceField(label=_("办结时间"), required=False, choices=Span.choices)
    v = forms.ChoiceField(label=_("文件类别"), required=False, choices=[("", _("全部")), *Variant.choices])
    k = forms.ChoiceField(label=_("兑现情况"), required=False, choices=Which.choices)
    b = forms.ChoiceField(label=_("办理机关"), required=False)

    def __init__(self, data: Any, *, bureaus: list[Bureau], listing: bool) -> None:
        super().__init__(data)
        offered = [("", _("全部")), *((one.code, one.name) for one in bureaus)]
        self.fields["b"].choices = offered  # type: ignore[attr-defined]
        if not listing:
            del self.fields["v"], self.fields["k"]
        if len(bureaus) < 2:
            del self.fields["b"]

    def wanted(self, today: date) -> Wanted:
        self.is_valid()
        typed = {name: self.cleaned_data.get(name, "") for name in ("t", "v", "k", "b")}
        return Wanted(since=first_day(typed["t"], today), bureau=typed["b"], variant=typed["v"], which=typed["k"])


class ExplainForm(Form):
    text = forms.CharField(
        label=_("误期的原因，以及已经怎么改"), max_length=300, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写出来就公开，不写姓名。"),
        error_messages={"required": _("请写明原因，例如 签发人外出，未及时代签；已设代签人。")},
    )  # fmt: skip
