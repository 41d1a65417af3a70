"""A complaint that somebody took money for an approval, and what the supervisor found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disclosure.charges.enums import Outcome


class Complaint(models.Model):
    """收费投诉: it is a case; whoever holds its number and code reads the outcome. Who complains may stay unnamed."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="charge_complaint")
    key = models.CharField(max_length=36, unique=True, editable=False)  # of the form: two clicks make one complaint
    received_at = models.DateTimeField(_("收到时间"))
    charged_by = models.CharField(_("谁收的"), max_length=120)
    amount = models.DecimalField(_("多少元"), max_digits=12, decimal_places=2, null=True, blank=True)
    about = models.CharField(_("为哪一件事"), max_length=200, blank=True)
    what = models.CharField(_("怎么回事"), max_length=2000)
    # Read by the supervisor alone, like all of it.
    contact = models.CharField(_("怎样联系您"), max_length=120, blank=True)
    outcome = models.CharField(_("查办结果"), max_length=10, choices=Outcome.choices, blank=True)
    answer = models.CharField(_("答复"), max_length=2000, blank=True)
    refunded = models.DecimalField(_("退还多少元"), max_digits=12, decimal_places=2, null=True, blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", answer="", answered_by=None, answered_at=None, refunded=None)
                | Q(outcome__in=Outcome.values, answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer=""),
                name="charge_complaint_is_answered_by_somebody_in_words",
            ),
            models.CheckConstraint(
                condition=Q(refunded=None) | Q(outcome=Outcome.FOUNDED, refunded__gt=0),
                name="money_is_given_back_where_it_was_charged",
            ),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="charge_is_more_than_nothing"),
        ]

    def __str__(self) -> str:
        return str(self.case)
