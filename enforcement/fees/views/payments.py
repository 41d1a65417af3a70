"""What came in: matched, waiting, too little, too much; a sheet of the bank read line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.fees import actions, forms, queries, rules
from enforcement.fees.rules.result import yuan
from enforcement.fees.states import Match
from envportal.audit import log
from envportal.web.views import Column, ListPage, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from enforcement.fees.models import Line, Payment, Run


def own(request: HttpRequest) -> QuerySet[Payment]:
    return queries.payments_of(request.user.bureau)  # type: ignore[union-attr]


def number_of(payment: Payment) -> str:
    """The fee it was booked on, or what the payer wrote."""
    return str(payment.entry.account.fee.case.number) if payment.entry else payment.told


class Payments(ListPage):
    """Reconciliation: every receipt and what it was found to be."""

    permission = rules.PAY
    queryset = staticmethod(own)
    template_name = "fees/payments.html"
    title = _("缴款核对")
    file_name = "fee-payments"
    form_class = forms.FindPayments
    counted = _("共 %(n)s 笔")
    empty_sentence = _("没有符合条件的缴款。")
    empty_more = _("导入银行的缴款表；按票据号去重，按编号核对，没有对上的由人核对。")
    columns = (
        Column(_("票据号"), "receipt", "receipt"),
        Column(_("缴款单位"), "payer", "payer"),
        Column(_("金额，元"), lambda row: yuan(row.fen), "fen"),
        Column(_("缴款日期"), "paid_on", "paid_on"),
        Column(_("编号"), number_of),
        Column(_("核对"), "get_match_display", "match"),
        Column(_("没有对上的原因"), "why"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = own(self.request).order_by().values("match").annotate(n=Count("pk"), fen=Sum("fen"))
        by_match = {row["match"]: row for row in found}
        sums = [(one.label, by_match[one]["n"], by_match[one]["fen"]) for one in Match if one in by_match]
        return super().get_context_data(sums=sums, runs=queries.runs_of(self.request.user.bureau)[:5], **kwargs)  # type: ignore[union-attr]


class MatchPayment(StepView):
    """By hand, to the fee of a number."""

    permission = rules.PAY
    queryset = staticmethod(own)
    form_class = forms.MatchForm
    action = staticmethod(actions.match)
    title = _("人工核对缴款")
    button = pgettext_lazy("verb", "对上")
    done = _("已对上并记账。")

    def get_success_url(self) -> str:
        return reverse("fees:payments")

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_intro(self) -> object:
        one = self.object
        words = {"receipt": one.receipt, "payer": one.payer, "sum": yuan(one.fen), "told": one.told or "—"}
        return _("票据 %(receipt)s，%(payer)s，%(sum)s 元，写的编号：%(told)s。") % words


def booked(request: HttpRequest) -> QuerySet[Payment]:
    return own(request).filter(entry__isnull=False)


class Reverse(StepView):
    """Entered by mistake: put right by an entry, never by changing one."""

    permission = rules.PAY
    queryset = staticmethod(booked)
    form_class = forms.ReverseForm
    action = staticmethod(actions.reverse)
    title = _("冲正缴款")
    button = pgettext_lazy("verb", "冲正")
    done = _("已冲正；票据号可以按实际情况重新登记。")
    danger = True

    def get_success_url(self) -> str:
        return reverse("fees:fee", args=[self.object.entry.account_id])

    def get_cancel_url(self) -> str:
        return reverse("fees:payments")

    def get_intro(self) -> object:
        words = {"receipt": self.object.receipt, "sum": yuan(self.object.fen), "number": number_of(self.object)}
        return (
            _("票据 %(receipt)s，%(sum)s 元，记在 %(number)s。原来的分录不改，另记一笔相反的；登记的人不能自己冲正。")
            % words
        )


class Import(StepView):
    permission = rules.PAY
    form_class = forms.ImportForm
    title = _("导入缴款表")
    intro = _("每行一笔，逐行报告；同一票据号再次导入不会重复记账。")
    button = pgettext_lazy("verb", "导入")
    done = _("表格已读完，逐行结果如下。")
    object = None

    def act(self, **typed: Any) -> Any:
        return actions.import_payments(by=self.request.user, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        event = log.already(self.key)
        return reverse("fees:run", args=[event.facts["run"]]) if event else reverse("fees:payments")

    def get_cancel_url(self) -> str:
        return reverse("fees:payments")


class RunPage(ListPage):
    """What became of each line."""

    permission = rules.PAY
    template_name = "fees/run.html"
    file_name = "fee-import"
    counted = _("共 %(n)s 行")
    columns = (
        Column(_("行号"), "number", "number"),
        Column(_("结果"), "get_result_display", "result"),
        Column(_("说明"), "why"),
        Column(_("原文"), "text"),
    )

    @cached_property
    def run(self) -> Run:
        mine = queries.runs_of(self.request.user.bureau).select_related("by")  # type: ignore[union-attr]
        return get_object_or_404(mine, pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.run.name

    def get_queryset(self) -> QuerySet[Line]:
        return self.run.lines.order_by("number")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(run=self.run, **kwargs)
