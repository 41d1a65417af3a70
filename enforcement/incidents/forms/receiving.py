"""接报: what the public, an enterprise and whoever took the call type in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.participation.forms.public import MOST, PostForm
from enforcement.incidents.actions import Caller
from enforcement.incidents.forms.base import MomentField, sensitive, words
from enforcement.incidents.states import TYPED_IN, Sensitive, Source
from envportal.accounts.models import Bureau
from envportal.web.forms import AskForm, Form

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["AskForm", "CallForm", "OwnForm", "PublicForm"]
HEARD = ("what", "place", "division", "occurred_at", "pollutants", "sensitive")


def place() -> forms.CharField:
    return forms.CharField(
        label=_("在哪里"), max_length=200, help_text=_("乡镇、村、路口、河段或者厂名，写得能找到"),
        error_messages={"required": _("写明在哪里，越具体越好")},
    )  # fmt: skip


class PublicForm(PostForm):
    """Without an account: where and what, and as much of oneself as one likes."""

    bureau = forms.ModelChoiceField(
        Bureau.objects.none(), label=_("报告给"), empty_label=None, error_messages={"required": _("选择报告给哪个局")}
    )
    place = place()
    text = forms.CharField(
        label=_("发生了什么"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 6, "maxlength": MOST}),
        help_text=_("看到、闻到什么，有没有人受伤，流向哪里，知道是谁的写出来；最多 5000 字"),
        error_messages={"required": _("写明发生了什么")},
    )  # fmt: skip
    occurred_at = MomentField(label=_("什么时候发生的（可不填）"), required=False)
    sensitive = forms.MultipleChoiceField(
        label=_("附近有没有（可多选）"), choices=Sensitive.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(label=_("姓名（可不填）"), max_length=120, required=False)
    contact = forms.CharField(
        label=_("联系电话（可不填）"),
        max_length=120,
        required=False,
        help_text=_("单独封存、从不公开；方便我们向您核实"),
    )
    field_order = ("bureau", "place", "text", "occurred_at", "sensitive", "name", "contact", "answer")

    def __init__(self, *args: Any, bureaus: QuerySet[Bureau], bureau: Bureau | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bureau"]
        field.queryset, field.initial = bureaus, bureau  # type: ignore[attr-defined]

    def heard(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in HEARD if name in self.cleaned_data}
        return {**told, "what": self.cleaned_data["text"]}

    def caller(self) -> Caller:
        return Caller(self.cleaned_data["name"], self.cleaned_data["contact"])


class HeardForm(Form):
    place = place()
    what = words(
        _("发生了什么"), rows=6, longest=5000, help_text=_("起因、经过、去向，有没有人员受害，已经采取什么措施")
    )
    pollutants = forms.CharField(label=_("主要污染物和数量（可不填）"), max_length=300, required=False)
    occurred_at = MomentField(label=_("发生时间（可不填）"), required=False)
    sensitive = sensitive()


class OwnForm(HeardForm):
    """The enterprise itself; its name is known."""


class CallForm(HeardForm):
    """Typed in by whoever took the call."""

    source = forms.ChoiceField(
        label=_("信息来源"), choices=[(one.value, one.label) for one in TYPED_IN], initial=Source.TELEPHONE,
        widget=forms.RadioSelect,
    )  # fmt: skip
    discovered_at = MomentField(label=_("接报（发现）时间"), help_text=_("时限从这一分钟起算，昼夜不停"))
    division = forms.CharField(label=_("乡镇街道（可不填）"), max_length=60, required=False)
    name = forms.CharField(
        label=_("报告人姓名（可不填）"), max_length=120, required=False, help_text=_("单独封存，查看要写明理由并留痕")
    )
    contact = forms.CharField(label=_("报告人联系方式（可不填）"), max_length=120, required=False)
    field_order = (
        "source", "discovered_at", "place", "division", "what", "pollutants", "occurred_at", "sensitive", "name",
        "contact",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        return {**typed, "caller": Caller(typed.pop("name", ""), typed.pop("contact", ""))}
