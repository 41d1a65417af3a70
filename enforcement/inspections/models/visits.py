"""A visit and the people who make it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.inspections.flow import VisitFlow
from enforcement.inspections.states import Outcome, Signed, State


class Visit(VisitFlow):
    """One visit of two or more inspectors to an enterprise; it is a case, its enterprise the one visited."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="visit")
    day = models.DateField(_("检查日期"))
    begins_at = models.TimeField(_("开始时间"))
    minutes = models.PositiveIntegerField(_("预计分钟"), default=60)
    unannounced = models.BooleanField(_("不事先通知"), default=False)
    lawful_reason = models.TextField(_("不事先通知的依据和理由"), blank=True)
    # 国办发〔2024〕54号: the yearly cap does not count what a complaint or another lawful exception calls for.
    counts_for_cap = models.BooleanField(_("计入年度频次"), default=True)
    # 双随机: why somebody else goes than the lot drew; whoever approves the visit reads it.
    instead_why = models.CharField(_("不由抽中人员检查的理由"), max_length=300, blank=True)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="visits_planned")
    written_at = models.DateTimeField(_("排定时间"))
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="visits_approved"
    )
    approved_at = models.DateTimeField(_("批准时间"), null=True, blank=True)
    noticed_at = models.DateTimeField(_("通知时间"), null=True, blank=True)
    notice_letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    # Made anew from the visit and this seed whenever it is shown; the hash is what a typed code is looked up by.
    entry_seed = models.CharField(max_length=32)
    entry_code_hash = models.CharField(_("入企码摘要"), max_length=64, unique=True)
    entered_at = models.DateTimeField(_("入场时间"), null=True, blank=True)
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    no_code_why = models.CharField(_("没有核对入企码的原因"), max_length=300, blank=True)
    signed = models.CharField(_("签字"), max_length=10, choices=Signed.choices, blank=True)
    signer = models.CharField(_("企业在场人员"), max_length=60, blank=True)
    signature = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    witnesses = models.TextField(_("注明拒绝签字的执法人员"), blank=True)
    seen = models.TextField(_("检查情况"), max_length=4000, blank=True)
    pointed_out = models.TextField(_("指出的问题"), max_length=4000, blank=True)
    outcome = models.CharField(_("检查结果"), max_length=10, choices=Outcome.choices, blank=True)
    left_at = models.DateTimeField(_("离开时间"), null=True, blank=True)
    feedback_at = models.DateTimeField(_("反馈时间"), null=True, blank=True)
    feedback_letter = models.ForeignKey("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    # 国办发〔2024〕54号 wants the result told; the bureau promises it in writing the day the inspectors leave.
    feedback_is_late = models.BooleanField(_("反馈晚于检查当日"), default=False)
    cancelled_why = models.CharField(_("取消理由"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["day", "begins_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=VisitFlow.known_states(), name="visit_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(unannounced=False) | ~Q(lawful_reason=""), name="visit_is_unannounced_for_a_lawful_reason"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")),
                name="nobody_approves_a_visit_they_planned",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.PLANNED, State.CANCELLED]) | Q(approved_by__isnull=False),
                name="visit_goes_on_once_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.UNDER_WAY, State.LEFT, State.CLOSED])
                | Q(noticed_at__isnull=False)
                | Q(unannounced=True),
                name="visit_is_noticed_or_lawfully_unannounced",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.LEFT, State.CLOSED]) | (Q(feedback_at__isnull=False) & ~Q(signed="")),
                name="visit_leaves_its_feedback_and_a_signature_or_why_not",
            ),
            models.CheckConstraint(
                condition=~Q(signed__in=[Signed.REFUSED, Signed.NOBODY]) | ~Q(witnesses=""),
                name="refused_signature_has_its_witnesses",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CANCELLED) | ~Q(cancelled_why=""), name="visit_is_cancelled_for_a_reason"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["day", "state"], name="visits_by_day")]

    def __str__(self) -> str:
        return str(self.case)


class VisitPerson(models.Model):
    """One of the inspectors of a visit, with the certificate shown at the gate."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="people")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="visits")
    certificate = models.CharField(_("执法证号"), max_length=40)
    is_lead = models.BooleanField(_("带队"), default=False)

    class Meta:
        ordering: ClassVar = ["-is_lead", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit", "user"], name="inspector_is_on_a_visit_once"),
            models.UniqueConstraint(fields=["visit"], condition=Q(is_lead=True), name="visit_has_one_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.certificate})"
