"""The steps of the three kinds of cases."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from enforcement.orders.forms.base import LinesField, RowForm, one_of, words, yes_or_no
from enforcement.orders.models import Evidence, Penalty
from enforcement.orders.rules import tables
from enforcement.orders.rules.gate import investigators
from enforcement.orders.states import (
    ContestKind,
    EvidenceKind,
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
from envportal.deadlines.enums import Ground
from envportal.documents.enums import ReceiverCapacity, ServiceWay
from envportal.documents.models import Letter
from envportal.web.forms import ChineseDateField, PlainDecimalField

GROUNDS = (
    Ground.MONITORING, Ground.APPRAISAL, Ground.HEARING, Ground.ANNOUNCEMENT, Ground.SERVICE, Ground.SUSPENSION,
)  # fmt: skip
PART = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[\s　]+([\d.,]+)")


class ServeForm(RowForm):
    """How a letter reached its party, and what shows it."""

    letter = forms.ModelChoiceField(label=_("文书"), queryset=Letter.objects.none(), empty_label=None)
    way = one_of(_("送达方式"), [(one, ServiceWay(one).label) for one in ("counter", "post", "left")])
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
    place = forms.CharField(label=_("留置的地点"), max_length=200, required=False)
    note = forms.CharField(label=_("拒收的事由"), max_length=300, required=False)
    witness = forms.CharField(label=_("见证人"), max_length=80, required=False)

    def choose(self, row: Any) -> None:
        waiting = row.case.letters.filter(served_on=None, to__isnull=False, voided_at=None).order_by("pk")
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

    def choose(self, row: Any) -> None:
        decided = Penalty.objects.filter(
            case__bureau=row.case.bureau_id, case__enterprise=row.case.enterprise_id, violation=row.violation,
            kind=PenaltyKind.ORDINARY, state__in=[PenaltyState.DECIDED, PenaltyState.CLOSED],
        ).select_related("case")  # fmt: skip
        self.fields["repeats"].queryset = decided.order_by("-pk")  # type: ignore[attr-defined]


class EvidenceForm(RowForm):
    kind = forms.ChoiceField(label=_("证据种类"), choices=EvidenceKind.choices)
    what = forms.CharField(label=_("名称和内容"), max_length=500)
    taken_on = ChineseDateField(label=_("取得日期"))
    preserved_on = ChineseDateField(
        label=_("先行登记保存日期"), required=False, help_text=_("没有先行登记保存的不填；保存的七个工作日内处理")
    )


class SettleForm(RowForm):
    evidence = forms.ModelChoiceField(label=_("证据"), queryset=Evidence.objects.none(), empty_label=None)
    how = words(_("怎样处理"), rows=2, longest=300)

    def choose(self, row: Any) -> None:
        waiting = row.evidence.filter(preserved_on__isnull=False, settled_on=None)
        self.fields["evidence"].queryset = waiting  # type: ignore[attr-defined]


class WaitForm(RowForm):
    ground = forms.ChoiceField(label=_("不计入期限的事由"), choices=[(one.value, one.label) for one in GROUNDS])
    paper = forms.CharField(label=_("依据的文书"), max_length=300, help_text=_("例如监测委托书和它的编号"))
    since = ChineseDateField(label=_("从哪天起"))
    until = ChineseDateField(label=_("到哪天为止"), required=False, help_text=_("还不知道的不填"))


class UntilForm(RowForm):
    until = ChineseDateField(label=_("不计入的最后一天"))


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
    replied_on = ChineseDateField(label=_("回复日期"))
    accepted = yes_or_no(_("是否接收"))
    reply = words(_("回复内容"), rows=3, longest=1000)


class AllowForm(RowForm):
    agreed = yes_or_no(_("是否同意"), _("同意"), _("不同意"))
    why = words(_("理由"), rows=2, longest=500)
    parts = LinesField(
        label=_("缴款安排，一行一期"), required=False, help_text=_("先写最后一天，再写金额，例如 2026-11-30 50000")
    )

    def clean_parts(self) -> list[tuple[date, Decimal]]:
        return [_part(line) for line in self.cleaned_data["parts"]]


def _part(line: str) -> tuple[date, Decimal]:
    found = PART.fullmatch(line)
    if found is None:
        raise forms.ValidationError(_now("“%(line)s”：先写日期，空一格，再写金额") % {"line": line[:40]})
    try:
        return date(int(found[1]), int(found[2]), int(found[3])), Decimal(found[4].replace(",", ""))
    except (ValueError, ArithmeticError):
        raise forms.ValidationError(_now("“%(line)s”的日期或者金额不对") % {"line": line[:40]}) from None


class PayForm(RowForm):
    kind = one_of(_("款项"), MoneyKind.choices, initial=MoneyKind.FINE)
    amount = PlainDecimalField(label=_("金额，元"), min_value=0, max_digits=14, decimal_places=2)
    paid_on = ChineseDateField(label=_("缴款日期"))
    receipt = forms.CharField(label=_("票据号"), max_length=60)


class ContestForm(RowForm):
    kind = one_of(_("救济途径"), ContestKind.choices)
    since = ChineseDateField(label=_("受理日期"))


class EndContestForm(RowForm):
    until = ChineseDateField(label=_("结果送达日期"))
    result = forms.CharField(label=_("结果"), max_length=300)


class CourtForm(RowForm):
    court_on = ChineseDateField(label=_("申请日期"))
    court_words = words(_("受理法院和申请情况"), rows=2, longest=500)


class RepairForm(RowForm):
    words = words(_("整改和履行情况"), longest=2000)


class AnswerRepairForm(RowForm):
    agreed = yes_or_no(_("是否同意"), _("同意"), _("不同意"))
    why = words(_("理由"), rows=2, longest=500)


class LiftForm(RowForm):
    lifted_on = ChineseDateField(label=_("解除日期"))
    reason = words(_("理由"), rows=2, longest=500)
