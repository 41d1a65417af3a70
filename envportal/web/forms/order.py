"""What came as an order of 12345 has a number there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from envportal.web.forms.base import Form
from envportal.web.forms.text import narrow

HOTLINE = "hotline"


class OrderForm(Form):
    """A number with the channel of orders, and with no other; a subclass has the `channel`."""

    order_number = forms.CharField(
        label=_("工单编号"), max_length=60, required=False, help_text=_("12345 工单填写；同一工单不会登记两次")
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        typed["order_number"] = narrow(typed.get("order_number") or "").upper().replace(" ", "")
        is_order = typed.get("channel") == HOTLINE
        if is_order and not typed.get("order_number"):
            self.add_error("order_number", _("写明工单编号"))
        if not is_order:
            typed["order_number"] = ""
        return typed
