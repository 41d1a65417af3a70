"""What is typed of a campaign: its plan, and how it ended."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from enforcement.campaigns.rules.kinds import choices, kind_of
from enforcement.campaigns.states import Indicator, State
from envportal.accounts.enums import Role
from envportal.accounts.models import Section, User
from envportal.accounts.queries import staff_with
from envportal.cases.enums import Pollutant
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField

if TYPE_CHECKING:
    from envportal.accounts.models import Bureau


def words(label: Any, *, rows: int = 3, longest: int = 1000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class PlanForm(Form):
    """A campaign as it is planned."""

    kind = forms.ChoiceField(label=_("种类"), choices=choices)
    name = forms.CharField(label=_("行动名称"), max_length=200, help_text=_("例如 2026 年燃煤锅炉整治"))
    basis = forms.CharField(
        label=_("依据文件"),
        max_length=300,
        help_text=_("文件名称和文号，例如 云溪市大气污染防治方案（云政办〔2026〕12号）"),
    )
    from_on = ChineseDateField(label=_("开始日期"))
    to_on = ChineseDateField(label=_("结束日期"))
    section = forms.ModelChoiceField(label=_("责任科室"), queryset=Section.objects.none())
    leader = forms.ModelChoiceField(label=_("负责的局领导"), queryset=User.objects.none())
    target_rate = PlainDecimalField(
        label=_("目标（百分比）"), max_digits=5, decimal_places=2, min_value=Decimal("0.01"), max_value=Decimal(100),
        help_text=_("全部完成写 100；处理率达到 75% 写 75"),
    )  # fmt: skip
    aim = forms.CharField(label=_("目标怎么说的（可不填）"), max_length=300, required=False)
    pollutant = forms.ChoiceField(
        label=_("减排的污染物"), required=False, choices=[("", _("不减排，或者不是这些污染物")), *Pollutant.choices]
    )
    reduction_aim = PlainDecimalField(
        label=_("减排目标"), max_digits=14, decimal_places=3, min_value=0, required=False,
        help_text=_("没有减排目标的不填"),
    )  # fmt: skip
    reduction_unit = forms.CharField(
        label=_("减排的单位"), max_length=20, required=False, help_text=_("例如 吨/年、万立方米/年")
    )
    measures = words(_("主要措施"), rows=4, longest=2000, required=False)
    is_public = forms.BooleanField(
        label=_("向社会公开清单和进度"), required=False, initial=True,
        help_text=_("由信息公开编辑核对后发布；个人只公开姓和乡镇"),
    )  # fmt: skip

    def __init__(self, *args: Any, bureau: Bureau | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = Section.objects.filter(bureau=bureau).order_by("name", "pk")  # type: ignore[attr-defined]
        if bureau is not None:
            self.fields["leader"].queryset = staff_with(bureau, Role.LEADER).distinct()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        begins, ends = typed.get("from_on"), typed.get("to_on")
        if begins and ends and ends < begins:
            self.add_error("to_on", _now("结束日期早于开始日期，请核对"))
        if typed.get("reduction_aim") and not typed.get("reduction_unit"):
            self.add_error("reduction_unit", _now("写明减排的单位，例如 吨/年"))
        self._check_indicator(typed)
        typed["reduction_aim"] = typed.get("reduction_aim") or None
        return typed

    def _check_indicator(self, typed: dict[str, Any]) -> None:
        kind = typed.get("kind")
        if kind and kind_of(kind).indicator == Indicator.REDUCTION and not typed.get("reduction_aim"):
            self.add_error("reduction_aim", _now("这一种行动按减排量计算，写明减排目标"))


class WhyForm(Form):
    why = words(_("理由"), longest=500)


class CloseForm(Form):
    """The result is counted; what it means is written."""

    result_words = words(_("总结"), rows=5, longest=4000, help_text=_("做了什么、效果怎样；会公开"))
    missed_why = words(
        _("没有达到目标的原因"), rows=4, longest=4000, required=False, help_text=_("没有达到目标的必填；会公开")
    )
    onward = words(_("没有完成的对象怎么办"), longest=2000, required=False, help_text=_("例如 转入明年的行动；会公开"))

    def __init__(self, *args: Any, is_met: bool, left: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_met, self.left = is_met, left
        self.fields["missed_why"].required = not is_met
        self.fields["onward"].required = bool(left)


class Find(Form):
    q = forms.CharField(label=_("名称、编号"), required=False)
    kind = forms.ChoiceField(label=_("种类"), required=False, choices=lambda: [("", _("全部")), *choices()])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *State.choices])

    untold = forms.BooleanField(label=_("只看月度进度没有交出的"), required=False)

    def filter(self, rows: Any) -> Any:
        typed = self.cleaned_data
        if typed["untold"]:
            rows = rows.filter(untold_on__isnull=False)
        if typed["q"]:
            rows = rows.filter(case__title__icontains=typed["q"]) | rows.filter(case__number__icontains=typed["q"])
        for name in ("kind", "state"):
            rows = rows.filter(**{name: typed[name]}) if typed[name] else rows
        return rows
