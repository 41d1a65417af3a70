"""What people type about demands and visits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enforcement.inspections import queries
from enforcement.inspections.models import CheckList, Demand
from enforcement.inspections.states import AdviceState, DemandState, Purpose, Skill, State
from enforcement.orders import enforcing
from envportal.accounts.models import Enterprise, Section, User
from envportal.duties.models import Duty
from envportal.web.forms import ChineseDateField, Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    ManyDuties = forms.ModelMultipleChoiceField[Duty]
    ManyDemands = forms.ModelMultipleChoiceField[Demand]
else:
    ManyDuties = ManyDemands = forms.ModelMultipleChoiceField


def words(label: Any, *, rows: int = 3, longest: int = 1000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def clock(label: Any, **kwargs: Any) -> forms.TimeField:
    box = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})
    told = {"required": _("写明时间，例如 09:30"), "invalid": _("时间写成 09:30 这样")}
    return forms.TimeField(label=label, widget=box, input_formats=["%H:%M"], error_messages=told, **kwargs)


class AskForm(Form):
    """A demand: who, why, what, between which days."""

    enterprise = forms.ModelChoiceField(label=_("企业"), queryset=Enterprise.objects.none(), empty_label=_("请选择"))
    purpose = forms.ChoiceField(label=_("事由"), choices=Purpose.choices)
    what = words(_("检查什么"))
    skills = forms.MultipleChoiceField(
        label=_("需要的专业（可不选）"), choices=Skill.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    earliest = ChineseDateField(label=_("最早哪一天"))
    latest = ChineseDateField(label=_("最晚哪一天"))
    minutes = forms.IntegerField(label=_("预计分钟"), min_value=10, max_value=960, initial=60)
    check_list = forms.ModelChoiceField(
        label=_("检查清单"), queryset=CheckList.objects.none(), required=False, empty_label=_("按事由自动选")
    )
    unannounced = forms.BooleanField(
        label=_("不事先通知企业"), required=False, help_text=_("只在法律、法规允许时，例如投诉举报、按日连续处罚的复查")
    )
    lawful_reason = forms.CharField(label=_("不事先通知的依据和理由"), max_length=300, required=False)

    def __init__(
        self, *args: Any, enterprises: QuerySet[Enterprise], lists: QuerySet[CheckList], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]
        self.fields["check_list"].queryset = lists  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("unannounced") and not typed.get("lawful_reason"):
            self.add_error("lawful_reason", _("不事先通知是例外，写明依据和理由"))
        first, last = typed.get("earliest"), typed.get("latest")
        if first and last and last < first:
            self.add_error("latest", _("最晚日期不能早于最早日期"))
        return typed


class Duties(ManyDuties):
    def label_from_instance(self, obj: Duty) -> str:
        day = obj.due_on.isoformat() if obj.due_on else ""
        return f"{obj.enterprise} · {obj.get_kind_display()} · {obj.title} · {day}"


class DutiesForm(Form):
    duties = Duties(
        label=_("要提出检查需求的任务"), queryset=Duty.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("至少选一项任务")},
    )  # fmt: skip

    def __init__(self, *args: Any, duties: QuerySet[Duty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duties"].queryset = duties  # type: ignore[attr-defined]

    def clean_duties(self) -> list[int]:
        return [duty.pk for duty in self.cleaned_data["duties"]]


class ReasonForm(Form):
    reason = words(_("理由"), rows=2, longest=300)


class ExtendForm(ReasonForm):
    latest = ChineseDateField(label=_("新的最晚日期"))


class Demands(ManyDemands):
    def label_from_instance(self, obj: Demand) -> str:
        days = f"{obj.earliest.isoformat()} — {obj.latest.isoformat()}"
        return f"{obj.get_purpose_display()} · {obj.what[:60]} · {days}"


class PlanForm(Form):
    """One visit: which demands, when, who."""

    demands = Demands(
        label=_("这次检查一并办理"), queryset=Demand.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("至少选一项检查需求")},
    )  # fmt: skip
    day = ChineseDateField(label=_("检查日期"))
    begins_at = clock(_("开始时间"), help_text=_("例如 09:30"))
    people = forms.ModelMultipleChoiceField(
        label=_("检查人员（至少两名）"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("至少选两名检查人员")},
    )  # fmt: skip
    lead = forms.ModelChoiceField(label=_("带队"), queryset=User.objects.none(), empty_label=_("请选择"))
    apart_why = forms.CharField(
        label=_("单独检查的理由"), max_length=300, required=False,
        help_text=_("这几天已经排了去这家企业的检查、又不能合并时才写"),
    )  # fmt: skip

    instead_why = forms.CharField(
        label=_("不由抽中人员检查的理由"), max_length=300, required=False,
        help_text=_("双随机抽中的人员不能去时才写，批准的人据此核对"),
    )  # fmt: skip

    def __init__(self, *args: Any, demands: QuerySet[Demand], people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("demands", demands), ("people", people), ("lead", people)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_people(self) -> list[User]:
        return list(self.cleaned_data["people"])

    def clean_demands(self) -> list[Demand]:
        return list(self.cleaned_data["demands"])


class NoticeForm(Form):
    told_how = forms.CharField(
        label=_("怎样通知的"), max_length=300, required=False,
        help_text=_("企业有门户账号的自动送达，不用填；没有账号的写明通知方式和接到通知的人"),
    )  # fmt: skip


class AdviceForm(Form):
    text = words(_("建议"))
    owner = forms.CharField(label=_("企业责任人"), max_length=60)
    due_on = ChineseDateField(label=_("最后一天"))
    section = forms.ModelChoiceField(
        label=_("本局跟踪的科室"), queryset=Section.objects.none(), required=False, empty_label=_("执法科室")
    )

    def __init__(self, *args: Any, sections: QuerySet[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]


class EndAdviceForm(Form):
    state = forms.ChoiceField(label=_("结果"), widget=forms.RadioSelect)
    words = words(_("核实情况或者理由"))

    def __init__(self, *args: Any, states: Iterable[AdviceState], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = {AdviceState.OPEN: _("没有落实，退回企业")}
        self.fields["state"].choices = [(one, told.get(one, one.label)) for one in states]  # type: ignore[attr-defined]


class ChargeForm(Form):
    """What an order is to say."""

    violation = forms.ChoiceField(label=_("违法行为"), choices=enforcing.violations)
    facts = words(_("违法事实"), rows=5, longest=4000)
    corrections = words(_("改正要求，一行一项"), rows=4, longest=4000)
    within = ChineseDateField(label=_("改正期限的最后一天"))

    def clean_corrections(self) -> list[str]:
        return [line.strip()[:500] for line in self.cleaned_data["corrections"].splitlines() if line.strip()]


class FoundForm(Form):
    outcome = forms.ChoiceField(label=_("复查结果"), choices=enforcing.Outcome.choices, widget=forms.RadioSelect)
    facts = words(_("复查看到的情况"), rows=4, longest=4000)


class AnswerForm(Form):
    words = words(_("意见"), rows=5, longest=4000)


class SpeakForm(Form):
    is_done = forms.TypedChoiceField(
        label=_("这条建议"), choices=[("yes", _("已经落实")), ("no", _("不采纳，理由如下"))],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    words = words(_("怎样落实的，或者不采纳的理由"), rows=4, longest=2000)


class CheckForm(Form):
    code = forms.CharField(label=_("入企码"), max_length=20, help_text=_("8 位，例如 7K4M-Q9TX"))


class FindDemand(Form):
    q = forms.CharField(label=_("企业"), required=False)
    purpose = forms.ChoiceField(label=_("事由"), choices=[("", _("全部")), *Purpose.choices], required=False)
    state = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *DemandState.choices], required=False)
    overdue = forms.BooleanField(label=_("只看过了最晚日期还没有排定的"), required=False)

    def filter(self, rows: Any) -> Any:
        typed = self.cleaned_data
        found = {name: typed[name] for name in ("purpose", "state") if typed[name]}
        found |= {"state": DemandState.ASKED, "latest__lt": timezone.localdate()} if typed["overdue"] else {}
        return rows.filter(enterprise__name__icontains=typed["q"], **found)


class FindVisit(Form):
    q = forms.CharField(label=_("企业、编号"), required=False)
    state = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *State.choices], required=False)
    late = forms.BooleanField(label=_("只看反馈晚于当日的"), required=False)
    overdue = forms.BooleanField(label=_("只看过了日期没有办完的"), required=False)
    no_code = forms.BooleanField(label=_("只看没有核对入企码的"), required=False)

    def filter(self, rows: Any) -> Any:
        typed = self.cleaned_data
        named = rows.filter(case__enterprise__name__icontains=typed["q"])
        found = named | rows.filter(case__number__icontains=typed["q"]) if typed["q"] else rows
        found = found.filter(state=typed["state"]) if typed["state"] else found
        found = found.filter(feedback_is_late=True) if typed["late"] else found
        found = found.exclude(no_code_why="") if typed["no_code"] else found
        return found.filter(queries.overdue(timezone.localdate())) if typed["overdue"] else found
