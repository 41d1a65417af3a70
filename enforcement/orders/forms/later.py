"""Steps that put right what was recorded, and what comes after a decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enforcement.orders.forms.base import RowForm, one_of, proof, words, yes_or_no
from enforcement.orders.forms.steps import ServeForm
from enforcement.orders.models import Payment
from enforcement.orders.states import RemedyKind, RemedyOutcome
from envportal.documents.enums import ServiceWay
from envportal.documents.models import Letter
from envportal.documents.queries import for_a_party
from envportal.web.forms import ChineseDateField, PlainDecimalField, UploadField, up_to


class NotServedForm(RowForm):
    """A try in vain; public notice wants one."""

    letter = forms.ModelChoiceField(label=_("文书"), queryset=Letter.objects.none(), empty_label=None)
    way = one_of(_("送达方式"), [(one, ServiceWay(one).label) for one in ("counter", "post", "left")])
    on = ChineseDateField(label=_("退回或者没有送到的日期"))
    reason = words(_("没有送达的原因"), rows=2, longest=200)
    evidence = proof()
    choose = ServeForm.choose


class CorrectServiceForm(RowForm):
    letter = forms.ModelChoiceField(label=_("文书"), queryset=Letter.objects.none(), empty_label=None)
    on = ChineseDateField(label=_("凭证上的日期"))
    reason = words(_("更正理由"), rows=2, longest=300)
    evidence = proof()

    def choose(self, row: Any) -> None:
        served = row.case.letters.filter(for_a_party(), served_on__isnull=False, voided_at=None).order_by("pk")
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
    new_amount = PlainDecimalField(
        label=_("变更后的罚款（元）"), max_digits=14, decimal_places=2, required=False,
        help_text=_("结果是变更的必须填写；不得高于原来的罚款"),
    )  # fmt: skip
    content = words(_("变更的内容"), rows=3, longest=2000, required=False, help_text=_("结果是变更的必须填写"))
    pay_by = ChineseDateField(
        label=_("另定的缴款最后一天"), required=False, help_text=_("变更决定没有另定的不填，原来的最后一天不变")
    )
    file = UploadField(
        label=_("变更决定的文书"), required=False, help_text=up_to(_("结果是变更的必须上传；PDF，不超过 %(limit)s"))
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("outcome") != RemedyOutcome.CHANGED:
            # What was typed of a change belongs to no other outcome.
            return {**typed, "new_amount": None, "content": "", "pay_by": None}
        for name in ("new_amount", "content", "file"):
            if not typed.get(name) and name not in self.errors:
                self.add_error(name, _("结果是变更的必须填写"))
        return typed


class CallExtensionForm(RowForm):
    days = forms.IntegerField(
        label=_("继续延长多少个工作日"), min_value=1, max_value=366,
        help_text=_("决定继续延期的，同时确定延长的合理期限"),
    )  # fmt: skip
    reason = words(_("继续延长的理由"), rows=3, longest=150)


class RepairForm(RowForm):
    words = words(_("整改和履行情况"), longest=2000)


class AnswerRepairForm(RowForm):
    agreed = yes_or_no(_("是否同意"), _("同意"), _("不同意"))
    why = words(_("理由"), rows=2, longest=500)


class LiftForm(RowForm):
    lifted_on = ChineseDateField(label=_("解除日期"))
    reason = words(_("理由"), rows=2, longest=500)
