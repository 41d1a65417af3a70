"""What people type about aftercare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.aftercare.rules.changes import listed
from approvals.aftercare.states import Aspect, Facility, Longer, Outcome, Stage, Step
from envportal.accounts.models import Enterprise
from envportal.web.forms import ChineseDateField, Form, UploadField

if TYPE_CHECKING:
    from django.db.models import QuerySet


def words(label: Any, *, rows: int = 4, longest: int = 2000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def upload(label: Any) -> UploadField:
    return UploadField(label=label, required=False, help_text=_("PDF；可不传"))


WORDS_OF: dict[str, Any] = {
    Step.PUBLISHED: _("验收意见"),
    Step.REPORTED: _("验收结论和监测单位"),
}


class StepForm(Form):
    """A step of a phase, with its day; a published report has its address besides."""

    on = ChineseDateField(label=_("哪一天"))
    link = forms.URLField(
        label=_("验收报告的网址"), max_length=300, assume_scheme="https",
        help_text=_("公众可以直接打开，例如 https://www.example.com/yanshou.pdf"),
    )  # fmt: skip
    window_until = ChineseDateField(
        label=_("公示截止"), required=False, help_text=_("不少于 20 个工作日；不填就按最短的算")
    )
    words = words(_("说明"), required=False)
    file = upload(_("证明材料"))

    def __init__(self, *args: Any, step: str, inside: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step != Step.PUBLISHED:
            del self.fields["link"], self.fields["window_until"]
        if step in WORDS_OF:
            self.fields["words"].label, self.fields["words"].required = WORDS_OF[step], True
        if inside:
            del self.fields["file"]


class CorrectForm(Form):
    on = ChineseDateField(label=_("正确的日期"))
    link = forms.URLField(label=_("验收报告的网址"), max_length=300, assume_scheme="https")
    window_until = ChineseDateField(label=_("公示截止"), required=False, help_text=_("不填就按最短的算"))
    words = words(_("为什么更正"), rows=3, error_messages={"required": _("写明原来为什么不对")})

    def __init__(self, *args: Any, step: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step != Step.PUBLISHED:
            del self.fields["link"], self.fields["window_until"]


class LongerForm(Form):
    why = forms.ChoiceField(label=_("原因"), choices=Longer.choices, widget=forms.RadioSelect)
    words = words(_("情况说明"), longest=1000, error_messages={"required": _("写明哪些设施需要多长时间")})


class PhaseForm(Form):
    name = forms.CharField(label=_("本期工程内容"), max_length=200)


class CheckForm(Form):
    stage = forms.ChoiceField(label=_("哪个环节"), choices=Stage.choices, widget=forms.RadioSelect)
    in_order = forms.TypedChoiceField(
        label=_("是否符合要求"), choices=[("yes", _("符合")), ("no", _("不符合"))], widget=forms.RadioSelect,
        coerce=lambda typed: typed == "yes",
    )  # fmt: skip
    on = ChineseDateField(label=_("检查日期"))
    words = words(_("检查情况"), error_messages={"required": _("写明看到了什么")})


class ChangeForm(Form):
    aspects = forms.MultipleChoiceField(
        label=_("哪些方面变动"), choices=Aspect.choices, widget=forms.CheckboxSelectMultiple
    )
    words = words(_("变动内容"), longest=4000, help_text=_("原来批准的是什么，现在打算怎样改"))
    planned_on = ChineseDateField(label=_("打算何时建设"), required=False)
    file = upload(_("说明材料"))


class JudgeForm(Form):
    items = forms.MultipleChoiceField(
        label=_("对照清单，属于哪几项"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("污染影响类清单（环办环评函〔2020〕688号，文字未核对原文）；一项也不属于的不选"),
    )  # fmt: skip
    is_major = forms.TypedChoiceField(
        label=_("认定"), choices=[("yes", _("属于重大变动")), ("no", _("不属于重大变动"))], widget=forms.RadioSelect,
        coerce=lambda typed: typed == "yes",
    )  # fmt: skip
    reason = words(_("理由"), error_messages={"required": _("写明理由，建设单位会看到")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["items"]
        choice.choices = [(one.number, f"{one.number}. {one.text}") for one in listed()]


class NewNumberForm(Form):
    number = forms.CharField(label=_("新申请的编号"), max_length=60, help_text=_("例如 云环收〔2026〕137号"))


class AskForm(Form):
    words = words(
        _("现在的情况"), longest=4000, rows=6,
        help_text=_("项目的性质、规模、地点、工艺和措施有没有变化，周边有没有新增敏感点，现行标准能不能满足"),
    )  # fmt: skip
    file = upload(_("环评文件和说明材料"))


class AnswerForm(Form):
    agrees = forms.TypedChoiceField(
        label=_("拟答复"), choices=[("yes", _("同意按原批准建设")), ("no", _("不同意，应当重新报批"))],
        widget=forms.RadioSelect, coerce=lambda typed: typed == "yes",
    )  # fmt: skip
    reason = words(_("理由"), error_messages={"required": _("写明理由，印在答复里")})


class SignForm(Form):
    code = forms.CharField(
        label=_("动态验证码"), max_length=12,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )  # fmt: skip


class DutyForm(Form):
    words = words(_("怎样做到的"), error_messages={"required": _("写明怎样做到的，在哪里可以看到")})
    file = upload(_("证明材料"))


def months(label: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=60, initial=initial)


class PlanForm(Form):
    valid_from = ChineseDateField(label=_("何时起"), help_text=_("明天或者以后"))
    after_approval = months(_("批准后几个月回访"), 6)
    after_start = months(_("开工后几个月回访"), 1)
    after_operation = months(_("投产后几个月回访"), 3)
    for_conditions = months(_("批准条件在事项发生后几个月内报告"), 1)
    share = forms.IntegerField(label=_("自主验收抽查的百分比"), min_value=0, max_value=100, initial=20)
    seed = forms.CharField(
        label=_("抽取用的公开字串"), max_length=100,
        help_text=_("例如抽取以后才开出的彩票号码的期号；登记后马上公开，任何人可以复算"),
    )  # fmt: skip
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("例如局务会议纪要的编号"))


class AdoptForm(Form):
    """An approval from before the portal, as its papers have it."""

    enterprise = forms.ModelChoiceField(label=_("建设单位"), queryset=Enterprise.objects.none())
    project_name = forms.CharField(label=_("项目名称"), max_length=200)
    place = forms.CharField(label=_("建设地点"), max_length=200)
    document_number = forms.CharField(label=_("批复文号"), max_length=60)
    decided_on = ChineseDateField(label=_("批准日期"))
    conditions = words(_("批准条件，一行一条"), rows=8, longest=20_000, required=False)
    portal_service = forms.BooleanField(label=_("建设单位同意门户送达"), required=False)

    def __init__(self, *args: Any, enterprises: QuerySet[Enterprise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]

    def clean_conditions(self) -> list[str]:
        return [line.strip()[:2000] for line in self.cleaned_data["conditions"].splitlines() if line.strip()]


class CompletionForm(Form):
    enterprise = forms.ModelChoiceField(label=_("建设单位"), queryset=Enterprise.objects.none())
    project_name = forms.CharField(label=_("项目名称"), max_length=200)
    facility = forms.ChoiceField(label=_("验收的设施"), choices=Facility.choices, widget=forms.RadioSelect)
    received_on = ChineseDateField(label=_("收到日期"))
    decided_on = ChineseDateField(label=_("决定日期"))
    outcome = forms.ChoiceField(label=_("结论"), choices=Outcome.choices, widget=forms.RadioSelect)
    document_number = forms.CharField(label=_("文号"), max_length=100)
    words = words(_("验收意见"), longest=4000)

    def __init__(self, *args: Any, enterprises: QuerySet[Enterprise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]


class Find(Form):
    """The filter above the list at the desk."""

    q = forms.CharField(label=_("项目、编号、企业"), required=False)
    show = forms.ChoiceField(
        label=_("哪些"), required=False,
        choices=[
            ("", _("全部")), ("reports", _("有报告等核实的")), ("open", _("监管中的")), ("closed", _("已经办结的")),
        ],
    )  # fmt: skip

    def filter(self, rows: Any) -> Any:
        found, show = self.cleaned_data["q"], self.cleaned_data["show"]
        if found:
            named = rows.filter(case__title__icontains=found) | rows.filter(case__number__icontains=found)
            rows = named | rows.filter(case__enterprise__name__icontains=found)
        if show == "reports":
            return rows.filter(reports__gt=0)
        return rows.filter(case__closed_on__isnull=show == "open") if show else rows
