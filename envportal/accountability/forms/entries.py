"""What is typed about the self-examination ledger and about return calls."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accountability.enums import CallState, EntryState, NamedBy, Result
from envportal.accountability.forms.records import words
from envportal.accounts.models import User
from envportal.web.forms import ChineseDateField, Form, UploadField

EVERY = ("", _("全部"))


class EntryForm(Form):
    problem = words(_("问题"), rows=4, longest=1000, help_text=_("台账向社会公开：不写人名、电话和证件号码。"))
    named_by = forms.ChoiceField(label=_("谁提出的"), choices=NamedBy.choices)
    source = forms.CharField(
        label=_("从哪里来（可不填）"), max_length=200, required=False, help_text=_("只在局内看，如“11 月 5 日意见箱”。")
    )
    about = forms.CharField(label=_("有关案件的编号（可不填）"), max_length=60, required=False)
    measure = words(_("整改措施"), rows=4, longest=1000)
    holder = forms.ModelChoiceField(label=_("责任人"), queryset=User.objects.none())
    due_on = ChineseDateField(label=_("整改期限"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(bureau=user.bureau_id, is_active=True, bureau__isnull=False, grants__isnull=False)
        self.fields["holder"].queryset = people.distinct().order_by("name", "pk")  # type: ignore[attr-defined]


class FinishForm(Form):
    words = words(_("整改情况"), rows=4, longest=1000, help_text=_("向社会公开：不写人名、电话和证件号码。"))
    file = UploadField(label=_("证明材料（PDF，可不传）"), required=False)


class WordsForm(Form):
    words = words(_("看到了什么"), rows=3, longest=500)


class ReasonForm(Form):
    reason = words(_("哪里没有改好"), rows=3, longest=500)


class CallForm(Form):
    result = forms.ChoiceField(label=_("回访结果"), choices=Result.choices, widget=forms.RadioSelect)
    words = words(_("回访情况"), rows=4, longest=1000, help_text=_("不写评价人是谁，也不写电话。"))


class FindPublic(Form):
    show = forms.ChoiceField(
        label=_("哪些"), required=False, choices=[EVERY, *EntryState.choices, ("late", _("逾期没有改好的"))]
    )
    named_by = forms.ChoiceField(label=_("谁提出的"), choices=[EVERY, *NamedBy.choices], required=False)

    def filter(self, rows: Any) -> Any:
        told = self.cleaned_data
        if told["show"] == "late":
            rows = rows.filter(~Q(state=EntryState.CHECKED), due_on__lt=timezone.localdate())
        elif told["show"]:
            rows = rows.filter(state=told["show"])
        return rows.filter(named_by=told["named_by"]) if told["named_by"] else rows


class FindEntry(FindPublic):
    q = forms.CharField(label=_("问题、编号"), required=False)
    field_order = ("q", "show", "named_by")

    def filter(self, rows: Any) -> Any:
        rows, asked = super().filter(rows), self.cleaned_data["q"]
        return rows.filter(Q(problem__icontains=asked) | Q(case__number__icontains=asked)) if asked else rows


class FindCall(Form):
    show = forms.ChoiceField(label=_("哪些"), required=False, choices=[EVERY, *CallState.choices])

    def filter(self, rows: Any) -> Any:
        asked = self.cleaned_data["show"]
        return rows.filter(state=asked) if asked else rows
