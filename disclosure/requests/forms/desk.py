"""What is typed at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from disclosure.requests.forms.fields import ApplicantForm, words
from disclosure.requests.models import Request
from disclosure.requests.rules.answers import KINDS
from disclosure.requests.states import (
    SAID,
    Channel,
    Confirmation,
    Ground,
    Opinion,
    Outcome,
    Party,
    Remedy,
    Result,
    State,
)
from envportal.documents.enums import ReceiverCapacity
from envportal.web.forms import ChineseDateField, Form, UploadField, up_to

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


class EnterForm(ApplicantForm, Form):
    channel = forms.ChoiceField(
        label=_("怎样收到的"), choices=[one for one in Channel.choices if one[0] != Channel.ONLINE],
        help_text=_("当面提交、邮寄签收的，当日就是收到之日；信函、传真、邮件还要与申请人确认"),
    )  # fmt: skip
    sent_on = ChineseDateField(label=_("提交或者签收、寄到的日期"))
    groups: ClassVar[dict[Any, tuple[str, ...]]] = {
        _("收到"): ("channel", "sent_on"),
        _("需要什么信息"): ("subject", "document_number", "wanted", "supply", "suggests_publication"),
        _("谁申请"): (
            "who", "name", "identity", "identity_number", "contact_name", "phone", "email", "address", "file",
        ),
    }  # fmt: skip


class ConfirmForm(Form):
    on = ChineseDateField(label=_("双方确认的日期"), help_text=_("这一天就是收到申请之日，答复期限从次日起算"))
    confirmed_how = forms.ChoiceField(label=_("怎样确认的"), choices=Confirmation.choices, widget=forms.RadioSelect)
    confirmed_note = forms.CharField(
        label=_("确认情况"), max_length=200, required=False, help_text=_("几点、谁打的电话；不写申请人的姓名和号码")
    )


class ClarifyForm(Form):
    items = words(_("需要补正的事项"), help_text=_("一次说完；以后不能再以内容不明确为由要求补正"))
    guidance = words(_("指导和释明"), help_text=_("告诉申请人怎样写才找得到，例如有哪些同类信息"))
    until = ChineseDateField(label=_("补正期限"))


class CameForm(Form):
    text = words(_("申请人补充的内容"))
    on = ChineseDateField(label=_("收到的日期"))


class ConsultForm(Form):
    party = forms.ChoiceField(label=_("征求谁的意见"), choices=Party.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("名称"), max_length=120)
    what = words(_("涉及对方的信息"), help_text=_("只写信息的内容，不写是谁申请的"))


class OnForm(Form):
    on = ChineseDateField(label=_("对方收到的日期"))


class OpinionForm(Form):
    opinion = forms.ChoiceField(
        label=_("意见"), choices=[(one.value, one.label) for one in SAID], widget=forms.RadioSelect
    )
    reasons = words(_("对方的理由"), required=False, help_text=_("不同意的必须有理由"))
    on = ChineseDateField(label=_("意见的日期"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("opinion") == Opinion.REFUSES and not said.get("reasons"):
            self.add_error("reasons", _now("写明对方不同意的理由"))
        return said


class ExtendForm(Form):
    days = forms.IntegerField(
        label=_("延长多少个工作日"), min_value=1, max_value=20,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={"max_value": _("最多延长 20 个工作日（条例第33条）"), "min_value": _("至少 1 个工作日")},
    )  # fmt: skip
    reasons = words(_("理由"), longest=500, help_text=_("原样写进给申请人的告知书"))


class PostForm(Form):
    on = ChineseDateField(label=_("收件日期"), help_text=_("回执上的日期；复议和起诉的期限从次日起算"))
    tracking = forms.CharField(label=_("邮件号"), max_length=40)


class HandForm(Form):
    on = ChineseDateField(label=_("签收日期"), help_text=_("复议和起诉的期限从次日起算"))
    capacity = forms.ChoiceField(label=_("签收人身份"), choices=ReceiverCapacity.choices)


class WhyForm(Form):
    reasons = words(_("理由"), longest=500)


class ExcessForm(Form):
    why = words(_("为什么认为明显超过合理范围"), longest=1000, help_text=_("写明件数、时段；原样写进给申请人的告知书"))


class BackForm(Form):
    why = words(_("退回的理由"), longest=500)


class DropForm(Form):
    why = words(_("为什么不再征求"), longest=500)


class AnswerForm(Form):
    """One form for every kind; what a kind has no place for is left out, what it needs is asked for in place."""

    outcome = forms.ChoiceField(
        label=_("答复种类"), choices=[(one.value, one.label) for one in Outcome if one in KINDS],
        help_text=_("一件申请一种答复；其中一部分可以公开的选“部分公开”"),
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=_("不予公开的情形"), choices=[("", _("（不适用）")), *Ground.choices], required=False,
        help_text=_("不予公开、部分公开的必选"),
    )  # fmt: skip
    reasons = words(_("理由"), required=False, help_text=_("不予公开、部分公开、不属于本机关、不予处理的必写"))
    supplied = words(_("提供的内容"), required=False, help_text=_("予以公开、部分公开的必写：提供哪些文件，几页"))
    file = UploadField(
        label=_("提供的文件"), required=False, in_pieces=False,
        help_text=up_to(_("PDF，不超过 %(limit)s；申请人凭查询码下载，不应公开的内容先遮去")),
    )  # fmt: skip
    keeps_document = forms.BooleanField(label=_("沿用上次附的文件"), required=False)
    place = words(
        _("在哪里、怎样获取"), longest=1000, rows=2, required=False,
        help_text=_("已经公开的写网址；出版物、登记资料、信访写到哪里办"),
    )  # fmt: skip
    organ = forms.CharField(label=_("负责公开的机关（知道的写）"), max_length=200, required=False)
    organ_contact = forms.CharField(label=_("该机关的联系方式"), max_length=200, required=False)
    search = words(
        _("检索的经过"), longest=1000, rows=2, required=False, help_text=_("信息不存在的必写：查了哪些库、哪些年份")
    )
    earlier = forms.CharField(label=_("此前答复的文号"), max_length=60, required=False, help_text=_("重复申请的必写"))
    remark = forms.CharField(label=_("给签发人的说明（可不填）"), max_length=500, required=False)
    groups: ClassVar[dict[Any, tuple[str, ...]]] = {
        _("答复"): ("outcome", "reasons"),
        _("公开的部分"): ("supplied", "file", "keeps_document", "place"),
        _("不公开的部分"): ("ground", "search", "earlier", "organ", "organ_contact"),
        _("签发"): ("remark",),
    }  # fmt: skip

    def __init__(self, *args: Any, attached: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeps_document"].help_text = attached
        if not attached:
            del self.fields["keeps_document"]


class SignForm(Form):
    pass


class SameForm(Form):
    same_as = forms.ModelChoiceField(
        Request.objects.none(), label=_("与哪一件申请的信息相同"), required=False, empty_label=_("（与别的都不同）")
    )

    def __init__(self, *args: Any, earlier: QuerySet[Request], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["same_as"]
        field.queryset = earlier  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one.case.number} {one.subject}"  # type: ignore[attr-defined]


class PublishForm(Form):
    title = forms.CharField(label=_("公示的标题"), max_length=100)
    content = words(_("公开的内容"), rows=6, help_text=_("写信息本身，不写是谁申请的；另一位编辑核对后发布"))


class ContestForm(Form):
    kind = forms.ChoiceField(label=_("途径"), choices=Remedy.choices, widget=forms.RadioSelect)
    number = forms.CharField(label=_("案号"), max_length=60)
    filed_on = ChineseDateField(label=_("受理日期"))


class EndContestForm(Form):
    result = forms.ChoiceField(
        label=_("结果"), choices=[one for one in Result.choices if one[0] != Result.PENDING], widget=forms.RadioSelect
    )
    decided_on = ChineseDateField(label=_("审结日期"))


class SeeForm(Form):
    reason = forms.CharField(label=_("为什么要看"), max_length=200, help_text=_("写入不能修改的日志"))


class Find(Form):
    q = forms.CharField(label=_("编号、所需信息"), required=False, max_length=120)
    state = forms.ChoiceField(
        label=_("状态"), required=False,
        choices=[("", _("全部")), *State.choices, ("waiting", _("等第三方意见")), ("late", _("超期"))],
    )  # fmt: skip
    today: date

    def filter(self, rows: Any) -> Any:
        found, state = self.cleaned_data["q"], self.cleaned_data["state"]
        if found:
            rows = rows.filter(case__number__icontains=found) | rows.filter(subject__icontains=found)
        if state == "waiting":
            return rows.filter(pk__in=Request.objects.filter(state=State.RECEIVED, consultations__opinion="",
                                                             consultations__sent_on__isnull=False))  # fmt: skip
        if state == "late":
            late = Q(case__clocks__state="running", case__clocks__due_on__lt=self.today)
            return rows.filter(pk__in=Request.objects.filter(
                late | Q(state=State.CLARIFYING, clarification__until__lt=self.today)))  # fmt: skip
        return rows.filter(state=state) if state else rows
