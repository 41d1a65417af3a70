"""What people type about zones and their plans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from approvals.zones.models import Zone
from envportal.cases.enums import Pollutant
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField

if TYPE_CHECKING:
    from django.db.models import QuerySet

INDUSTRY = re.compile(r"([A-T]?\d{2,4})[\s　]+(.{1,180})")


def words(label: Any, *, rows: int = 4, longest: int = 4000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class ZoneForm(Form):
    code = forms.SlugField(label=_("代号"), max_length=30, help_text=_("公开页面的地址，例如 yunxi-park"))
    name = forms.CharField(label=_("名称"), max_length=100)
    place = forms.CharField(label=_("四至范围"), max_length=300)
    body = forms.CharField(label=_("管理机构"), max_length=100)


class BeginForm(Form):
    zone = forms.ModelChoiceField(label=_("开发区"), queryset=Zone.objects.none(), empty_label=None)

    def __init__(self, *args: Any, zones: QuerySet[Zone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].queryset = zones  # type: ignore[attr-defined]


class NoteForm(Form):
    note = words(_("说明"), rows=3, longest=500, error_messages={"required": _("写明做了什么，或者为什么")})


class StepForm(NoteForm):
    on = ChineseDateField(
        label=_("哪一天"), required=False, help_text=_("时限从这一天起算：送审的写收到报告书的日期。不填就是今天")
    )


class ConclusionForm(Form):
    """The opinion of the review group, as far as it binds projects."""

    opinion_number = forms.CharField(label=_("审查意见文号"), max_length=100)
    opinion_on = ChineseDateField(label=_("审查意见日期"))
    valid_to = ChineseDateField(label=_("规划期末"), required=False, help_text=_("没有写明的不填"))
    opinion = words(_("审查意见要点"))
    simplifies = forms.BooleanField(
        label=_("符合规划环评的项目可以简化公众参与"), required=False,
        help_text=_("环境影响评价公众参与办法第31条：免首次公开和张贴，征求意见 5 个工作日"),
    )  # fmt: skip
    industries = words(
        _("负面清单：行业，一行一个"),
        required=False,
        help_text=_("先写行业代码，再写名称，例如 C2221 机制纸及纸板制造"),
    )
    processes = words(_("负面清单：工艺或者产品，一行一个"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pollutant in Pollutant:
            self.fields[f"total_{pollutant}"] = PlainDecimalField(
                label=_("总量上限：%(name)s，吨/年") % {"name": pollutant.label}, required=False, min_value=0,
                max_digits=14, decimal_places=4, help_text=_("没有规定的不填"),
            )  # fmt: skip

    def clean_industries(self) -> list[tuple[str, str]]:
        found = []
        for line in self.cleaned_data["industries"].splitlines():
            if line.strip():
                told = INDUSTRY.fullmatch(line.strip())
                if told is None:
                    raise forms.ValidationError(
                        _now("“%(line)s”：先写行业代码，空一格，再写名称") % {"line": line[:40]}
                    )
                found.append((told[1], told[2].strip()))
        return found

    def clean_processes(self) -> list[str]:
        return [line.strip()[:200] for line in self.cleaned_data["processes"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        amounts = {str(one): typed.pop(f"total_{one}", None) for one in Pollutant}
        typed["totals"] = {name: amount for name, amount in amounts.items() if amount is not None}
        opened, until = typed.get("opinion_on"), typed.get("valid_to")
        if opened and until and until <= opened:
            self.add_error("valid_to", _("规划期末应当晚于审查意见日期"))
        return typed


class PlaceForm(Form):
    zone = forms.ModelChoiceField(
        label=_("项目所在的开发区"), queryset=Zone.objects.none(), required=False, empty_label=_("不在开发区内")
    )
    is_banned = forms.BooleanField(label=_("有负面清单所列的工艺或者产品"), required=False)
    process = forms.CharField(
        label=_("是哪一项"), max_length=300, required=False, help_text=_("照负面清单写；没有的不填")
    )

    def __init__(self, *args: Any, zones: QuerySet[Zone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].queryset = zones  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("is_banned") and not typed.get("process"):
            self.add_error("process", _("写明是负面清单的哪一项"))
        return typed


class Find(Form):
    q = forms.CharField(label=_("开发区、编号"), required=False)

    def filter(self, rows: Any) -> Any:
        found = self.cleaned_data["q"]
        by_name = rows.filter(zone__name__icontains=found) | rows.filter(case__number__icontains=found)
        return by_name if found else rows
