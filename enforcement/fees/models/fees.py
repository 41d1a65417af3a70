"""A fee of an enterprise for some months, its working, and what was let off."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.fees.flow import FeeFlow
from enforcement.fees.states import Answer, Basis, Ground, ReliefKind, Stage, State

# 环境保护税法: discharges from this day on are taxed.
TAX_SINCE: Final = date(2018, 1, 1)


class Fee(FeeFlow):
    """The fee for some months; it is a case. `first`, `last`: the first days of its first and last month."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="fee")
    first = models.DateField(_("核定时段，起"))
    last = models.DateField(_("核定时段，止"))
    basis = models.CharField(_("核定依据"), max_length=20, choices=Basis.choices)
    assessed = models.BigIntegerField(_("核定金额，分"), null=True, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    verified_on = models.DateField(_("核定日期"), null=True, blank=True)
    objection = models.CharField(_("复核申请"), max_length=1000, blank=True)
    answer = models.CharField(_("复核决定"), max_length=1000, blank=True)
    rechecked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    demanded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    demanded_on = models.DateField(_("通知日期"), null=True, blank=True)
    due_on = models.DateField(_("缴纳期限"), null=True, blank=True)
    # The day to which the late fee was charged.
    accrued_to = models.DateField(_("滞纳金计至"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=FeeFlow.known_states(), name="fee_is_in_a_known_state"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="fee_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(last__lt=TAX_SINCE) | Q(first__gte=TAX_SINCE), name="fee_is_of_one_regime"
            ),
            models.CheckConstraint(
                condition=Q(last__lt=TAX_SINCE) | Q(state__in=[State.DECLARED, State.TAXED]),
                name="nothing_is_demanded_for_discharges_since_2018",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.DEMANDED, State.SETTLED])
                | Q(assessed__isnull=False, due_on__isnull=False, demanded_by__isnull=False),
                name="fee_is_demanded_by_somebody_to_a_day",
            ),
            models.CheckConstraint(
                condition=Q(demanded_by=None) | ~Q(demanded_by=F("verified_by")),
                name="fee_is_demanded_by_a_second_person",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.case)

    @property
    def is_taxed(self) -> bool:
        return self.first >= TAX_SINCE

    @property
    def period(self) -> str:
        """As bureaus write it: 2016年1月至2016年3月."""
        first, last = f"{self.first.year}年{self.first.month}月", f"{self.last.year}年{self.last.month}月"
        return first if first == last else f"{first}至{last}"


class Part(models.Model):
    """One outlet, heap or boundary in one month: the question as the calculator takes it, and its answer in fen."""

    fee = models.ForeignKey(Fee, models.PROTECT, related_name="parts")
    stage = models.CharField(_("阶段"), max_length=10, choices=Stage.choices)
    place = models.CharField(_("排放口"), max_length=100)
    question = models.JSONField(_("计算"))
    fen = models.BigIntegerField(_("金额，分"))
    # By which tables: anybody can see whether they have changed since.
    version = models.CharField(_("费率表版本"), max_length=12)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(fen__gte=0), name="part_of_a_fee_is_not_negative"),
        ]

    def __str__(self) -> str:
        return self.place


class Relief(models.Model):
    """减缴、免缴、缓缴: decided by whom, under which number, why. None after the tax began."""

    fee = models.ForeignKey(Fee, models.PROTECT, related_name="reliefs")
    kind = models.CharField(_("种类"), max_length=10, choices=ReliefKind.choices)
    fen = models.BigIntegerField(_("金额，分"), default=0)
    until = models.DateField(_("缓缴至"), null=True, blank=True)
    organ = models.CharField(_("批准机关"), max_length=100)
    number = models.CharField(_("批准文号"), max_length=60)
    reason = models.CharField(_("批准理由"), max_length=300)
    decided_on = models.DateField(_("批准日期"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(decided_on__lt=TAX_SINCE), name="relief_is_decided_before_2018"),
            models.CheckConstraint(
                condition=Q(kind=ReliefKind.DEFERRED, fen=0, until__isnull=False)
                | (~Q(kind=ReliefKind.DEFERRED) & Q(fen__gt=0, until=None)),
                name="relief_is_a_sum_or_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class WriteOff(models.Model):
    """核销: what is owed and cannot be collected; asked for with a reason, agreed by a leader, then an entry."""

    fee = models.ForeignKey(Fee, models.PROTECT, related_name="write_offs")
    fen = models.BigIntegerField(_("金额，分"))
    ground = models.CharField(_("为什么收不回"), max_length=12, choices=Ground.choices)
    document = models.CharField(_("证明文书和文号"), max_length=100)
    reason = models.CharField(_("理由"), max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_on = models.DateField(_("提出日期"))
    answer = models.CharField(_("答复"), max_length=10, choices=Answer.choices, default=Answer.WAITING)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    answer_why = models.CharField(_("答复意见"), max_length=300, blank=True)
    entry = models.OneToOneField("fees.Entry", models.PROTECT, null=True, blank=True, related_name="write_off")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="write_off_is_more_than_nothing"),
            models.UniqueConstraint(
                fields=["fee"], condition=Q(answer=Answer.WAITING), name="fee_waits_for_one_write_off"
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")),
                name="write_off_is_agreed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.AGREED) | Q(entry__isnull=False, answered_by__isnull=False),
                name="agreed_write_off_has_its_entry",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.fee} {self.fen}"
