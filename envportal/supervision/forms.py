"""What may be asked of the lists, and what is typed about a card."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.deadlines.enums import Matter
from envportal.deadlines.queries import past, soon
from envportal.supervision import queries
from envportal.supervision.enums import LATER, Colour, Shown, Tell, When
from envportal.supervision.queries import cases, figures, pauses
from envportal.supervision.queries.scope import standing
from envportal.web.forms import ChineseDateField, Form

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import User
    from envportal.cases.models import Case
    from envportal.deadlines.models import Clock
    from envportal.supervision.models import Card
    from envportal.supervision.queries.pauses import Fact

ANY = ("", _("不限"))
UNASSIGNED = ("0", _("未分科室"))
NOBODY = ("0", _("还没有经办人"))
STATES = (
    ("running", _("计时中")),
    ("soon", _("两日内到期")),
    ("late", _("已超期")),
    ("paused", _("暂停中")),
    ("overlong", _("暂停过久")),
)
CASE_STATES = (
    ("open", _("在办")),
    ("ended", _("已办结")),
    ("kept", _("按期办结")),
    ("missed", _("误期办结")),
    ("by_one", _("审查和科室审核由同一人办理")),
    ("delegated", _("有步骤受委托办理")),
)
ODD = (
    ("late", _("期限将满才暂停")),
    ("repeated", _("同一情形再次暂停")),
    ("silent", _("申请人没有动作")),
)
CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-5"}


class WatchForm(Form):
    """What every list can be narrowed by: words, section, holder, and the bureau where there are several."""

    q = forms.CharField(label=_("编号、项目、经办人"), required=False, max_length=100)
    bureau = forms.ChoiceField(label=_("局"), required=False)
    section = forms.ChoiceField(label=_("科室"), required=False)
    holder = forms.ChoiceField(label=_("在谁手里"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bureaus = [(str(bureau.pk), bureau.name) for bureau in queries.bureaus_in_view(user)]
        several = len(bureaus) > 1
        sections = [
            (str(section.pk), f"{section.bureau.name} {section.name}" if several else section.name)
            for section in queries.sections_in_view(user)
        ]
        holders = [(str(holder.pk), holder.name) for holder in queries.holders_in_view(user)]
        self._offer("bureau", [ANY, *bureaus])
        self._offer("section", [ANY, *sections, UNASSIGNED])
        self._offer("holder", [ANY, *holders, NOBODY])
        if not several:
            self.fields["bureau"].widget = forms.HiddenInput()

    def _offer(self, name: str, choices: list[tuple[str, object]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def found(self, case: str = "case__") -> Q:
        """Cases by number, title or holder, of a bureau, in a section, in somebody's hands."""
        where = Q()
        for name in ("bureau", "section", "holder"):
            if asked := self.cleaned_data[name]:
                where &= Q(**{f"{case}{name}": int(asked) or None})
        return self._words(case) & where

    def _words(self, case: str) -> Q:
        q = self.cleaned_data["q"]
        places = ("number", "title", "holder__name")
        return reduce(or_, (Q(**{f"{case}{place}__icontains": q}) for place in places)) if q else Q()


class ClockFilter(WatchForm):
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *STATES])
    matter = forms.ChoiceField(label=_("事项"), required=False, choices=[ANY, *Matter.choices])

    def filter(self, clocks: QuerySet[Clock]) -> QuerySet[Clock]:
        at, asked = timezone.now(), self.cleaned_data
        states = {
            "running": Q(state="running"), "soon": soon(at, figures.SOON), "late": past(at),
            "paused": figures.paused(), "overlong": figures.overlong(at),
        }  # fmt: skip
        matter = Q(matter=asked["matter"]) if asked["matter"] else Q()
        return clocks.filter(self.found(), states.get(asked["state"], Q()), matter)


class CardFilter(WatchForm):
    colour = forms.ChoiceField(label=_("牌色"), required=False, choices=[ANY, *Colour.choices])
    show = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *Shown.choices])
    removed_since = forms.DateField(label=_("消牌不早于"), required=False, widget=forms.HiddenInput())

    def filter(self, cards: QuerySet[Card]) -> QuerySet[Card]:
        asked = self.cleaned_data
        shown = {
            Shown.OPEN: standing(),
            Shown.UNEXPLAINED: standing() & Q(colour=Colour.RED, explanation=""),
            Shown.ASKED: standing() & Q(removal_asked_by__isnull=False),
            Shown.ESCALATED: standing() & figures.escalated(),
            Shown.REMOVED: Q(removed_at__isnull=False),
        }
        colour = Q(colour=asked["colour"]) if asked["colour"] else Q()
        removed = Q(removed_at__date__gte=asked["removed_since"]) if asked["removed_since"] else Q()
        return cards.filter(self.found(), colour, removed, shown.get(asked["show"], Q()))


class CaseFilter(WatchForm):
    """Cases by how they stand, by when they ended or were received, and by when they are due."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *CASE_STATES])
    first = ChineseDateField(label=_("办结或收件日，从"), required=False)
    last = ChineseDateField(label=_("到"), required=False)
    due_from = forms.DateField(required=False, widget=forms.HiddenInput())
    due_to = forms.DateField(required=False, widget=forms.HiddenInput())

    def filter(self, found: QuerySet[Case]) -> QuerySet[Case]:
        asked = self.cleaned_data
        states = {
            "open": cases.OPEN, "ended": cases.ENDED, "kept": cases.KEPT, "missed": cases.MISSED,
            "by_one": cases.BY_ONE, "delegated": cases.DELEGATED,
        }  # fmt: skip
        due = Q(due__gte=asked["due_from"]) if asked["due_from"] else Q()
        due &= Q(due__lte=asked["due_to"]) if asked["due_to"] else Q()
        period = cases.in_period(asked["first"], asked["last"])
        return found.filter(self.found(""), states.get(asked["state"], Q()), period, due)


class PauseFilter(CaseFilter):
    """The same cases, and which of their pauses."""

    odd = forms.ChoiceField(label=_("哪些暂停"), required=False, choices=[ANY, *ODD])

    def pauses(self, found: QuerySet[Case], today: date) -> list[Fact]:
        cases_found = self.filter(found) if self.is_valid() else found
        odd = self.cleaned_data.get("odd") if self.is_valid() else ""
        facts = pauses.facts(cases_found, today)
        return [fact for fact in facts if getattr(fact, f"is_{odd}")] if odd else facts


class ExplainForm(Form):
    explanation = forms.CharField(
        label=_("为什么超期"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写清哪一步、哪天、因何延误；写后不能改，监察人员和局领导都能看到。"),
        error_messages={"required": _("写明超期的原因")},
    )  # fmt: skip


class CodeForm(Form):
    """The second factor, on the page of the step."""

    code = forms.CharField(
        label=_("动态验证码"), max_length=10, help_text=_("验证器上现在显示的 6 位数字"),
        widget=forms.TextInput(attrs=CODE), error_messages={"required": _("填写验证器上的 6 位数字")},
    )  # fmt: skip


class AskRemovalForm(CodeForm):
    why = forms.CharField(
        label=_("消牌理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("例如：届满日因日历更正后移；理由长期可查。"), error_messages={"required": _("写明消牌的理由")},
    )  # fmt: skip
    field_order = ("why", "code")


class KeepForm(Form):
    why = forms.CharField(
        label=_("不同意消牌的理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("写明不同意消牌的理由")},
    )  # fmt: skip


class LadderForm(Form):
    """A bureau's own table of who is told: a line a step, an empty one tells nobody."""

    matter = forms.ChoiceField(label=_("事项"), required=False, choices=[ANY, *Matter.choices])
    valid_from = ChineseDateField(
        label=_("施行日"), help_text=_("今天或以后；以前开出的牌仍按开牌当天的规则")
    )  # fmt: skip
    why = forms.CharField(
        label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("写明为什么改")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for when in When:
            if when in LATER:
                self.fields[f"days_{when}"] = forms.IntegerField(
                    label=_("%(when)s：满几个工作日") % {"when": when.label}, required=False, min_value=1, max_value=60,
                    widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
                )  # fmt: skip
            self.fields[f"tells_{when}"] = forms.MultipleChoiceField(
                label=_("%(when)s：告知谁") % {"when": when.label}, required=False, choices=Tell.choices,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The fields as one version with its steps."""
        typed = super().clean() or {}
        rungs = [self._rung(typed, when) for when in When if typed.get(f"tells_{when}")]
        if not rungs and not self.errors:
            self.add_error(f"tells_{When.RED}", _("至少有一步要告知人"))
        return {name: typed.get(name) for name in ("matter", "valid_from", "why")} | {"rungs": rungs}

    def _rung(self, typed: dict[str, Any], when: When) -> dict[str, Any]:
        days = typed.get(f"days_{when}") or 0
        if when in LATER and not days and f"days_{when}" not in self.errors:
            self.add_error(f"days_{when}", _("写明满几个工作日，例如 3"))
        return {"when": str(when), "days": days, "tells": typed[f"tells_{when}"]}


class DeclineForm(Form):
    why = forms.CharField(
        label=_("退回理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("写明退回的理由")},
    )  # fmt: skip
