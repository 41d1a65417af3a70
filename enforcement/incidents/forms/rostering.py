"""Who is on call, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enforcement.incidents.actions import Who
from envportal.accounts.models import Section, User
from envportal.web.forms import ChineseDateField, Form

if TYPE_CHECKING:
    from django.db.models import QuerySet


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name}（{obj.section}）" if obj.section else obj.name


class PeopleChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name}（{obj.section}）" if obj.section else obj.name


class WhoForm(Form):
    """Whom to call, by which telephone, and who stands in."""

    person = PersonChoice(User.objects.none(), label=_("值班人"), empty_label=_("请选择"))
    phone = forms.CharField(label=_("值班电话"), max_length=40, help_text=_("打了有人接的号码，只给接报的人看"))
    deputies = PeopleChoice(
        User.objects.none(), label=_("替班人（可多选，可不选）"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "deputies"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if "person" not in typed or "phone" not in typed:
            return typed
        who = Who(typed.pop("person"), typed.pop("phone"), list(typed.pop("deputies", ())))
        return {**typed, "who": who}


class OnCallForm(WhoForm):
    section = forms.ModelChoiceField(Section.objects.none(), label=_("科室"), empty_label=_("请选择"))
    first = ChineseDateField(label=_("从哪一天"))
    last = ChineseDateField(label=_("到哪一天"), help_text=_("两天都算，一次最多排一个月"))
    field_order = ("section", "first", "last", "person", "phone", "deputies")

    def __init__(self, *args: Any, sections: QuerySet[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]


class FindOnCall(Form):
    q = forms.CharField(label=_("值班人"), max_length=60, required=False)
    past = forms.BooleanField(label=_("以前的也看"), required=False)

    def filter(self, rows: Any) -> Any:
        typed = self.cleaned_data
        if typed["q"]:
            rows = rows.filter(person__name__icontains=typed["q"])
        return rows if typed["past"] else rows.filter(day__gte=timezone.localdate())
