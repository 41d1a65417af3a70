"""What enterprises and the review section type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.prereview.states import ASKED_KINDS, UNSEEN, Outcome, State
from envportal.accounts.models import Bureau, Enterprise
from envportal.web.forms import Form, ItemsForm, UploadField


def words(label: Any, *, rows: int = 5, longest: int = 2000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class QuestionForm(Form):
    """What the review is about."""

    document_kind = forms.ChoiceField(
        label=_("拟报的环评文件"),
        choices=ASKED_KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("选择环评文件类别；不清楚的选“拿不准”")},
    )
    project_name = forms.CharField(
        label=_("项目名称"),
        max_length=200,
        help_text=_("以后提出申请时用同一个名称"),
        error_messages={"required": _("写明项目名称，例如 年产 6000 万只食品纸容器技改项目")},
    )
    place = forms.CharField(
        label=_("建设地点"),
        max_length=200,
        help_text=_("写到门牌号或地块"),
        error_messages={"required": _("写明建设地点")},
    )
    question = words(
        _("想请本局先看什么"),
        help_text=_("例如选址是否可行、该报哪一类文件、草稿还缺什么"),
        error_messages={"required": _("写明想请本局先看什么")},
    )


class NewForm(QuestionForm):
    """For whom, and at which bureau, besides."""

    enterprise = forms.ModelChoiceField(Enterprise.objects.none(), label=_("为哪家单位提出"), empty_label=None)
    bureau = forms.ModelChoiceField(
        Bureau.objects.none(), label=_("向哪个生态环境局提出"), help_text=_("项目所在地的生态环境局"), empty_label=None
    )
    field_order = ("enterprise", "bureau")

    def __init__(self, *args: Any, enterprises: Any, bureaus: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = enterprises  # type: ignore[attr-defined]
        self.fields["bureau"].queryset = bureaus  # type: ignore[attr-defined]


class DraftFileForm(Form):
    file = UploadField(label=_("环评文件草稿 PDF"), help_text=_("新上传的会替换原来的"))


class UnderstoodForm(Form):
    """Nobody mistakes it for an application."""

    understood = forms.BooleanField(
        label=_("我知道：这是申请前审查，尚未提出申请，不起算法定时限和承诺时限；答复供参考，不是审批决定。"),
        error_messages={"required": _("请先勾选，确认您知道这还不是申请")},
    )


class SupplyForm(Form):
    supplied = words(_("补充说明"), error_messages={"required": _("逐条写明补充了什么")})


class WithdrawForm(Form):
    reason = words(_("为什么撤回"), rows=3, longest=300, error_messages={"required": _("写明为什么撤回")})


class MoreForm(Form):
    more = words(
        _("请提出单位补充什么"),
        longest=1000,
        help_text=_("只能请一次，请一次写全；时限照常计算"),
        error_messages={"required": _("写明请补充什么")},
    )


class AnswerForm(ItemsForm):
    """The written answer: what it comes to, in words, and up to six points."""

    labels = {"what": _("第 %(n)s 点：什么问题"), "rule": _("依据"), "remedy": _("怎么改")}
    missing = {"what": _("写明什么问题"), "rule": _("写明依据哪一条"), "remedy": _("写明怎么改")}

    outcome = forms.ChoiceField(
        label=_("答复结论"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("选择答复结论")},
    )
    opinion = words(_("答复"), longest=4000, error_messages={"required": _("写明答复")})
    other_authority = forms.CharField(
        label=_("应当找哪个机关"), max_length=200, required=False, help_text=_("由其他机关办理的才填")
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        points, outcome = self.items(), typed.get("outcome")
        if outcome == Outcome.MEND_FIRST and not points and not self.errors:
            self.add_error("what_1", _("先修改再提出申请的，至少写明一项：什么问题、依据哪一条、怎么改"))
        if outcome == Outcome.OTHER_AUTHORITY and not typed.get("other_authority"):
            self.add_error("other_authority", _("由其他机关办理的，写明应当找哪个机关"))
        kept = ("outcome", "opinion", "other_authority")
        return {**{name: typed.get(name, "") for name in kept}, "points": points}


class Find(Form):
    """The filter above the list at the desk."""

    q = forms.CharField(label=_("编号、项目、企业"), required=False)
    state = forms.ChoiceField(
        label=_("状态"),
        choices=[("", _("全部")), *(choice for choice in State.choices if choice[0] not in UNSEEN)],
        required=False,
    )

    def filter(self, rows: Any) -> Any:
        found, state = self.cleaned_data["q"], self.cleaned_data["state"]
        if found:
            by_name = Q(case__title__icontains=found) | Q(case__enterprise__name__icontains=found)
            rows = rows.filter(by_name | Q(case__number__icontains=found))
        return rows.filter(state=state) if state else rows
