"""Steps that put right what was recorded, and what comes after a decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.orders.forms.base import RowForm, one_of, words, yes_or_no
from enforcement.orders.forms.steps import ServeForm
from enforcement.orders.models import Payment
from enforcement.orders.states import RemedyKind, RemedyOutcome
from envportal.documents.enums import ServiceWay
from envportal.documents.models import Letter
from envportal.web.forms import ChineseDateField


class NotServedForm(RowForm):
    """A try in vain; public notice wants one."""

    letter = forms.ModelChoiceField(label=_("文书"), queryset=Letter.objects.none(), empty_label=None)
    way = one_of(_("送达方式"), [(one, ServiceWay(one).label) for one in ("counter", "post", "left")])
    on = ChineseDateField(label=_("退回或者没有送到的日期"))
    reason = words(_("没有送达的原因"), rows=2, longest=200)
    choose = ServeForm.choose


class CorrectServiceForm(RowForm):
    letter = forms.ModelChoiceField(label=_("文书"), queryset=Letter.objects.none(), empty_label=None)
    on = ChineseDateField(label=_("凭证上的日期"))
    reason = words(_("更正理由"), rows=2, longest=300)

    def choose(self, row: Any) -> None:
        served = row.case.letters.filter(served_on__isnull=False, to__isnull=False, voided_at=None).order_by("pk")
        self.fields["letter"].queryset = served  # type: ignore[attr-defined]
        self.fields["letter"].label_from_instance = lambda one: f"{one.get_kind_display()} {one.number}"  # type: ignore[attr-defined]


class TakeBackForm(RowForm):
    payment = forms.ModelChoiceField(label=_("缴款"), queryset=Payment.objects.none(), empty_label=None)
    reason = words(_("理由"), rows=2, longest=500)

    def choose(self, row: Any) -> None:
        standing = row.payments.filter(taken_back_on=None)
        self.fields["payment"].queryset = standing  # type: ignore[attr-defined]
        self.fields["payment"].label_from_instance = lambda one: f"{one.paid_on} {one.amount} {one.receipt}"  # type: ignore[attr-defined]


class RemedyForm(RowForm):
    kind = one_of(_("复议或者诉讼"), RemedyKind.choices)
    since = ChineseDateField(label=_("受理日期"))


class EndRemedyForm(RowForm):
    outcome = one_of(_("结果"), RemedyOutcome.choices)
    until = ChineseDateField(label=_("文书生效日期"))
    paper = forms.CharField(label=_("依据的文书"), max_length=200)


class RepairForm(RowForm):
    words = words(_("整改和履行情况"), longest=2000)


class AnswerRepairForm(RowForm):
    agreed = yes_or_no(_("是否同意"), _("同意"), _("不同意"))
    why = words(_("理由"), rows=2, longest=500)


class LiftForm(RowForm):
    lifted_on = ChineseDateField(label=_("解除日期"))
    reason = words(_("理由"), rows=2, longest=500)
