"""What people type at the desk about stations, tables and bulletins."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.quality.enums import Level, Medium, Span, WaterKind, Zone
from disclosure.quality.models import Station
from disclosure.quality.rules import headings, periods
from disclosure.quality.rules.classes import ROMAN
from disclosure.runs import forms as runs
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField, UploadField

if TYPE_CHECKING:
    from disclosure.runs.models import TableRun

TABLES = ".csv,.txt,.xlsx,.json,text/csv,application/json"
NONE = [("", gettext_lazy("不适用"))]
CLASSES = [(str(number), ROMAN[number - 1]) for number in range(1, 6)]


class StationForm(Form):
    """A station as the register has it."""

    code = forms.SlugField(
        label=gettext_lazy("代号"), max_length=40,
        help_text=gettext_lazy("英文字母、数字和短横，出现在网址里，例如 yx-square"),
        error_messages={"invalid": gettext_lazy("只用英文字母、数字、下划线和短横，例如 yx-square")},
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("名称"), max_length=100)
    name_en = forms.CharField(label=gettext_lazy("英文名称"), max_length=120, required=False)
    medium = forms.ChoiceField(label=gettext_lazy("要素"), choices=Medium.choices)
    level = forms.ChoiceField(label=gettext_lazy("级别"), required=False, choices=[*NONE, *Level.choices])
    place = forms.CharField(label=gettext_lazy("地点"), max_length=120, required=False)
    river = forms.CharField(label=gettext_lazy("河流或湖库"), max_length=60, required=False)
    water_kind = forms.ChoiceField(label=gettext_lazy("水体类型"), required=False, choices=[*NONE, *WaterKind.choices])
    target = forms.ChoiceField(label=gettext_lazy("水质目标"), required=False, choices=[*NONE, *CLASSES])
    zone = forms.ChoiceField(label=gettext_lazy("声环境功能区"), required=False, choices=[*NONE, *Zone.choices])
    handover = forms.CharField(
        label=gettext_lazy("交接关系"), max_length=60, required=False,
        help_text=gettext_lazy("交接断面才填，从哪里交给哪里，例如 云溪市 → 东岭市"),
    )  # fmt: skip
    road_length = forms.IntegerField(
        label=gettext_lazy("代表的路段长度（米）"), required=False, min_value=1, max_value=1_000_000,
        help_text=gettext_lazy("道路交通噪声的测点才填"),
    )  # fmt: skip
    latitude = PlainDecimalField(
        label=gettext_lazy("纬度"), required=False, max_digits=8, decimal_places=5, min_value=Decimal(-90),
        max_value=Decimal(90), help_text=gettext_lazy("可以不填，例如 31.2041"),
    )  # fmt: skip
    longitude = PlainDecimalField(
        label=gettext_lazy("经度"), required=False, max_digits=8, decimal_places=5, min_value=Decimal(-180),
        max_value=Decimal(180),
    )  # fmt: skip
    active_from = ChineseDateField(label=gettext_lazy("启用日期"), required=False)
    active_to = ChineseDateField(label=gettext_lazy("停用日期"), required=False)
    note = forms.CharField(
        label=gettext_lazy("说明"), max_length=200, required=False,
        help_text=gettext_lazy("会公开，例如 10月17日前维护"),
    )  # fmt: skip

    def __init__(self, *args: Any, bureau: int | None, station: Station | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bureau, self.station = bureau, station

    def clean_target(self) -> int | None:
        return int(self.cleaned_data["target"]) if self.cleaned_data["target"] else None

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if self._others().filter(code=code).exists():
            raise ValidationError(_("“%(code)s”已经有了，请换一个代号。") % {"code": code})
        return code

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        is_water = typed.get("medium") in {Medium.WATER, Medium.DRINKING}
        if not is_water and (typed.get("target") or typed.get("water_kind")):
            self.add_error("target", _("只有地表水和饮用水水源有水质目标和水体类型，请选“不适用”。"))
        self._check_medium(typed)
        self._check_pairs(typed)
        same = {"bureau": self.bureau, "medium": typed.get("medium"), "name": typed.get("name")}
        if self._others().filter(**same).exists():
            self.add_error("name", _("本局的这个要素已经有一个“%(name)s”。") % {"name": typed.get("name")})
        return typed

    def _check_medium(self, typed: dict[str, Any]) -> None:
        if typed.get("zone") and typed.get("medium") != Medium.NOISE:
            self.add_error("zone", _("只有声环境的测点有功能区，请选“不适用”。"))
        if typed.get("road_length") and typed.get("medium") != Medium.NOISE:
            self.add_error("road_length", _("只有声环境的测点代表一段路，请留空。"))
        if typed.get("handover") and typed.get("medium") != Medium.WATER:
            self.add_error("handover", _("只有地表水断面有交接关系，请留空。"))

    def _check_pairs(self, typed: dict[str, Any]) -> None:
        if (typed.get("latitude") is None) != (typed.get("longitude") is None):
            self.add_error("longitude", _("纬度和经度要么都填，要么都不填。"))
        begins, ends = typed.get("active_from"), typed.get("active_to")
        if begins and ends and ends < begins:
            self.add_error("active_to", _("停用日期早于启用日期，请核对。"))

    def _others(self) -> Any:
        return Station.objects.exclude(pk=self.station.pk) if self.station else Station.objects.all()


class UploadForm(Form):
    file = UploadField(
        label=gettext_lazy("选择表格"), accept=TABLES, in_pieces=False,
        help_text=gettext_lazy("CSV、XLSX 或 JSON，不超过 100 MB（JSON 20 MB）、30 万行"),
    )  # fmt: skip
    medium = forms.ChoiceField(label=gettext_lazy("要素"), choices=Medium.choices)
    kind = forms.ChoiceField(
        label=gettext_lazy("这张表是什么"), widget=forms.RadioSelect, initial="own",
        choices=[
            ("own", gettext_lazy("本局站点的监测数据")), ("history", gettext_lazy("别处公布过的结果，照原文收录")),
        ],
    )  # fmt: skip
    publisher = forms.CharField(
        label=gettext_lazy("发布单位"), max_length=100, required=False,
        help_text=gettext_lazy("别处公布过的结果才填；表里有“发布单位”一列时，以那一列为准"),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("来源"), max_length=200, required=False,
        help_text=gettext_lazy("别处公布过的结果要填，会一起公开，例如 某市环境质量月报 2020 年第 7 期"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("kind") == "history" and not typed.get("source"):
            self.add_error("source", _("请写明这张表从哪里来，例如 某市环境质量月报 2020 年第 7 期。"))
        return typed


class ColumnsForm(runs.ColumnsForm):
    """And what to do where a reading differs."""

    replaces = forms.BooleanField(
        label=gettext_lazy("与已有数据不同的，以这张表为准"), required=False,
        help_text=gettext_lazy("例如审核以后的数据。不选时，不同的一行不收，并写明两边的数字；选了以后仍然可以撤销"),
    )  # fmt: skip

    def __init__(self, *args: Any, run: TableRun, **kwargs: Any) -> None:
        super().__init__(*args, run=run, **kwargs)
        if run.is_history:  # type: ignore[attr-defined]
            del self.fields["replaces"]

    def offered(self, run: TableRun) -> list[tuple[str, object]]:
        return headings.offered(run.medium)  # type: ignore[attr-defined]


class UndoForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("撤销原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("请写明撤销原因，例如 传错了文件。")},
    )  # fmt: skip


class ComposeForm(Form):
    """Of what and of when; the figures come from the readings."""

    medium = forms.ChoiceField(label=gettext_lazy("要素"), choices=Medium.choices)
    span = forms.ChoiceField(label=gettext_lazy("种类"), choices=Span.choices)
    month = forms.CharField(
        label=gettext_lazy("月份"), max_length=20, help_text=gettext_lazy("例如 2026-10；年报只看其中的年份")
    )
    comment = forms.CharField(
        label=gettext_lazy("编者的话"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("会公开，例如 本月有两天受沙尘影响"),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("更正原因"), required=False, max_length=300,
        help_text=gettext_lazy("这个时段已经发布过公报才填，会和新的一版一起公开"),
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        on = typed.get("month")
        if isinstance(on, date) and typed.get("span") == Span.YEAR and on.year >= self.today.year:
            self.add_error("month", _("这一年还没有过完，年报等年终以后编制。"))
        return typed

    def clean_month(self) -> date:
        return month_typed(str(self.cleaned_data["month"]), self.today)


def month_typed(text: str, today: date) -> date:
    """The first day of a month as people type it."""
    from_text = periods.read(text, today=today)
    if from_text.first is None or not (from_text.is_month or from_text.is_year):
        raise ValidationError(_("月份写成年和月，例如 2026-10 或 2026年10月。"))
    if from_text.first > today:
        raise ValidationError(_("这个月还没有到，请核对。"))
    return from_text.first
