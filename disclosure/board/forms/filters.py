"""Finding notices: what a list is narrowed by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import DocumentKind, History, Kind, Outcome
from disclosure.board.queries.lists import CLOSING, NEWEST, Wanted
from envportal.web.forms import ChineseDateField, Form

if TYPE_CHECKING:
    from django.forms import BoundField

    from envportal.accounts.models import Bureau

QUARTER = timedelta(days=92)
# Days beyond these limit nothing, and no clock can tell their midnight.
DAYS = date(1900, 1, 1), date(9000, 1, 1)


class BoardFilter(Form):
    """Find notices; every field may be left out, and a value nobody offered is as good as none."""

    q = forms.CharField(label=_("项目、企业、文号、地名"), required=False, max_length=100)
    p = forms.ChoiceField(label=_("乡镇街道"), required=False)
    t = forms.ChoiceField(
        label=_("时间"), required=False, choices=[("", _("近三个月")), ("year", _("今年")), ("all", _("全部"))]
    )
    k = forms.ChoiceField(label=_("公示类别"), required=False, choices=[("", _("全部")), *Kind.choices])
    b = forms.ChoiceField(label=_("发布机关"), required=False)
    w = forms.CharField(label=_("地点含有"), required=False, max_length=60)
    e = forms.CharField(label=_("建设单位含有"), required=False, max_length=60)
    f = ChineseDateField(label=_("发布日期从"), required=False)
    u = ChineseDateField(label=_("发布日期到"), required=False)
    d = forms.ChoiceField(label=_("文件类别"), required=False, choices=[("", _("全部")), *DocumentKind.choices])
    r = forms.ChoiceField(label=_("审批结果"), required=False, choices=[("", _("全部")), *Outcome.choices])
    h = forms.ChoiceField(label=_("来源"), required=False, choices=History.choices)
    s = forms.ChoiceField(required=False, choices=[("", ""), ("open", _("还能提意见"))], widget=forms.HiddenInput)
    o = forms.ChoiceField(
        required=False, choices=[("", ""), (CLOSING, _("按截止时间")), (NEWEST, _("按发布时间"))],
        widget=forms.HiddenInput,
    )  # fmt: skip
    # Asked for less often: behind a summary, open where one of them is used.
    LESS_OFTEN = ("b", "w", "e", "f", "u", "d", "r", "h")

    def __init__(self, data: Any, *, divisions: list[str], bureaus: list[Bureau]) -> None:
        super().__init__({**{name: data.get(name) for name in data}, "t": "all"} if _is_old(data) else data)
        choice = self.fields["p"], self.fields["b"]
        choice[0].choices = [("", _("全部")), *((name, name) for name in divisions)]  # type: ignore[attr-defined]
        choice[1].choices = [("", _("全部")), *((one.code, one.name) for one in bureaus)]  # type: ignore[attr-defined]
        if len(bureaus) < 2:
            del self.fields["b"]

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("f"), self.cleaned_data.get("u")
        if first and last and last < first:
            self.add_error("u", _("结束日期早于开始日期，请对调。"))
        return self.cleaned_data

    def wanted(self, today: date) -> Wanted:
        """What is looked for, without the fields that make no sense."""
        self.is_valid()
        typed = {name: self.cleaned_data.get(name) or "" for name in self.base_fields}
        first, last = self.cleaned_data.get("f"), self.cleaned_data.get("u")
        return Wanted(
            q=typed["q"], kind=typed["k"], document_kind=typed["d"], outcome=typed["r"], division=typed["p"],
            bureau=typed["b"], place=typed["w"], owner=typed["e"], only_open=typed["s"] == "open", order=typed["o"],
            history=typed["h"], since=_within(first) if first or last else since(typed["t"], today),
            until=_within(last),
        )  # fmt: skip

    def often(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.LESS_OFTEN]

    def less_often(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name in self.LESS_OFTEN]

    def is_wide(self) -> bool:
        """Whether one of the fields behind the summary is used."""
        return any(field.value() or field.errors for field in self.less_often())


def _within(day: date | None) -> date | None:
    if day is None or day < DAYS[0]:
        return None
    return min(day, DAYS[1])


def _is_old(data: Any) -> bool:
    """History is old by its nature: who asks for it alone is not asking for the last three months."""
    return data.get("h") == History.ONLY and not data.get("t")


def since(span: str, today: date) -> date | None:
    """From which day on a span of time counts; None: from the beginning."""
    return {"": today - QUARTER, "year": today.replace(month=1, day=1)}.get(span)


class ColumnFilter(BoardFilter):
    """Find notices in one column: all years, unless somebody asks for less."""

    def __init__(self, data: Any, *, divisions: list[str], bureaus: list[Bureau]) -> None:
        super().__init__(data, divisions=divisions, bureaus=bureaus)
        for name in ("k", "p", "s", "o", "d", "r"):
            del self.fields[name]
        self.fields["q"].label = _("名称、企业、文号、地名")
        self.fields["t"].choices = [  # type: ignore[attr-defined]
            ("", _("全部")), ("year", _("今年")), ("quarter", _("近三个月")),
        ]  # fmt: skip

    def wanted(self, today: date) -> Wanted:
        asked = super().wanted(today)
        spans = {"year": today.replace(month=1, day=1), "quarter": today - QUARTER}
        span = None if asked.until else spans.get(self.cleaned_data.get("t") or "")
        from_day = self.cleaned_data.get("f")
        return replace(asked, since=asked.since if from_day or asked.until else span, order=NEWEST)
