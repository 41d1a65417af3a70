"""What may be asked of the lists, and what is typed about a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.deadlines.enums import Matter
from envportal.deadlines.queries import past, soon
from envportal.supervision.enums import Colour, Shown
from envportal.supervision.queries import figures
from envportal.supervision.queries.scope import standing
from envportal.web.forms import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from envportal.accounts.models import Section
    from envportal.deadlines.models import Clock
    from envportal.supervision.models import Card

ANY = ("", _("不限"))
UNASSIGNED = ("0", _("未分科室"))
STATES = (
    ("running", _("计时中")),
    ("soon", _("两日内到期")),
    ("late", _("已超期")),
    ("paused", _("暂停中")),
    ("overlong", _("暂停过久")),
)
CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-5"}


class WatchForm(Form):
    """What both lists can be narrowed by."""

    q = forms.CharField(label=_("编号、项目、经办人"), required=False, max_length=100)
    section = forms.ChoiceField(label=_("科室"), required=False)

    def __init__(self, *args: Any, sections: Iterable[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(section.pk), f"{section.bureau.name} {section.name}") for section in sections]
        self.fields["section"].choices = [ANY, *named, UNASSIGNED]  # type: ignore[attr-defined]

    def found(self) -> Q:
        """Cases by number, title or holder, in a section."""
        q, section = self.cleaned_data["q"], self.cleaned_data["section"]
        words = Q(case__number__icontains=q) | Q(case__title__icontains=q) | Q(case__holder__name__icontains=q)
        where = Q(case__section=int(section) or None) if section else Q()
        return (words if q else Q()) & where


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

    def filter(self, cards: QuerySet[Card]) -> QuerySet[Card]:
        asked = self.cleaned_data
        shown = {
            Shown.OPEN: standing(),
            Shown.UNEXPLAINED: standing() & Q(colour=Colour.RED, explanation=""),
            Shown.ASKED: standing() & Q(removal_asked_by__isnull=False),
            Shown.REMOVED: Q(removed_at__isnull=False),
        }
        colour = Q(colour=asked["colour"]) if asked["colour"] else Q()
        return cards.filter(self.found(), colour, shown.get(asked["show"], Q()))


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
