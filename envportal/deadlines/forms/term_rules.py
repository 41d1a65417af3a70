"""What may be typed on the pages of the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envportal.deadlines.enums import PROCEDURES, Matter, Unit
from envportal.deadlines.forms.calculator import CalendarDateField
from envportal.web.forms import Form
from envportal.workdays.calendar import MOST

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from envportal.deadlines.models import TermRule

ANY = ("", _("不限"))
UNVERIFIED, LAW, PLEDGES = "unverified", "law", "bureau"


class RuleFilter(Form):
    """What the list of limits can be narrowed by."""

    q = forms.CharField(label=_("事项、依据、条款"), required=False, max_length=100)
    matter = forms.ChoiceField(label=_("事项"), required=False)
    show = forms.ChoiceField(
        label=_("范围"),
        required=False,
        choices=[ANY, (UNVERIFIED, _("条文还没有人核对")), (LAW, _("法定")), (PLEDGES, _("本局自定"))],
    )
    on = CalendarDateField(label=_("这一天施行的"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = [ANY, *_grouped()]  # type: ignore[attr-defined]

    def filter(self, rules: QuerySet[TermRule]) -> QuerySet[TermRule]:
        asked = self.cleaned_data
        shown = {UNVERIFIED: Q(verified_on=None), LAW: Q(bureau=None), PLEDGES: Q(bureau__isnull=False)}
        found = rules.filter(shown.get(asked["show"], Q()))
        if asked["matter"]:
            found = found.filter(matter=asked["matter"])
        if asked["on"]:
            found = found.filter(Q(valid_to=None) | Q(valid_to__gte=asked["on"]), valid_from__lte=asked["on"])
        return found.filter(_words(asked["q"])) if asked["q"] else found


def _words(typed: str) -> Q:
    named = [matter.value for matter in Matter if typed in str(matter.label)]
    return Q(matter__in=named) | Q(act__icontains=typed) | Q(article__icontains=typed) | Q(ref__iexact=typed)


def _grouped() -> list[tuple[object, list[tuple[str, object]]]]:
    """The matters under the heading of their procedure."""
    groups: list[tuple[object, list[tuple[str, object]]]] = []
    for matter in Matter:
        if matter in PROCEDURES:
            groups.append((PROCEDURES[matter], []))
        groups[-1][1].append((matter.value, matter.label))
    return groups


class VersionForm(Form):
    """A new version of a limit."""

    amount = forms.IntegerField(label=_("数量（0 为当日）"), min_value=0, max_value=MOST)
    unit = forms.ChoiceField(label=pgettext_lazy("of time", "单位"), choices=Unit.choices)
    act = forms.CharField(label=_("依据"), max_length=100)
    article = forms.CharField(label=_("条款"), max_length=60, required=False)
    valid_from = CalendarDateField(label=_("自哪一天起施行"))
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(Form):
    answer = forms.CharField(label=_("不同意的理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
