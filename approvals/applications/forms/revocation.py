"""What is typed about the end of an approval."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.applications.enums import GROUNDS, Heard, RevocationGround, Way, WhyNot
from approvals.applications.forms.applicant import ReasonForm
from approvals.applications.forms.staff import SignForm, words
from envportal.accounts.models import User
from envportal.web.forms import ChineseDateField, Form, UploadField

YES_OR_NO = [("yes", _("要求听证")), ("no", _("不要求听证"))]


def grounds() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """By way, each with its article: what is chosen is what the letter cites."""
    return [
        (way.label, [(one.value, _line(one)) for one in RevocationGround if GROUNDS[one].way == way]) for way in Way
    ]


def _line(one: RevocationGround) -> str:
    return _("%(ground)s（%(law)s）") % {"ground": one.label, "law": GROUNDS[one].cited}


class ProposeRevocationForm(Form):
    ground = forms.ChoiceField(
        label=_("属于哪一种情形"), widget=forms.RadioSelect, error_messages={"required": _("选择一种情形")}
    )
    facts = words(
        _("事实和证据"), rows=6, max_length=4000, help_text=_("写进告知书和决定书，也会公告：不写个人信息"),
        error_messages={"required": _("写明事实和证据")},
    )  # fmt: skip
    rests_on = forms.CharField(
        label=_("所依据的文书和文号"), max_length=200, required=False,
        help_text=_("建设单位已终止、自行放弃、已重新报批、重新审核没有同意的必填，例如 云环审〔2026〕9号"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = grounds()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        ground = typed.get("ground")
        if ground and GROUNDS[ground].document and not typed.get("rests_on"):
            self.add_error("rests_on", _("写明%(what)s") % {"what": GROUNDS[ground].document})
        return typed


class GiveUpForm(Form):
    facts = words(
        _("为什么不再需要批准"), rows=4, max_length=2000, help_text=_("例如 项目不再建设；会写进决定书并公告"),
        error_messages={"required": _("写明为什么不再需要批准")},
    )  # fmt: skip
    sure = forms.BooleanField(
        label=_("我单位知道：批准注销后不能恢复，再要建设须重新报批"),
        error_messages={"required": _("请确认知道后果")},
    )


class AnswerForm(Form):
    answer = words(
        _("陈述和申辩"), rows=8, max_length=4000, help_text=_("对告知书写的事实、理由和依据有什么意见，有什么证据"),
        error_messages={"required": _("写明陈述和申辩；没有意见的，写“没有意见”")},
    )  # fmt: skip
    wants_hearing = forms.TypedChoiceField(
        label=_("是否要求听证"), choices=YES_OR_NO, coerce=lambda said: said == "yes", widget=forms.RadioSelect,
        help_text=_("不收费。选“不要求听证”的，视为放弃听证"), error_messages={"required": _("选择是否要求听证")},
    )  # fmt: skip

    def __init__(self, *args: Any, heard: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heard != Heard.HEARING:
            del self.fields["wants_hearing"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        typed.setdefault("wants_hearing", False)
        return typed


class RecordAnswerForm(AnswerForm):
    answered_on = ChineseDateField(label=_("收到书面陈述申辩的日期"), error_messages={"required": _("写明哪一天收到")})
    field_order = ("answered_on", "answer", "wants_hearing")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "wants_hearing" in self.fields:
            self.fields["wants_hearing"].help_text = _(
                "登记“不要求听证”不缩短期限，也不取消已经提出的听证要求；放弃听证由建设单位自己在线提出"
            )


class RevocationHearingForm(Form):
    hearing_told_on = ChineseDateField(label=_("听证通知送达日期"), help_text=_("听证的 7 个工作日以前"))
    heard_on = ChineseDateField(label=_("听证日期"))
    chair = forms.ModelChoiceField(
        User.objects.none(), label=_("主持人"), empty_label=_("请选择"), help_text=_("只能是没有参与审查本件的人"),
        error_messages={"required": _("选择主持人")},
    )  # fmt: skip
    summary = words(_("听证中的主要意见"), rows=6, max_length=4000)
    file = UploadField(label=_("听证笔录 PDF"), error_messages={"required": _("选择签字的听证笔录 PDF")})

    def __init__(self, *args: Any, chairs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = chairs  # type: ignore[attr-defined]


class EndApprovalForm(SignForm):
    reason = words(
        _("对陈述申辩和听证意见的采纳情况和理由"), rows=4, max_length=2000,
        error_messages={"required": _("写明采纳情况和理由")},
    )  # fmt: skip
    harms_nobody = forms.BooleanField(
        label=_("撤销不会对公共利益造成重大损害（行政许可法第六十九条第三款）"),
        error_messages={"required": _("可能造成重大损害的不予撤销；请确认不会")},
    )
    field_order = ("reason", "harms_nobody", "code")

    def __init__(self, *args: Any, way: str, answered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not answered:
            del self.fields["reason"]
        if way != Way.REVOKED:
            del self.fields["harms_nobody"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        typed.pop("harms_nobody", None)
        return typed


class DropForm(ReasonForm):
    """Why the approval goes on to hold."""

    why_not = forms.ChoiceField(
        label=_("属于这种情形的应当撤销，为什么不终止"), choices=WhyNot.choices, widget=forms.RadioSelect,
        error_messages={"required": _("选择为什么不终止")},
    )  # fmt: skip
    field_order = ("why_not", "reason")

    def __init__(self, *args: Any, is_bound: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_bound:
            del self.fields["why_not"]
