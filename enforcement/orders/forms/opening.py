"""What begins a case, the calculator, and how lists are narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enforcement.orders.forms.base import LinesField, one_of, words
from enforcement.orders.models import Order
from enforcement.orders.rules import tables
from envportal.accounts.enums import Role
from envportal.accounts.models import Enterprise, User
from envportal.accounts.queries import enterprises_of, staff_with
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField

if TYPE_CHECKING:
    from django.db.models import QuerySet


def violation_choices() -> list[tuple[str, str]]:
    return list(tables.violations().items())


class OpeningForm(Form):
    enterprise = forms.ModelChoiceField(label=_("企业"), queryset=Enterprise.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises_of(user.bureau)  # type: ignore[attr-defined]


class OrderForm(OpeningForm):
    violation = forms.ChoiceField(label=_("违法行为"), choices=violation_choices)
    facts = words(_("违法事实"))
    evidence = LinesField(label=_("证据，一行一项"))
    corrections = LinesField(label=_("改正要求，一行一项"))
    within = ChineseDateField(label=_("改正期限"))
    monitored_on = ChineseDateField(
        label=_("取得监测报告的日期"), required=False, help_text=_("据监测报告责令改正的，三个工作日内制发")
    )
    is_person = forms.BooleanField(label=_("当事人是个人"), required=False, help_text=_("公示时只公开姓"))


class PenaltyForm(OpeningForm):
    order = forms.ModelChoiceField(
        label=_("责令改正决定"), queryset=Order.objects.none(), required=False, empty_label="—",
        help_text=_("同一违法行为已经责令改正的，在这里选定"),
    )  # fmt: skip
    violation = forms.ChoiceField(label=_("违法行为"), choices=violation_choices)
    facts = words(_("违法事实"))
    act_from = ChineseDateField(label=_("违法行为开始日期"))
    act_until = ChineseDateField(label=_("违法行为终了日期"), required=False, help_text=_("还在继续的不填"))
    discovered_on = ChineseDateField(label=_("发现日期"))
    is_harmful = forms.BooleanField(label=_("造成环境污染或者生态破坏"), required=False)
    is_person = forms.BooleanField(label=_("当事人是个人"), required=False, help_text=_("公示时只公开姓"))
    investment = PlainDecimalField(
        label=_("总投资额，元"), required=False, min_value=0, max_digits=16, decimal_places=2,
        help_text=_("按总投资额的比例罚款的必须填写"),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        own = Order.objects.filter(case__bureau=user.bureau, served_on__isnull=False).select_related("case")
        self.fields["order"].queryset = own.order_by("-pk")  # type: ignore[attr-defined]
        self.fields["order"].label_from_instance = lambda one: f"{one.case.number} {one.case.title}"  # type: ignore[attr-defined]


class SealingForm(OpeningForm):
    place = forms.CharField(label=_("地点"), max_length=200)
    facts = words(_("事实和理由"))
    law = forms.CharField(label=_("依据"), max_length=300)
    is_person = forms.BooleanField(label=_("当事人是个人"), required=False, help_text=_("公示时只公开姓"))
    second = forms.ModelChoiceField(label=_("另一名执法人员"), queryset=User.objects.none(), empty_label=None)
    items = LinesField(label=_("清单，一行一项"), help_text=_("写名称，空一格，再写数量，例如 排风机 2台"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        others = staff_with(user.bureau, Role.INSPECTOR) if user.bureau else User.objects.none()
        self.fields["second"].queryset = others.exclude(pk=user.pk)  # type: ignore[attr-defined]

    def clean_items(self) -> list[tuple[str, str, str]]:
        return [_item(line) for line in self.cleaned_data["items"]]


def _item(line: str) -> tuple[str, str, str]:
    name, _blank, quantity = line.partition(" ")
    return name[:120], quantity.strip()[:60] or "1", ""


class CalculatorForm(Form):
    """The table of discretion for everybody who proposes, reviews or decides."""

    violation = forms.ChoiceField(label=_("违法行为"), choices=violation_choices)
    act_on = ChineseDateField(label=_("违法行为终了日期"))
    decided_on = ChineseDateField(label=_("作出决定的日期"))
    investment = PlainDecimalField(
        label=_("总投资额，元"), required=False, min_value=0, max_digits=16, decimal_places=2,
        help_text=_("按总投资额的比例罚款的必须填写"),
    )  # fmt: skip
    is_serious = forms.BooleanField(label=_("情节严重"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for factor, steps in tables.discretion().items():
            choices = [(one.step, f"{one.step_name}（{one.points}）") for one in steps]
            self.fields[f"step_{factor}"] = one_of(steps[0].factor_name, choices)

    @property
    def steps(self) -> dict[str, str]:
        return {name[5:]: value for name, value in self.cleaned_data.items() if name.startswith("step_")}


class Find(Form):
    words = forms.CharField(label=_("编号、企业"), required=False)
    is_open = forms.ChoiceField(
        label=_("范围"), required=False, choices=[("", _("全部")), ("open", _("在办")), ("closed", _("已办结"))]
    )

    def filter(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["words"]:
            named = Q(case__number__icontains=asked["words"]) | Q(case__enterprise__name__icontains=asked["words"])
            named |= Q(case__enterprise=None, case__title__icontains=asked["words"])
            rows = rows.filter(named)
        if asked["is_open"]:
            rows = rows.filter(case__closed_on__isnull=asked["is_open"] == "open")
        return rows
