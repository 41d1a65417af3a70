"""A record of what went wrong with the part of each person; what the bureau found of itself; calls after low ratings.

A record hangs on the case it is about and is no case of its own: every list of cases is read by the codes of the matrix
over a whole bureau, and a record is read by whose it is, who watches over the bureau and who decides, by nobody else.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from envportal.accountability.enums import (
    BY_SOMEBODY,
    CallState,
    Cause,
    EntryState,
    Finding,
    NamedBy,
    PartState,
    Result,
    Review,
    State,
)
from envportal.accountability.flow import CallFlow, EntryFlow, PartFlow, RecordFlow, known

USER = settings.AUTH_USER_MODEL


class Responsibility(RecordFlow):
    """错案追究: what went wrong with a case, and by which rule this record of it was opened."""

    State = State

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="responsibilities")
    cause = models.CharField(_("事由"), max_length=12, choices=Cause.choices)
    # Names the cause within its case: opened twice for the same, the first record stands.
    ref = models.CharField(_("代号"), max_length=80)
    # The clock that was missed: its red card and the silence it stands for are one cause.
    clock = models.OneToOneField(
        "deadlines.Clock", models.PROTECT, null=True, blank=True, related_name="responsibility", verbose_name=_("时钟")
    )
    what = models.CharField(_("情况"), max_length=500)
    opened_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(_("建档时间"))
    # How long the log of the case was then: whoever reads it again up to here finds the same people.
    log_length = models.PositiveBigIntegerField(_("日志长度"))
    # The rules of time that applied, as they stood: matter, article, version, days.
    rules = models.JSONField(_("当时适用的规则"), default=list)
    answer_by = models.DateField(_("说明的最后一天"), null=True, blank=True)
    decide_by = models.DateField(_("认定的最后一天"), null=True, blank=True)
    closed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    closure = models.CharField(_("办结情况"), max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["-opened_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "ref"], name="one_record_for_one_cause"),
            models.CheckConstraint(condition=known(State), name="record_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(cause__in=[str(one) for one in BY_SOMEBODY]) | Q(opened_by__isnull=False),
                name="record_without_a_rule_is_opened_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(what=""), name="record_says_what_went_wrong"),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, closed_by=None, closed_at=None)
                | (Q(state=State.CLOSED, closed_by__isnull=False, closed_at__isnull=False) & ~Q(closure="")),
                name="record_is_closed_by_somebody_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_cause_display()} {self.case_id}"


class Part(PartFlow):
    """连带责任: what one person of the chain did, what they answer, and what was found."""

    State = PartState

    responsibility = models.ForeignKey(Responsibility, models.PROTECT, related_name="parts")
    person = models.ForeignKey(USER, models.PROTECT, related_name="parts")
    # Events of the case's log by position, and whom they stood in for; empty: had the duty and did nothing.
    acts = models.JSONField(_("做过的事"), default=list)
    answer = models.TextField(_("本人说明"), max_length=3000, blank=True)
    answered_at = models.DateTimeField(_("说明时间"), null=True, blank=True)
    finding = models.CharField(_("认定"), max_length=10, choices=Finding.choices, blank=True)
    grade = models.CharField(_("处理"), max_length=20, blank=True)
    reasons = models.TextField(_("理由"), max_length=3000, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("认定时间"), null=True, blank=True)
    appeal_by = models.DateField(_("申请复核的最后一天"), null=True, blank=True)
    appeal = models.TextField(_("复核申请"), max_length=3000, blank=True)
    appealed_at = models.DateTimeField(_("申请复核时间"), null=True, blank=True)
    review_by = models.DateField(_("复核的最后一天"), null=True, blank=True)
    review = models.CharField(_("复核结果"), max_length=10, choices=Review.choices, blank=True)
    review_grade = models.CharField(_("复核后的处理"), max_length=20, blank=True)
    review_reasons = models.TextField(_("复核理由"), max_length=3000, blank=True)
    reviewed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(_("复核时间"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["responsibility", "person"], name="person_has_one_part_in_a_record"),
            models.CheckConstraint(condition=known(PartState), name="part_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answer_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[PartState.ASKED, PartState.ANSWERED])
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(finding="") & ~Q(reasons="")),
                name="part_is_decided_by_somebody_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("person")), name="nobody_decides_on_their_own_part"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | (~Q(reviewed_by=F("decided_by")) & ~Q(reviewed_by=F("person"))),
                name="appeal_goes_to_another_decider",
            ),
            models.CheckConstraint(
                condition=~Q(finding=Finding.NONE) | Q(grade=""), name="who_has_no_part_gets_no_measure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.responsibility_id} {self.person}"


class Entry(EntryFlow):
    """自查自纠: a problem of the bureau, who named it, what is done about it by whom until when, and whether it was.

    It is a case: its last day is a duty of the bureau, reminded of and marked late like any other.
    """

    State = EntryState

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="self_examination")
    problem = models.TextField(_("问题"), max_length=1000)
    named_by = models.CharField(_("谁提出的"), max_length=10, choices=NamedBy.choices)
    source = models.CharField(_("从哪里来"), max_length=200, blank=True)
    about = models.ForeignKey(
        "cases.Case",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="self_examinations",
        verbose_name=_("有关案件"),
    )
    measure = models.TextField(_("整改措施"), max_length=1000)
    due_on = models.DateField(_("整改期限"))
    opened_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    published_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(_("公开时间"), null=True, blank=True)
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    done_words = models.TextField(_("整改情况"), max_length=1000, blank=True)
    done_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    proof = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    sent_back_why = models.CharField(_("为什么不算改好"), max_length=500, blank=True)
    checked_on = models.DateField(_("复查日期"), null=True, blank=True)
    check_words = models.CharField(_("复查情况"), max_length=500, blank=True)
    checked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=known(EntryState), name="entry_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(published_by=None) | ~Q(published_by=F("opened_by")),
                name="entry_is_published_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=EntryState.CHECKED) | Q(checked_by__isnull=False, checked_on__isnull=False),
                name="entry_is_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("done_by")), name="nobody_checks_what_they_mended"
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


class ReturnCall(CallFlow):
    """回访: what became of a low rating. Its key is drawn by lot like the rating's; no case and no moment is kept."""

    State = CallState

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    rating = models.OneToOneField("ratings.Rating", models.PROTECT, related_name="return_call")
    due_on = models.DateField(_("回访的最后一天"), null=True, blank=True)
    result = models.CharField(_("回访结果"), max_length=12, choices=Result.choices, blank=True)
    words = models.CharField(_("回访情况"), max_length=1000, blank=True)
    called_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    called_on = models.DateField(_("回访日期"), null=True, blank=True)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="return_calls")
    responsibility = models.ForeignKey(
        Responsibility, models.PROTECT, null=True, blank=True, related_name="return_calls"
    )
    check_words = models.CharField(_("复核意见"), max_length=500, blank=True)
    checked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    checked_on = models.DateField(_("复核日期"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = [F("due_on").asc(nulls_last=True), "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=known(CallState), name="call_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=CallState.WAITING) | (~Q(result="") & ~Q(words="") & Q(called_by__isnull=False)),
                name="call_was_made_by_somebody_with_a_result",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("called_by")), name="call_has_a_second_pair_of_eyes"
            ),
            models.CheckConstraint(
                condition=~Q(state=CallState.CHECKED, result=Result.WRONG)
                | Q(entry__isnull=False)
                | Q(responsibility__isnull=False),
                name="wrong_that_was_found_is_followed_up",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
