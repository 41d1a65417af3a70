"""The steps of the three kinds of cases."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from enforcement.orders.forms.base import LinesField, RowForm, one_of, proof, words, yes_or_no
from enforcement.orders.models import Penalty, Transfer
from enforcement.orders.rules import law, tables
from enforcement.orders.rules.gate import investigators
from enforcement.orders.states import (
    MoneyKind,
    Outcome,
    PenaltyKind,
    PenaltyState,
    ReviewOutcome,
    Said,
    TransferKind,
    View,
)
from envportal.accounts.models import User
from envportal.documents.enums import ReceiverCapacity, ServiceWay
from envportal.documents.models import Letter
from envportal.documents.queries import for_a_party
from envportal.web.forms import ChineseDateField, PlainDecimalField

if TYPE_CHECKING:
    from datetime import date

ARTICLE = _("法律条文的条号")
READ = _("依据表里没有录入，核对原文后填写，例如 第一百条第二款")
PART = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[\s　]+([\d.,]+)")


class SignForm(RowForm):
    """An order cites an article; where the table has none, who signs has read it."""

    def choose(self, row: Any) -> None:
        if tables.NO_ARTICLE in row.law:
            self.fields["article"] = forms.CharField(label=ARTICLE, max_length=60, help_text=READ)


class ServeForm(RowForm):
    """How a letter reached its party, and what shows it."""

    letter = forms.ModelChoiceField(label=_("文书"), queryset=Letter.objects.none(), empty_label=None)
    way = one_of(_("送达方式"), [(one, ServiceWay(one).label) for one in ("counter", "post", "left", "public")])
    on = ChineseDateField(label=_("送达日期"))
    receiver = forms.CharField(label=_("签收人"), max_length=80, required=False)
    capacity = forms.ChoiceField(
        label=_("签收人身份"), choices=[("", "—"), *ReceiverCapacity.choices], required=False,
        help_text=_("当面签收的必须填写"),
    )  # fmt: skip
    identity = forms.CharField(
        label=_("出示的证件"), max_length=80, required=False, help_text=_("只写证件种类和号码后四位")
    )
    tracking = forms.CharField(label=_("邮件号"), max_length=60, required=False, help_text=_("邮寄送达的必须填写"))
    place = forms.CharField(label=_("留置的地点或者公告的载体"), max_length=200, required=False)
    note = forms.CharField(label=_("拒收或者公告的事由"), max_length=300, required=False)
    witness = forms.CharField(label=_("见证人"), max_length=80, required=False)
    evidence = proof()

    def choose(self, row: Any) -> None:
        waiting = row.case.letters.filter(for_a_party(), served_on=None, voided_at=None).order_by("pk")
        self.fields["letter"].queryset = waiting  # type: ignore[attr-defined]
        self.fields["letter"].label_from_instance = lambda one: f"{one.get_kind_display()} {one.number}"  # type: ignore[attr-defined]


class ReportForm(RowForm):
    words = words(_("改正了什么，怎样改正的"), longest=2000)


class LookForm(RowForm):
    on = ChineseDateField(label=_("复查日期"))
    outcome = one_of(_("复查结果"), Outcome.choices)
    facts = words(_("复查情况"))


class RenewForm(RowForm):
    within = ChineseDateField(label=_("改正期限"))


class DailyForm(RowForm):
    repeats = forms.ModelChoiceField(label=_("原处罚决定"), queryset=Penalty.objects.none(), empty_label=None)
    why = words(
        _("为什么是同一违法行为"), rows=2, longest=500, required=False,
        help_text=_("原处罚决定不是随本次责令改正作出的必须写明"),
    )  # fmt: skip

    def choose(self, row: Any) -> None:
        decided = Penalty.objects.filter(
            case__bureau=row.case.bureau_id, case__enterprise=row.case.enterprise_id, violation=row.violation,
            kind=PenaltyKind.ORDINARY, state__in=[PenaltyState.DECIDED, PenaltyState.CLOSED], served_on__isnull=False,
        ).select_related("case")  # fmt: skip
        self.fields["repeats"].queryset = decided.order_by("-pk")  # type: ignore[attr-defined]


class ProposeForm(RowForm):
    """The table of discretion, factor by factor; a daily penalty has its days instead."""

    facts = words(_("违法事实"))

    def choose(self, row: Any) -> None:
        self.fields["facts"].initial = row.facts
        if row.kind == PenaltyKind.DAILY:
            return
        for factor, steps in tables.discretion().items():
            choices = [(one.step, f"{one.step_name}（{one.points}）") for one in steps]
            self.fields[f"step_{factor}"] = one_of(steps[0].factor_name, choices, initial=row.steps.get(factor))
        self.fields["act_until"] = ChineseDateField(
            label=_("违法行为终了日期"), required=False, initial=row.act_until, help_text=_("还在继续的不填")
        )
        if law.lacks_article(row.violation):
            self.fields["article"] = forms.CharField(label=ARTICLE, max_length=60, required=False, help_text=READ)
        self.fields["is_serious"] = forms.BooleanField(label=_("情节严重"), required=False)
        self.fields["is_complex"] = forms.BooleanField(
            label=_("情节复杂或者重大违法行为"), required=False, help_text=_("须经法制审核和集体讨论")
        )
        self.fields["amount"] = PlainDecimalField(
            label=_("罚款，元"), required=False, min_value=1, max_digits=14, decimal_places=2,
            help_text=_("按裁量表的不填"),
        )  # fmt: skip
        self.fields["deviates_why"] = words(_("偏离裁量表的理由"), rows=2, longest=1000, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        steps = {name.removeprefix("step_"): typed.pop(name) for name in list(typed) if name.startswith("step_")}
        return {**typed, "steps": steps}


class DefenceForm(RowForm):
    words = words(_("陈述申辩的内容"))


class RecordDefenceForm(RowForm):
    said = one_of(_("当事人的意见"), Said.choices)
    words = words(_("陈述申辩的内容"), required=False)
    received_on = ChineseDateField(label=_("收到日期"))


class AnswerForm(RowForm):
    adopted = yes_or_no(_("是否采纳"), _("采纳"), _("不采纳"))
    answer = words(_("复核意见"), longest=2000)


class RecordHearingForm(RowForm):
    asked_on = ChineseDateField(label=_("申请日期"))
    reason = words(_("申请理由"), rows=3, longest=2000)

    def clean_asked_on(self) -> date:
        asked_on: date = self.cleaned_data["asked_on"]
        if self.row.notice_served_on is not None and asked_on < self.row.notice_served_on:
            raise forms.ValidationError(_now("申请日期不早于告知书送达日期"))
        return asked_on


class ArrangeForm(RowForm):
    held_on = ChineseDateField(label=_("听证日期"), help_text=_("通知要在七个工作日以前送达"))
    held_at = forms.TimeField(
        label=_("听证时间"), widget=forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"})
    )
    place = forms.CharField(label=_("听证地点"), max_length=200)
    chair = forms.ModelChoiceField(label=_("听证主持人"), queryset=User.objects.none(), empty_label=None)

    def choose(self, row: Any) -> None:
        others = User.objects.filter(bureau=row.case.bureau_id, grants__role="legal", is_active=True)
        self.fields["chair"].queryset = others.exclude(pk__in=investigators(row)).distinct()  # type: ignore[attr-defined]


class MinuteForm(RowForm):
    minuted_on = ChineseDateField(label=_("笔录签字日期"))
    minutes = words(_("听证笔录要点"))


class ReviewForm(RowForm):
    outcome = one_of(_("审核意见"), ReviewOutcome.choices)
    opinion = words(_("审核意见内容"), longest=2000)


class SpeakForm(RowForm):
    view = one_of(_("意见"), View.choices)
    words = words(_("意见内容"), rows=3, longest=1000)


class ConcludeForm(RowForm):
    minutes = words(_("讨论记录"))


class CodeForm(RowForm):
    code = forms.CharField(
        label=_("动态验证码"), max_length=10,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )  # fmt: skip


class SpareForm(CodeForm):
    reason = words(_("不予处罚的理由"), longest=1000)
    field_order = ("reason", "code")


class TransferForm(RowForm):
    kind = one_of(_("移送种类"), TransferKind.choices)
    authority = forms.CharField(label=_("接收机关"), max_length=120)
    facts = words(_("移送的事实和理由"))
    law = forms.CharField(label=_("移送依据"), max_length=300)
    enclosed = LinesField(label=_("移送材料，一行一项"))


class ReplyForm(RowForm):
    sent = forms.ModelChoiceField(label=_("哪一次移送"), queryset=Transfer.objects.none(), empty_label=None)
    replied_on = ChineseDateField(label=_("回复日期"))
    accepted = yes_or_no(_("是否接收"))
    reply = words(_("回复内容"), rows=3, longest=1000)

    def choose(self, row: Any) -> None:
        waiting = row.transfers.filter(replied_on=None)
        self.fields["sent"].queryset = waiting  # type: ignore[attr-defined]
        self.fields["sent"].label_from_instance = lambda one: f"{one.get_kind_display()} {one.sent_on}"  # type: ignore[attr-defined]


class AllowForm(RowForm):
    agreed = yes_or_no(_("是否同意"), _("同意"), _("不同意"))
    why = words(_("理由"), rows=2, longest=500)
    parts = LinesField(
        label=_("缴款安排，一行一期"), required=False, help_text=_("先写最后一天，再写金额，例如 2026-11-30 50000")
    )

    def clean_parts(self) -> list[tuple[date, Decimal]]:
        parts = [_part(line) for line in self.cleaned_data["parts"]]
        days = [day for day, _amount in parts]
        if len(set(days)) < len(days):
            raise forms.ValidationError(_now("每期一个日期：同一天写了两次"))
        return parts


def _part(line: str) -> tuple[date, Decimal]:
    found = PART.fullmatch(line)
    if found is None:
        raise forms.ValidationError(_now("“%(line)s”：先写日期，空一格，再写金额") % {"line": line[:40]})
    try:
        day: date = ChineseDateField().clean(f"{found[1]}-{found[2]}-{found[3]}")
        return day, PlainDecimalField(min_value=Decimal("0.01"), max_digits=14, decimal_places=2).clean(found[4])
    except forms.ValidationError:
        raise forms.ValidationError(_now("“%(line)s”的日期或者金额不对") % {"line": line[:40]}) from None


class PayForm(RowForm):
    kind = one_of(_("款项"), MoneyKind.choices, initial=MoneyKind.FINE)
    amount = PlainDecimalField(label=_("金额，元"), min_value=0, max_digits=14, decimal_places=2)
    paid_on = ChineseDateField(label=_("缴款日期"))
    receipt = forms.CharField(label=_("票据号"), max_length=60)


class CourtForm(RowForm):
    court_on = ChineseDateField(label=_("申请日期"))
    court_words = words(_("受理法院和申请情况"), rows=2, longest=500)
