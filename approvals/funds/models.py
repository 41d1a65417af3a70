"""A programme of money, and an application for it from advice to payment and result."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from approvals.funds.flow import FundFlow
from approvals.funds.states import FUNDED, State
from envportal.accounts.models import Enterprise


def money(label: Any, **kwargs: Any) -> models.DecimalField:  # type: ignore[type-arg]
    return models.DecimalField(label, max_digits=14, decimal_places=2, null=True, blank=True, **kwargs)


class Programme(models.Model):
    """一项专项资金: by which document, for whom, how much, and when one may apply; published by a second person."""

    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="fund_programmes")
    name = models.CharField(_("资金名称"), max_length=200)
    source = models.CharField(_("依据的文件"), max_length=200)
    decided_by = models.CharField(_("由谁决定"), max_length=100)
    criteria = models.TextField(_("支持什么、条件是什么"), max_length=4000)
    budget = money(_("总额（元）"))
    opens_on = models.DateField(_("从哪一天起可以申请"))
    closes_on = models.DateField(_("最后一天"))
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("起草人"))
    made_at = models.DateTimeField(_("起草时间"))
    published_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("发布人")
    )
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    # The results are published by a second step, once they are known.
    results_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    results_at = models.DateTimeField(_("结果公布时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="programme_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(published_by=None, published_at=None)
                | Q(published_by__isnull=False, published_at__isnull=False) & ~Q(published_by=F("made_by")),
                name="nobody_publishes_the_programme_they_wrote",
            ),
            models.CheckConstraint(
                condition=Q(results_at=None) | Q(published_at__isnull=False, results_by__isnull=False),
                name="results_follow_a_published_programme",
            ),
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gt=0), name="programme_has_money"),
        ]

    def __str__(self) -> str:
        return self.name


class Application(FundFlow):
    """申请: it is a case; its holder is the named officer."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="fund_application")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="applications")
    words = models.CharField(_("想做什么"), max_length=1000)
    asked_at = models.DateTimeField(_("提出时间"))
    advice = models.CharField(_("指导意见"), max_length=2000, blank=True)
    wanted = money(_("申请多少元"))
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    handed_in_on = models.DateField(_("交申请书日期"), null=True, blank=True)
    opinion = models.CharField(_("审核意见"), max_length=1000, blank=True)
    reviewed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_on = models.DateField(_("审核日期"), null=True, blank=True)
    sent_number = models.CharField(_("推荐文件和文号"), max_length=100, blank=True)
    granted = money(_("批准多少元"))
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    decision_number = models.CharField(_("决定文件和文号"), max_length=100, blank=True)
    result = models.CharField(_("验收结论"), max_length=1000, blank=True)
    checked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    checked_on = models.DateField(_("验收日期"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=FundFlow.known_states(), name="fund_application_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(FUNDED))
                | Q(granted__gt=0, decided_on__isnull=False) & ~Q(decision_number=""),
                name="money_is_granted_by_a_document",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.RECOMMENDED, State.DECLINED, State.REFUSED, *FUNDED])
                | Q(reviewed_by__isnull=False) & ~Q(opinion=""),
                name="what_is_recommended_was_reviewed",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CHECKED) | Q(checked_by__isnull=False) & ~Q(result=""),
                name="result_is_checked_by_somebody_in_words",
            ),
        ]

    def __str__(self) -> str:
        return self.case.title

    @property
    def owner(self) -> Enterprise:
        if self.case.enterprise is None:
            raise Enterprise.DoesNotExist
        return self.case.enterprise


class Payment(models.Model):
    """一笔拨付, with the paper that proves it."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="payments")
    amount = models.DecimalField(_("多少元"), max_digits=14, decimal_places=2)
    on = models.DateField(_("到账日期"))
    proof = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    noted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("登记时间"))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_money")]

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"
