"""What parties and staff type about a hearing."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from approvals.applications.forms.applicant import ReasonForm
from approvals.applications.forms.staff import planned_days, words
from approvals.applications.models import HearingRequest
from approvals.applications.states import Asker
from envportal.accounts.models import User
from envportal.web.forms import ChineseDateField, Form, UploadField
from envportal.web.forms.text import narrow

CLOCK_SIGNS = str.maketrans({"：": ":", "时": ":", "点": ":", "分": "", "．": ":"})


class ClockField(forms.TimeField):
    """A time of day, typed as 9:30, 09：30 or 9时30分."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})

    def to_python(self, value: Any) -> time | None:
        if value is None or isinstance(value, time):
            return value
        text = narrow(str(value)).translate(CLOCK_SIGNS).strip()
        if not text:
            return None
        hours, _colon, minutes = text.partition(":")
        try:
            return time(int(hours), int(minutes or 0))
        except ValueError:
            raise ValidationError(_("时间写成 24 小时制，例如 9:30 或 14:00"), code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


def clock(label: Any, **kwargs: Any) -> ClockField:
    return ClockField(label=label, **kwargs)


class AskHearingForm(Form):
    reason = words(
        _("为什么申请听证"),
        rows=6,
        max_length=2000,
        help_text=_("写明您对拟作出的决定有什么意见、有什么事实和证据"),
        error_messages={"required": _("写明为什么申请听证")},
    )


class RecordHearingRequestForm(Form):
    asker = forms.ChoiceField(
        label=_("谁申请"),
        choices=Asker.choices,
        widget=forms.RadioSelect,
        initial=Asker.INTERESTED,
        error_messages={"required": _("选择谁申请")},
    )
    name = forms.CharField(
        label=_("姓名或者名称"), max_length=120, error_messages={"required": _("写明申请人的姓名或者名称")}
    )
    contact = forms.CharField(
        label=_("联系方式"),
        max_length=200,
        help_text=_("送达听证通知书用，只供局内查看"),
        error_messages={"required": _("写明怎样联系，听证通知书要送达本人")},
    )
    asked_on = ChineseDateField(
        label=_("收到申请的日期"),
        help_text=_("寄来的以寄出的邮戳日期为准"),
        error_messages={"required": _("写明收到申请的日期")},
    )
    handed_in_at = clock(
        _("几点递交"),
        required=False,
        help_text=_("当面递交的写明，最后一天到窗口下班为止；寄来的不写"),
    )
    reason = words(_("申请理由"), max_length=2000, error_messages={"required": _("写明申请理由")})
    file = UploadField(
        label=_("听证申请书扫描件 PDF"),
        help_text=_("只供局内查看"),
        error_messages={"required": _("选择听证申请书扫描件 PDF")},
    )


class RecordWithdrawalForm(ReasonForm):
    request = forms.ModelChoiceField(
        HearingRequest.objects.none(),
        label=_("撤回哪一份申请"),
        empty_label=None,
        error_messages={"required": _("选择撤回哪一份申请")},
    )
    field_order = ("request", "reason")

    def __init__(self, *args: Any, requests: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request"].queryset = requests  # type: ignore[attr-defined]


class ConfirmHearingForm(Form):
    planned_days = planned_days(help_text=_("从申请之日的次日算起，到笔录签字为止；会书面告知申请人"))


class ArrangeHearingForm(Form):
    held_on = ChineseDateField(label=_("听证日期"), error_messages={"required": _("写明听证日期，例如 2026年11月20日")})
    held_at = clock(_("听证时间"), help_text=_("例如 9:30"), error_messages={"required": _("写明几点开始")})
    place = forms.CharField(label=_("听证地点"), max_length=200, error_messages={"required": _("写明听证地点")})
    chair = forms.ModelChoiceField(
        User.objects.none(),
        label=_("主持人"),
        empty_label=_("请选择"),
        help_text=_("只能是没有参与审查本件的人；当事人有权申请回避"),
        error_messages={"required": _("选择主持人")},
    )

    closed_why = forms.CharField(
        label=_("不公开举行的理由"),
        max_length=200,
        required=False,
        help_text=_("公开举行的不填，听证公告送信息公开编辑发布；涉及国家秘密、商业秘密、个人隐私的才不公开"),
    )

    def __init__(self, *args: Any, chairs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = chairs  # type: ignore[attr-defined]


class TranscriptForm(Form):
    signed_on = ChineseDateField(
        label=_("笔录签字日期"),
        help_text=_("这一天是最后一个不计入的日子，次日起时限恢复"),
        error_messages={"required": _("写明笔录签字日期")},
    )
    summary = words(
        _("听证中的主要意见"), rows=6, max_length=4000, error_messages={"required": _("写明听证中的主要意见")}
    )
    file = UploadField(label=_("听证笔录 PDF"), error_messages={"required": _("选择签字的听证笔录 PDF")})


class ConfirmOpinionForm(Form):
    text = words(
        _("听证意见的采纳情况和理由"),
        rows=6,
        max_length=3000,
        error_messages={"required": _("写明听证意见是否采纳和理由")},
    )
