"""What officers, heads and leaders type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.green.states import State
from envportal.web.forms import ChineseDateField, Form

if TYPE_CHECKING:
    from collections.abc import Sequence


def words(label: Any, *, rows: int = 3, longest: int = 300, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class AskForm(Form):
    criterion = forms.ChoiceField(
        label=_("符合哪一条"), widget=forms.RadioSelect, error_messages={"required": _("选择符合认定办法的哪一条")}
    )
    reason = words(_("理由"), longest=500, error_messages={"required": _("写明本项目为什么符合这一条")})

    def __init__(self, *args: Any, lines: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = [(line, line) for line in lines]  # type: ignore[attr-defined]


class GrantForm(Form):
    ends_on = ChineseDateField(label=_("最后一天"), help_text=_("到这一天为止优先；以后自动退出"))


class ReasonForm(Form):
    reason = words(_("理由"), error_messages={"required": _("写明理由")})


class DefinitionForm(Form):
    """A version of the definition, as it will be published."""

    valid_from = ChineseDateField(label=_("从哪一天起施行"))
    criteria = words(
        _("哪些项目可以进入"), rows=6, longest=4000, help_text=_("一行一条，照此公布"),
        error_messages={"required": _("逐条写明哪些项目可以进入")},
    )  # fmt: skip
    source = forms.CharField(label=_("依据的文件"), max_length=200)
    longest = forms.IntegerField(
        label=_("最长多少天（自然日）"), min_value=1, max_value=730, initial=180,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={
            "required": _("写明最长多少天"), "invalid": _("只写天数，例如 180"), "min_value": _("天数在 1 到 730 之间"),
            "max_value": _("天数在 1 到 730 之间"),
        },
    )  # fmt: skip


class Find(Form):
    """The filter above both lists."""

    state_field = "state"

    q = forms.CharField(label=_("项目、企业"), required=False)
    state = forms.ChoiceField(
        label=_("状态"),
        choices=[("", _("全部")), (State.GRANTED, _("已进入绿色通道")), (State.ENDED, State.ENDED.label)],
        required=False,
    )  # fmt: skip

    def filter(self, rows: Any) -> Any:
        found, state = self.cleaned_data["q"], self.cleaned_data["state"]
        if found:
            rows = rows.filter(Q(case__title__icontains=found) | Q(case__enterprise__name__icontains=found))
        return rows.filter(**{self.state_field: state}) if state else rows


class FindTold(Find):
    """The same, of what the public reads."""

    state_field = "told_state"
