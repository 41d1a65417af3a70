"""What may be typed on the pages of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as BadNumber

from approvals.experts.enums import Speciality, Tie
from approvals.experts.models import Expert
from envportal.web.forms import ChineseDateField, Form, UploadField, up_to
from envportal.web.forms.text import narrow

if TYPE_CHECKING:
    from django.db.models import QuerySet


def words(label: Any, *, rows: int = 3, limit: int = 300, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class DrawForm(Form):
    specialities = forms.MultipleChoiceField(
        label=_("需要哪些专业"), choices=Speciality.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("至少选择一个专业")},
    )  # fmt: skip
    size = forms.TypedChoiceField(label=_("抽几位"), choices=[(n, str(n)) for n in (1, 3, 5, 7)], coerce=int, initial=3)
    avoid: forms.ModelMultipleChoiceField[Expert] = forms.ModelMultipleChoiceField(
        label=_("另外要求回避的专家"), queryset=Expert.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("与建设单位有登记的利益关系的，自动回避"),
    )  # fmt: skip
    why_avoided = words(_("回避的理由"), rows=2, required=False)
    why_again = words(_("重新抽取的理由"), rows=2, required=False, help_text=_("第一次抽取不填；以前的抽取保留"))

    def __init__(self, *args: Any, experts: QuerySet[Expert], is_again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_again = is_again
        self.fields["avoid"].queryset = experts  # type: ignore[attr-defined]
        if not is_again:
            del self.fields["why_again"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("avoid") and not typed.get("why_avoided"):
            self.add_error("why_avoided", _("写明为什么回避"))
        if self.is_again and not typed.get("why_again"):
            self.add_error("why_again", _("写明为什么重新抽取"))
        return typed


class AnswerForm(Form):
    accepts = forms.TypedChoiceField(
        label=_("能参加吗"), choices=[("yes", _("同意参加")), ("no", _("不能参加"))], widget=forms.RadioSelect,
        coerce=lambda typed: typed == "yes", error_messages={"required": _("选择一项")},
    )  # fmt: skip
    reason = words(_("不能参加的理由"), required=False, help_text=_("有利益关系、时间不合等"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("accepts") is False and not typed.get("reason"):
            self.add_error("reason", _("写明不能参加的理由"))
        return typed


class OpinionForm(Form):
    opinion = words(_("意见"), rows=10, limit=8000)


class PaperForm(OpinionForm):
    """What was signed on paper, and the paper."""

    file = UploadField(label=_("签字的书面意见"), help_text=up_to(_("扫描成 PDF，不超过 %(limit)s")))


class ReasonForm(Form):
    reason = words(_("理由"))


class TieForm(Form):
    """利害关系: with whom, of which kind, from when to when, and where it is known from."""

    name = forms.CharField(label=_("单位名称"), max_length=120)
    uscc = forms.CharField(
        label=_("统一社会信用代码"), max_length=30, help_text=_("18 位；这家单位还没有在本门户注册的也能登记")
    )
    kind = forms.ChoiceField(label=_("关系"), choices=Tie.choices, widget=forms.RadioSelect)
    since = ChineseDateField(label=_("自"), help_text=_("例如 2024年3月1日、2024-3-1"))
    until = ChineseDateField(label=_("至"), required=False, help_text=_("还在继续的不填；任职关系结束以后，仍回避三年"))
    source = forms.CharField(
        label=_("来源"), max_length=300, help_text=_("怎么知道的，例如本人申明、企业信用信息公示系统、群众反映并核实")
    )

    def clean_uscc(self) -> str:
        try:
            return str(uscc.validate(narrow(self.cleaned_data["uscc"]).replace(" ", "")))
        except BadNumber:
            raise forms.ValidationError(_("统一社会信用代码是 18 位数字和大写字母，请对照营业执照核对")) from None

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        since, until = typed.get("since"), typed.get("until")
        if since is not None and until is not None and until < since:
            self.add_error("until", _("结束的日期不能早于开始的日期"))
        return typed


class EndTieForm(Form):
    until = ChineseDateField(label=_("最后一天"), help_text=_("例如 2026年9月30日、2026-9-30"))
