"""What a saved list is called, and where it lies."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import SavedList
from envportal.web.forms import Form


class SaveListForm(Form):
    name = forms.CharField(label=_("名称"), max_length=30, help_text=_("例如：本周到期、青石镇在办。同名的会被替换。"))
    address = forms.CharField(max_length=SavedList._meta.get_field("address").max_length, widget=forms.HiddenInput)

    def clean_address(self) -> str:
        """Nothing but a page of the desk: a link of somebody else's making leads nowhere else."""
        address = str(self.cleaned_data["address"]).removeprefix("/en")
        if not address.startswith("/desk/") or "\\" in address or "//" in address.partition("?")[0]:
            raise forms.ValidationError(_("只能保存工作台里的清单。"))
        return address
