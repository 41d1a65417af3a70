"""What a clerk types about the service of a letter: the fields of its way, and no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from envportal.documents.enums import ReceiverCapacity, ServiceWay
from envportal.documents.rules import WAYS
from envportal.web.forms import ChineseDateField, Form, UploadField
from envportal.web.forms.text import narrow
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrPromise

    from envportal.documents.models import Letter

# A whole identity number has no business here: kind and last four digits show whose it was.
WHOLE_NUMBER = re.compile(r"\d{15,17}[\dXx]?")
ON: dict[str, str | _StrPromise] = {
    ServiceWay.COUNTER: _("签收日期"),
    ServiceWay.POST: _("回执上的收件日期"),
    ServiceWay.LEFT: _("留置日期"),
    ServiceWay.PUBLIC: _("公告日期"),
}
PLACE: dict[str, str | _StrPromise] = {
    ServiceWay.COUNTER: _("在哪里签收（窗口签收的不填）"),
    ServiceWay.LEFT: _("留在什么地方"),
    ServiceWay.PUBLIC: _("公告登在哪里"),
}
NOTE: dict[str, str | _StrPromise] = {
    ServiceWay.LEFT: _("拒收的事由"),
    ServiceWay.PUBLIC: _("为什么只能公告"),
}


def no_whole_number(text: str) -> None:
    if WHOLE_NUMBER.search(re.sub(r"\s", "", narrow(text))):
        raise ValidationError(_("只写证件种类和号码后四位，例如 居民身份证，尾号 0318"))


def day_field(label: Any, issued_on: date) -> ChineseDateField:
    hint = _("从成文之日 %(day)s 到今天之间的任何一天") % {"day": days.short(issued_on)}
    return ChineseDateField(label=label, help_text=hint)


class ServiceForm(Form):
    """One way of service: its day, its proof, and the letters handed over at the same time."""

    on = ChineseDateField(label=_("送达日期"))
    receiver = forms.CharField(label=_("签收人"), max_length=80)
    capacity = forms.ChoiceField(
        label=_("签收人是当事人的什么人"), choices=ReceiverCapacity.choices, widget=forms.RadioSelect
    )
    identity = forms.CharField(
        label=_("出示的证件"),
        max_length=60,
        validators=[no_whole_number],
        help_text=_("只写种类和号码后四位，例如 居民身份证，尾号 0318；代收的还有授权委托书"),
    )
    tracking = forms.CharField(label=_("邮件号"), max_length=40)
    place = forms.CharField(label=_("地点"), max_length=200)
    note = forms.CharField(label=_("事由"), max_length=300)
    witness = forms.CharField(
        label=_("见证人"),
        max_length=120,
        help_text=_("姓名和所在的基层组织或者单位；没有见证人的，上传拍照、录像的说明"),
    )
    evidence = UploadField(label=_("送达凭证扫描件 PDF（可不传）"), help_text=_("送达回证、邮件回执；只供局内查看"))
    also = forms.TypedMultipleChoiceField(
        label=_("同时交给同一人的其他文书"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, way: str, letter: Letter, others: list[Letter], **kwargs: Any) -> None:
        self.way = way
        super().__init__(*args, **kwargs)
        needs = WAYS[way]
        for name in self.fields.keys() - {"on", "also", *needs.fields}:
            del self.fields[name]
        for name, field in self.fields.items():
            field.required = name == "on" or name in needs.needs
        self.fields["on"] = day_field(ON[way], letter.decided_on)
        for name, labels in (("place", PLACE), ("note", NOTE)):
            if name in self.fields:
                self.fields[name].label = labels[way]
        if way == ServiceWay.COUNTER and others:
            self.fields["also"].choices = [(one.pk, str(one.get_kind_display() + " " + one.number)) for one in others]  # type: ignore[attr-defined]
        else:
            del self.fields["also"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        needs = WAYS[self.way]
        if needs.one_of and not self.errors and not any(typed.get(name) for name in needs.one_of):
            self.add_error(needs.one_of[0], _("写明见证人，或者上传拍照、录像的凭证"))
        return typed


class FailedForm(Form):
    """A try that did not reach the party."""

    way = forms.ChoiceField(
        label=_("怎么送的"),
        choices=[(way, ServiceWay(way).label) for way in (ServiceWay.POST, ServiceWay.COUNTER)],
        widget=forms.RadioSelect,
        initial=ServiceWay.POST,
    )
    on = ChineseDateField(label=_("退回或者没有送到的日期"))
    reason = forms.CharField(
        label=_("为什么没有送达"), max_length=200, help_text=_("例如 原址已搬迁，邮件退回；上门无人")
    )
    tracking = forms.CharField(label=_("邮件号（邮寄的写）"), max_length=40, required=False)
    evidence = UploadField(label=_("退件凭证扫描件 PDF（可不传）"), required=False, help_text=_("只供局内查看"))

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = day_field(self.fields["on"].label, letter.decided_on)
        self.fields["on"].required = True

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("way") == ServiceWay.POST and not typed.get("tracking"):
            self.add_error("tracking", _("写明邮件号"))
        return typed


class CorrectServiceForm(Form):
    """更正: the day as it should read, or that the letter did not arrive; and why."""

    on = ChineseDateField(label=_("送达日期"))
    reached = forms.TypedChoiceField(
        label=_("到底送达了没有"),
        choices=((True, pgettext_lazy("service", "送达了，改的是日期")), (False, _("其实没有送达，文书重新等待送达"))),
        coerce=lambda typed: typed == "True",
        widget=forms.RadioSelect,
        initial=True,
    )
    reason = forms.CharField(
        label=_("更正的理由"), min_length=2, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    evidence = UploadField(label=_("更正所凭的扫描件 PDF（可不传）"), required=False, help_text=_("只供局内查看"))

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = day_field(_("凭证上的日期"), letter.decided_on)
