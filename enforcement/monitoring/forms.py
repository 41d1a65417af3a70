"""What people type about monitoring."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from enforcement.monitoring.rules import names
from enforcement.monitoring.states import Reason, State
from envportal.web.forms import ChineseDateField, Form, UploadField, up_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enforcement.monitoring.models import Parameter, Sample

# 化学需氧量 mg/L 100 GB 8978-1996 表4: name, unit, limit or range, the standard it stands in; "-" for no unit.
# A number has as many digits as its column.
NUMBER = r"\d{1,8}(?:\.\d{1,6})?"
LINE = re.compile(rf"(\S+)\s+(\S+)(?:\s+({NUMBER})(?:[-~～]({NUMBER}))?\s+(\S.*))?")
VALUE = re.compile(rf"([<＜]?)\s*({NUMBER})\s*(L?)")
MOST = 30


def words(label: Any, *, rows: int = 3, longest: int = 1000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def parameter(line: str) -> dict[str, object]:
    """What one line asks for: an upper limit, or both ends of a range. Raises ValidationError with the line in it."""
    told = LINE.fullmatch(line)
    if told is None:
        raise forms.ValidationError(_now("“%(line)s”：写名称、单位、限值、标准，中间空一格") % {"line": line[:40]})
    name, unit, first, second, standard = told.groups()
    low, high = (first, second) if second else (None, first)
    if second and Decimal(second) < Decimal(first):
        raise forms.ValidationError(_now("“%(line)s”：范围从小到大写，例如 6-9") % {"line": line[:40]})
    return {
        "name": name[:60], "unit": "" if unit == "-" else unit[:20], "low": Decimal(low) if low else None,
        "high": Decimal(high) if high else None, "standard": (standard or "")[:200],
    }  # fmt: skip


class AskForm(Form):
    reason = forms.ChoiceField(label=_("用途"), choices=Reason.choices)
    place = forms.CharField(label=_("监测地点"), max_length=200, help_text=_("例如 云溪纸业总排口"))
    laboratory = forms.CharField(label=_("承担监测的机构"), max_length=100)
    parameters = words(
        _("监测项目，一行一个"), rows=5, longest=4000,
        help_text=_(
            "名称、单位、限值、标准，中间空一格，例如 化学需氧量 mg/L 100 GB 8978-1996 表4；没有单位写 -，没有限值不写"
        ),
    )  # fmt: skip
    task = words(_("要求（可不填）"), required=False, help_text=_("频次、工况、平行样等"))

    def clean_parameters(self) -> list[dict[str, object]]:
        lines = [line.strip() for line in self.cleaned_data["parameters"].splitlines() if line.strip()]
        if len(lines) > MOST:
            raise forms.ValidationError(_now("一次最多 %(most)s 个项目") % {"most": MOST})
        found = [parameter(line) for line in lines]
        twice = {str(one["name"]) for one in found if [other["name"] for other in found].count(one["name"]) > 1}
        if twice:
            raise forms.ValidationError(_now("“%(name)s”写了两次") % {"name": "、".join(sorted(twice))})
        return found


class SampleForm(Form):
    code = forms.CharField(label=_("样品编号"), max_length=40)
    point = forms.CharField(label=_("采样点位"), max_length=100)
    taken_at = forms.DateTimeField(
        label=_("采样时间"), input_formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"], help_text=_("例如 2026-10-12 09:30"),
        error_messages={"invalid": _("写成 2026-10-12 09:30 这样")},
    )  # fmt: skip
    taken_by = forms.CharField(label=_("采样人"), max_length=120, help_text=_("两人以上，中间用顿号，例如 张三、李四"))
    witness = forms.CharField(label=_("在场的企业人员"), max_length=120, required=False, help_text=_("姓名和职务"))
    unsigned_why = forms.CharField(
        label=_("没有签名的原因"), max_length=200, required=False, help_text=_("企业人员没有在场或者拒绝签名的，写明")
    )
    kept = forms.CharField(
        label=_("保存和交接"), max_length=200, required=False, help_text=_("保存剂、冷藏、交给谁、几点")
    )

    def clean_taken_by(self) -> str:
        told: str = self.cleaned_data["taken_by"]
        if len(names(told)) < 2:
            raise forms.ValidationError(_now("采样应当有两人以上，写出每个人的姓名"))
        return told

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if bool(typed.get("witness")) == bool(typed.get("unsigned_why")):
            self.add_error("witness", _("写在场的企业人员，或者写没有签名的原因，二者写一项"))
        return typed


class ReportForm(Form):
    """The report and one box for each parameter of each sample: a value, or <value where nothing was found."""

    report_number = forms.CharField(label=_("报告编号"), max_length=60)
    laboratory_mark = forms.CharField(
        label=_("资质认定证书编号"), max_length=60, required=False, help_text=_("没有的，报告不能作为证据")
    )
    reported_on = ChineseDateField(label=_("报告日期"))
    file = UploadField(label=_("监测报告"), help_text=up_to(_("PDF，不超过 %(limit)s")))

    def __init__(self, *args: Any, samples: Sequence[Sample], parameters: Sequence[Parameter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boxes = {f"r_{one.pk}_{what.pk}": (one.pk, what.pk) for one in samples for what in parameters}
        labels = {
            f"r_{one.pk}_{what.pk}": f"{one.code} · {what.name} {what.unit}" for one in samples for what in parameters
        }
        for name, label in labels.items():
            self.fields[name] = forms.CharField(
                label=label.strip(), max_length=20, required=False,
                help_text=_("未检出的写检出限，前面加 <，例如 <0.02；没有测的不填"),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        found = {}
        for name, place in self.boxes.items():
            told = str(typed.pop(name, "") or "").strip()
            if told:
                read = VALUE.fullmatch(told)
                if read is None:
                    self.add_error(name, _("写一个数，或者 <检出限"))
                    continue
                found[place] = (Decimal(read[2]), bool(read[1] or read[3]))
        typed["found"] = found
        if not found and not self.errors:
            raise forms.ValidationError(_now("至少写一个结果"))
        return typed


class WhyForm(Form):
    why = words(_("理由"))


class AcceptForm(Form):
    why = words(_("审核意见（可不填）"), required=False)


class Find(Form):
    q = forms.CharField(label=_("编号、企业、地点"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *State.choices])

    def filter(self, rows: Any) -> Any:
        found, state = self.cleaned_data["q"], self.cleaned_data["state"]
        if found:
            rows = (
                rows.filter(case__number__icontains=found)
                | rows.filter(case__enterprise__name__icontains=found)
                | rows.filter(place__icontains=found)
            )
        return rows.filter(state=state) if state else rows
