"""委托: what the document says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from envportal.accounts.enums import DelegatedKind, Power
from envportal.accounts.models import User
from envportal.web.forms import ChineseDateField, Form

if TYPE_CHECKING:
    from django.db.models import QuerySet


class DelegationForm(Form):
    """One power to one colleague, for days and kinds, by a document with a number."""

    power = forms.ChoiceField(
        label=_("委托什么"), choices=Power.choices, widget=forms.RadioSelect,
        error_messages={"required": _("选择委托什么")},
    )  # fmt: skip
    holder: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        User.objects.none(), label=_("委托给谁"), empty_label=_("请选择"),
        help_text=_("办理过同一件审批其他环节的人，受托后也不能办理那一件"),
        error_messages={"required": _("选择委托给谁")},
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("哪些文件"), choices=DelegatedKind.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("报告书的审批决定由局领导签发，不能委托"), error_messages={"required": _("至少选一类文件")},
    )  # fmt: skip
    valid_from = ChineseDateField(label=_("自哪一天"))
    valid_to = ChineseDateField(label=_("至哪一天"), help_text=_("含这一天；最长 30 天，到期自行失效"))
    basis = forms.CharField(
        label=_("委托书文号"), max_length=100, error_messages={"required": _("写明委托书的文号")}
    )  # fmt: skip
    why = forms.CharField(
        label=_("为什么委托"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("会公布，例如：出差"), error_messages={"required": _("写明为什么委托")},
    )  # fmt: skip

    def __init__(self, *args: Any, powers: list[Power], people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["power"].choices = [(power.value, power.label) for power in powers]  # type: ignore[attr-defined]
        self.fields["holder"].queryset = people  # type: ignore[attr-defined]
        self.fields["holder"].label_from_instance = _named  # type: ignore[attr-defined]


def _named(person: User) -> str:
    return " ".join(filter(None, (person.name, str(person.section or ""), person.title)))


class ReasonForm(Form):
    """Why it is declined, or ended early."""

    reason = forms.CharField(
        label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("会公布"),
        error_messages={"required": _("写明理由")},
    )  # fmt: skip
