"""What whoever comes types, or the clerk for them: which hour, name and telephone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from approvals.appointments.models import Service
from envportal.web.forms import Form, OfReceipt, PostedForm
from envportal.web.forms.text import narrow
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from approvals.appointments.queries.hours import Piece

GONE = _("这一段刚刚约满或者已经开始，请另选时间")


def in_words(piece: Piece) -> str:
    """09:00–09:30 一号窗口（余 2）."""
    told = {"from": f"{piece.starts:%H:%M}", "to": f"{piece.ends:%H:%M}", "counter": piece.counter, "n": piece.left}
    return gettext("%(from)s–%(to)s %(counter)s（余 %(n)s）") % told


def of_one_day(pieces: Iterable[Piece]) -> list[tuple[str, str]]:
    return [(piece.name, in_words(piece)) for piece in pieces if piece.left]


def of_all_days(free: Mapping[date, Iterable[Piece]]) -> list[Any]:
    """Grouped by day, as a list to choose from."""
    found = [(days.short(day), of_one_day(pieces)) for day, pieces in free.items()]
    return [("", _("请选择")), *(group for group in found if group[1])]


class Contact(Form):
    name = forms.CharField(label=_("姓名"), max_length=60, error_messages={"required": _("写明姓名")})
    phone = forms.CharField(
        label=_("电话"), max_length=30, help_text=_("改了时间好告诉您；只有窗口看得到，从不公开"),
        error_messages={"required": _("写明电话，例如 0999-000 0123 或者手机号码")},
    )  # fmt: skip

    def clean_phone(self) -> str:
        typed: str = narrow(self.cleaned_data["phone"]).strip()
        if typed and len(re.sub(r"\D", "", typed)) < 7:
            raise forms.ValidationError(gettext("电话至少 7 位数字，请核对"))
        return typed


class TimeForm(Form):
    """An hour out of all that are free."""

    piece = forms.ChoiceField(label=_("什么时间"), error_messages={"required": _("选择时间"), "invalid_choice": GONE})

    def __init__(self, *args: Any, free: Mapping[date, Iterable[Piece]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["piece"].choices = of_all_days(free)  # type: ignore[attr-defined]


class BookForm(TimeForm, Contact):
    field_order = ("piece", "name", "phone")


class PublicBookForm(Contact, PostedForm):
    """An hour of one day, with the sum that keeps machines out."""

    piece = forms.ChoiceField(
        label=_("什么时间"),
        widget=forms.RadioSelect,
        error_messages={"required": _("选择时间"), "invalid_choice": GONE},
    )
    field_order = ("piece", "name", "phone", "answer")

    def __init__(self, *args: Any, pieces: Iterable[Piece], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["piece"].choices = of_one_day(pieces)  # type: ignore[attr-defined]


class ChangeForm(OfReceipt, TimeForm):
    """Another hour, by number and code."""


class WalkInForm(Form):
    service = forms.ModelChoiceField(
        Service.objects.none(), label=_("办什么"), empty_label=_("请选择"), error_messages={"required": _("选择事项")}
    )
    name = forms.CharField(label=_("称呼"), max_length=60, error_messages={"required": _("写明怎么称呼")})
    phone = forms.CharField(label=_("电话（可不填）"), max_length=30, required=False)

    def __init__(self, *args: Any, services: QuerySet[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
