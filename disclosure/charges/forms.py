"""What somebody who was charged types, and what the supervisor answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.charges.enums import Outcome
from envportal.accounts.models import Bureau
from envportal.web.forms import Form, PlainDecimalField, PostedForm

if TYPE_CHECKING:
    from django.db.models import QuerySet


def words(label: Any, *, rows: int = 5, longest: int = 2000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def money(label: Any, **kwargs: Any) -> PlainDecimalField:
    return PlainDecimalField(label=label, max_digits=12, decimal_places=2, min_value=0.01, required=False, **kwargs)


class ComplainForm(PostedForm):
    bureau = forms.ModelChoiceField(Bureau.objects.none(), label=_("哪个局办的事"), empty_label=None)
    charged_by = forms.CharField(
        label=_("谁收的"), max_length=120, help_text=_("人、单位或者窗口，例如 二楼三号窗口"),
        error_messages={"required": _("写明谁收的；不知道名字的，写在哪里、什么样的人")},
    )  # fmt: skip
    amount = money(_("多少元（可不填）"))
    about = forms.CharField(
        label=_("为哪一件事（可不填）"), max_length=200, required=False, help_text=_("申请的编号或者项目名称")
    )
    what = words(
        _("怎么回事"), help_text=_("什么时候、以什么名义、怎么付的、有没有收据"),
        error_messages={"required": _("写明怎么回事")},
    )  # fmt: skip
    contact = forms.CharField(
        label=_("怎样联系您（可不填）"), max_length=120, required=False,
        help_text=_("只有效能监察人员看得到；不留也会查办，凭编号和查询码看结果"),
    )  # fmt: skip
    field_order = ("bureau", "charged_by", "amount", "about", "what", "contact", "answer")

    def __init__(self, *args: Any, bureaus: QuerySet[Bureau], bureau: Bureau | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bureau"].queryset = bureaus  # type: ignore[attr-defined]
        self.fields["bureau"].initial = bureau

    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("charged_by", "amount", "about", "what", "contact")}


class AnswerForm(Form):
    outcome = forms.ChoiceField(
        label=_("查办结果"), choices=Outcome.choices, widget=forms.RadioSelect,
        error_messages={"required": _("选择查办结果")},
    )  # fmt: skip
    answer = words(
        _("答复"),
        help_text=_("投诉的人凭查询码看到；不写投诉人的姓名"),
        error_messages={"required": _("写明怎么查的、怎么办的")},
    )
    refunded = money(_("退还多少元"), help_text=_("查实收了费的才填"))


class Find(Form):
    state = forms.ChoiceField(
        label=_("状态"), choices=[("", _("全部")), ("open", _("没有答复的")), *Outcome.choices], required=False
    )

    def filter(self, rows: Any) -> Any:
        state = self.cleaned_data["state"]
        if state == "open":
            return rows.filter(outcome="")
        return rows.filter(outcome=state) if state else rows
