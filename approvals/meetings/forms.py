"""What members, the office and the leaders type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from approvals.meetings.states import Conclusion, Quorum, State, View
from disclosure.board.enums import DocumentKind
from envportal.accounts.models import User
from envportal.web.forms import ChineseDateField, Form, PlainDecimalField

if TYPE_CHECKING:
    from collections.abc import Sequence

WEEKDAYS = [
    ("0", _("周一")), ("1", _("周二")), ("2", _("周三")), ("3", _("周四")), ("4", _("周五")),
]  # fmt: skip


def words(label: Any, *, rows: int = 3, longest: int = 300, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def clock(label: Any, **kwargs: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, input_formats=["%H:%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"}),
        error_messages={"invalid": _("写成时和分，例如 07:50"), "required": _("写明时间，例如 07:50")}, **kwargs,
    )  # fmt: skip


def minutes(label: Any, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=480,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={
            "required": _("写明分钟数"), "invalid": _("只写分钟数，例如 8"), "min_value": _("分钟数在 1 到 480 之间"),
            "max_value": _("分钟数在 1 到 480 之间"),
        },
        **kwargs,
    )  # fmt: skip


class ReasonForm(Form):
    reason = words(_("理由"), error_messages={"required": _("写明理由")})


class CasesForm(Form):
    """Cases that wait, the one due first on top."""

    cases = forms.MultipleChoiceField(
        label=_("列入议程的案件"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("按还剩的天数排列；已勾选的是这一次会排得下的"),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            self.fields["cases"].help_text = _("没有案件在等会审会；以后可以增加议题")

    def clean_cases(self) -> list[int]:
        return [int(one) for one in self.cleaned_data["cases"]]


class PutOnForm(CasesForm):
    def clean_cases(self) -> list[int]:
        chosen = super().clean_cases()
        if not chosen:
            raise forms.ValidationError(_("至少选一件"))
        return chosen


class ConveneForm(CasesForm):
    """A meeting at a slot, or an urgent one outside."""

    on = ChineseDateField(label=_("日期"), help_text=_("例会日；不是例会日的按临时会填写理由"))
    urgent_why = words(_("临时会的理由"), required=False, rows=2, help_text=_("例会不填"))
    starts = clock(_("开始时间"), required=False, help_text=_("不填按规则"))
    ends = clock(_("结束时间"), required=False, help_text=_("不填按规则"))
    place = forms.CharField(label=_("地点"), max_length=100, required=False, help_text=_("不填按规则"))
    chair = forms.ModelChoiceField(
        User.objects.none(), label=_("主持人"), empty_label=None, error_messages={"required": _("选择主持人")}
    )
    minute_taker = forms.ModelChoiceField(
        User.objects.none(), label=_("记录人"), empty_label=None, error_messages={"required": _("选择记录人")}
    )
    field_order = ("on", "urgent_why", "starts", "ends", "place", "chair", "minute_taker", "cases")

    def __init__(self, *args: Any, chairs: Any, takers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = chairs  # type: ignore[attr-defined]
        self.fields["minute_taker"].queryset = takers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        starts, ends = typed.get("starts"), typed.get("ends")
        if (starts is None) != (ends is None):
            self.add_error("ends" if ends is None else "starts", _("开始和结束时间一起填"))
        elif starts is not None and ends is not None and ends <= starts:
            self.add_error("ends", _("结束时间应在开始以后"))
        return typed


class AttendForm(Form):
    """One box a member who is not there, with the reason."""

    def __init__(self, *args: Any, members: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for one in members:
            self.fields[f"absent_{one.pk}"] = forms.CharField(
                label=_now("%(name)s请假事由") % {"name": one.name}, max_length=200, required=False
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        return {"absent": {one.pk: why for one in self.members if (why := typed.get(f"absent_{one.pk}"))}}


class OpinionForm(Form):
    view = forms.ChoiceField(
        label=_("我的意见"), choices=View.choices, widget=forms.RadioSelect, error_messages={"required": _("选择意见")}
    )
    words = words(_("要点"), required=False, longest=1000, help_text=_("同意的可以不写；其他的写明理由或者要修改什么"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("view") in (View.REVISE, View.REFUSE) and not typed.get("words"):
            self.add_error("words", _("写明理由或者要修改什么"))
        return typed


class RecordForm(Form):
    """What each member who has not spoken says, as the minute-taker hears it; an empty row has not spoken yet."""

    def __init__(self, *args: Any, speakers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speakers = speakers
        for one in speakers:
            self.fields[f"view_{one.pk}"] = forms.ChoiceField(
                label=one.name, choices=[("", _("（还没有发表）")), *View.choices], required=False
            )
            self.fields[f"words_{one.pk}"] = forms.CharField(
                label=_now("%(name)s的要点") % {"name": one.name}, max_length=1000, required=False
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        said = []
        for one in self.speakers:
            view, heard = typed.get(f"view_{one.pk}", ""), typed.get(f"words_{one.pk}", "")
            if view and view != View.AGREE and not heard:
                self.add_error(f"words_{one.pk}", _("写明理由或者要修改什么"))
            if heard and not view:
                self.add_error(f"view_{one.pk}", _("选择意见"))
            if view:
                said.append({"user": one, "view": view, "words": heard})
        if not said and not self.errors:
            raise forms.ValidationError(_("至少记录一人的意见"))
        return {"said": said}


class ConcludeForm(Form):
    conclusion = forms.ChoiceField(
        label=_("会审结论"), choices=Conclusion.choices, widget=forms.RadioSelect,
        error_messages={"required": _("选择会审结论")},
    )  # fmt: skip
    text = words(_("会审意见"), rows=4, longest=4000, error_messages={"required": _("写明会审意见")})
    conditions = words(
        _("要修改的内容和批准条件"), rows=5, longest=8000, required=False,
        help_text=_("一行一条；提出审查意见时可以直接采用"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("conclusion") == Conclusion.REVISE and not typed.get("conditions"):
            self.add_error("conditions", _("修改后同意的，逐条写明要修改什么"))
        return typed


class RecuseForm(Form):
    """Who is recused: oneself, or by a head or a leader somebody else."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("谁回避"), empty_label=None)
    reason = words(
        _("回避理由"), help_text=_("例如与项目单位有亲属、任职、持股关系"),
        error_messages={"required": _("写明回避理由")},
    )  # fmt: skip

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = members  # type: ignore[attr-defined]


class HandInForm(Form):
    why = words(_("为什么提请会审"), longest=500, error_messages={"required": _("写明为什么提请会审")})


class RuleForm(Form):
    """A new version of the bureau's rule."""

    valid_from = ChineseDateField(
        label=_("从哪一天起施行"), help_text=_("以前的版本保留；已受理的案件按受理那天的规则上会")
    )
    weekdays = forms.MultipleChoiceField(
        label=_("例会日"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("至少选一天")},
    )  # fmt: skip
    starts = clock(_("开始时间"))
    ends = clock(_("结束时间"))
    capacity = minutes(_("每次可用多少分钟"))
    per_item = minutes(_("每项约需多少分钟"))
    place = forms.CharField(label=_("地点"), max_length=100)
    makeup_counts = forms.BooleanField(
        label=_("调休上班的周末，按所补的星期开会"), required=False,
        help_text=_("放假通知只写哪天上班，不写补哪天；按次序对应假期中最后几个工作日"),
    )  # fmt: skip
    quorum = forms.ChoiceField(label=_("法定到会人数"), choices=Quorum.choices, widget=forms.RadioSelect)
    members = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("组成人员"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("选择组成人员，至少三名")},
    )  # fmt: skip
    all_reports = forms.BooleanField(label=_("所有报告书必须上会"), required=False)
    industries = forms.CharField(
        label=_("这些行业的报告表必须上会"), max_length=300, required=False,
        help_text=_("行业代码，空格隔开，例如 26 3110"),
    )  # fmt: skip
    investment_from = PlainDecimalField(
        label=_("总投资不少于多少万元的必须上会"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("例如 局务会议纪要〔2026〕3号"))

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = staff  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if (starts := typed.get("starts")) and (ends := typed.get("ends")) and ends <= starts:
            self.add_error("ends", _("结束时间应在开始以后"))
        if (per := typed.get("per_item")) and (most := typed.get("capacity")) and per > most:
            self.add_error("per_item", _("每项的分钟数不能超过每次可用的分钟数"))
        if len(typed.get("members", ())) < 3 and "members" not in self.errors:
            self.add_error("members", _("选择组成人员，至少三名"))
        must_come = self._must_come(typed)
        days, members = "".join(typed.get("weekdays", ())), list(typed.get("members", ()))
        return {**typed, "weekdays": days, "members": members, "must_come": must_come}

    def _must_come(self, typed: dict[str, Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        if typed.pop("all_reports", False):
            found.append({"document_kind": DocumentKind.REPORT, "words": "所有报告书"})
        if codes := " ".join(typed.pop("industries", "").replace("，", " ").replace("、", " ").split()):
            told = f"行业代码属于 {codes} 的报告表"
            found.append({"document_kind": DocumentKind.TABLE, "industries": codes, "words": told})
        if (least := typed.pop("investment_from", None)) is not None:
            found.append({"investment_from": least, "words": f"总投资不少于 {least:f} 万元的项目"})
        return found


class Find(Form):
    """The filter above the list of meetings."""

    q = forms.CharField(label=_("编号、地点、主持人"), required=False)
    state = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *State.choices], required=False)

    def filter(self, rows: Any) -> Any:
        found, state = self.cleaned_data["q"], self.cleaned_data["state"]
        if found:
            rows = rows.filter(
                Q(case__number__icontains=found) | Q(place__icontains=found) | Q(chair__name__icontains=found)
            )
        return rows.filter(state=state) if state else rows
