"""What was asked, what was done about it, what was answered; who asked lies apart."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disclosure.requests.flow import RequestFlow
from disclosure.requests.states import (
    CONFIRMED,
    ENDINGS,
    Channel,
    Confirmation,
    Ground,
    Identity,
    Opinion,
    Outcome,
    Party,
    Remedy,
    Result,
    State,
    Supply,
    Who,
)

USER = settings.AUTH_USER_MODEL


class Request(RequestFlow):
    """One request; it is a case, whose title and number say nothing of who asks."""

    State = State

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="information_request")
    key = models.CharField(max_length=36, unique=True, editable=False)  # of the form: two clicks make one request
    code_hash = models.CharField(max_length=200, editable=False)
    channel = models.CharField(_("收到的渠道"), max_length=12, choices=Channel.choices)
    who = models.CharField(_("申请人类别"), max_length=12, choices=Who.choices, default=Who.PERSON)
    subject = models.CharField(_("所需信息的名称"), max_length=120)
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    wanted = models.TextField(_("内容描述"), max_length=2000)
    sha256 = models.CharField(_("原文摘要"), max_length=64)
    supply = models.CharField(_("提供方式"), max_length=8, choices=Supply.choices)
    suggests_publication = models.BooleanField(_("建议主动公开"), default=False)
    sent_on = models.DateField(_("提交或者寄到的日期"))
    # The day that counts (第31条); of what both sides have to confirm, none before they did.
    received_on = models.DateField(_("收到申请之日"), null=True, blank=True)
    confirmed_how = models.CharField(_("怎样确认"), max_length=12, choices=Confirmation.choices, blank=True)
    confirmed_note = models.CharField(_("确认情况"), max_length=200, blank=True)
    # What the request asks anew of the same information (第44条).
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="asked_again")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "received_on"], name="request_by_state")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=RequestFlow.known_states(), name="request_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state__in=[State.SENT, State.ENDED]) | Q(received_on__isnull=False),
                name="request_is_handled_from_a_day_of_receipt",
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("sent_on")), name="request_is_received_once_sent"
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | ~Q(channel__in=sorted(CONFIRMED)) | ~Q(confirmed_how=""),
                name="request_without_a_paper_day_is_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(same_as=None) | ~Q(same_as=F("case")), name="request_is_not_its_own_repetition"
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


class Applicant(models.Model):
    """Who asks, sealed apart (第29条): read through one function alone, by a right, for a reason, on the log."""

    request = models.OneToOneField(Request, models.PROTECT, primary_key=True, related_name="sealed_applicant")
    name = models.CharField(_("姓名或者名称"), max_length=120)
    identity = models.CharField(_("证件种类"), max_length=10, choices=Identity.choices)
    identity_number = models.CharField(_("证件号码"), max_length=40)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    address = models.CharField(_("通信地址"), max_length=200, blank=True)
    contact_name = models.CharField(_("联系人"), max_length=60, blank=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(phone="", email="", address=""), name="applicant_can_be_reached"),
        ]

    def __str__(self) -> str:
        return str(self.request_id)


class Clarification(models.Model):
    """补正: what is unclear, told once and completely, with a day by which it is clarified (第30条)."""

    request = models.OneToOneField(Request, models.PROTECT, primary_key=True, related_name="clarification")
    items = models.TextField(_("需要补正的事项"), max_length=2000)
    guidance = models.TextField(_("指导和释明"), max_length=2000)
    asked_on = models.DateField(_("告知日期"))
    until = models.DateField(_("补正期限"))
    text = models.TextField(_("补正的内容"), max_length=2000, blank=True)
    came_on = models.DateField(_("收到补正之日"), null=True, blank=True)
    # Once, before the last day, somebody was told to remind the applicant.
    reminded_on = models.DateField(_("提醒日期"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=F("asked_on")), name="clarification_has_time"),
            models.CheckConstraint(
                condition=Q(came_on=None, text="") | (Q(came_on__gte=F("asked_on")) & ~Q(text="")),
                name="clarification_came_with_words",
            ),
        ]

    def __str__(self) -> str:
        return str(self.request_id)


class Consultation(models.Model):
    """征求意见 of a third party (第32条) or of an organ that made the document, too (第34条): in writing."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="consultations")
    party = models.CharField(_("征求谁的意见"), max_length=6, choices=Party.choices)
    name = models.CharField(_("名称"), max_length=120)
    what = models.TextField(_("涉及的信息"), max_length=2000)
    drafted_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.OneToOneField("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    sent_on = models.DateField(_("发出日期"), null=True, blank=True)
    reached_on = models.DateField(_("对方收到的日期"), null=True, blank=True)
    due_on = models.DateField(_("提出意见的最后一天"), null=True, blank=True)
    opinion = models.CharField(_("意见"), max_length=8, choices=Opinion.choices, blank=True)
    reasons = models.TextField(_("对方的理由"), max_length=2000, blank=True)
    answered_on = models.DateField(_("意见的日期"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("drafted_by")),
                name="consultation_is_confirmed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None, letter=None, confirmed_by=None)
                | Q(sent_on__isnull=False, letter__isnull=False, confirmed_by__isnull=False),
                name="consultation_goes_out_in_writing",
            ),
            models.CheckConstraint(
                condition=Q(reached_on=None, due_on=None) | Q(reached_on__isnull=False, due_on__isnull=False),
                name="consultation_has_its_last_day_from_when_it_came",
            ),
            models.CheckConstraint(
                condition=~Q(opinion__in=[Opinion.REFUSES, Opinion.DROPPED]) | ~Q(reasons=""),
                name="third_party_refuses_with_reasons",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Extension(models.Model):
    """延长答复期限: once, agreed to by the head of the information office, told before the end (第33条)."""

    request = models.OneToOneField(Request, models.PROTECT, primary_key=True, related_name="extension")
    days = models.PositiveSmallIntegerField(_("延长的工作日"))
    reasons = models.CharField(_("理由"), max_length=500)
    agreed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    agreed_on = models.DateField(_("同意日期"))
    due_before = models.DateField(_("原最后一天"))
    due_on = models.DateField(_("延长后的最后一天"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(days__gt=0, days__lte=20), name="extension_is_at_most_twenty_days"),
            models.CheckConstraint(condition=Q(due_on__gt=F("due_before")), name="extension_moves_the_last_day"),
        ]

    def __str__(self) -> str:
        return str(self.request_id)


class Explaining(models.Model):
    """说明理由: asked of who asks for far more, or far more often, than is reasonable (第35条)."""

    request = models.OneToOneField(Request, models.PROTECT, primary_key=True, related_name="explaining")
    why = models.TextField(_("为什么认为明显超过合理范围"), max_length=1000)
    asked_on = models.DateField(_("要求日期"))
    text = models.TextField(_("申请人的理由"), max_length=2000, blank=True)
    came_on = models.DateField(_("收到理由的日期"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(came_on=None, text="") | (Q(came_on__gte=F("asked_on")) & ~Q(text="")),
                name="explanation_came_with_words",
            ),
        ]

    def __str__(self) -> str:
        return str(self.request_id)


class Answer(models.Model):
    """答复: drafted by one person and signed by another; or how the request ended without one."""

    request = models.OneToOneField(Request, models.PROTECT, primary_key=True, related_name="answer_given")
    outcome = models.CharField(_("答复种类"), max_length=12, choices=Outcome.choices)
    ground = models.CharField(_("不予公开的情形"), max_length=12, choices=Ground.choices, blank=True)
    reasons = models.TextField(_("理由"), max_length=2000, blank=True)
    supplied = models.TextField(_("提供的内容"), max_length=2000, blank=True)
    place = models.TextField(_("在哪里、怎样获取"), max_length=1000, blank=True)
    organ = models.CharField(_("负责公开的机关"), max_length=200, blank=True)
    organ_contact = models.CharField(_("该机关的联系方式"), max_length=200, blank=True)
    search = models.TextField(_("检索的经过"), max_length=1000, blank=True)
    earlier = models.CharField(_("此前答复的文号"), max_length=60, blank=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("给签发人的说明"), max_length=500, blank=True)
    letter = models.OneToOneField("documents.Letter", models.PROTECT, null=True, blank=True, related_name="+")
    drafted_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_at = models.DateTimeField(_("起草时间"))
    signed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("drafted_by")),
                name="request_is_answered_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None)
                | Q(outcome__in=sorted(ENDINGS))
                | Q(signed_by__isnull=False, letter__isnull=False),
                name="request_is_answered_by_a_signed_letter",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[Outcome.REFUSED, Outcome.PARTLY]) | (~Q(ground="") & ~Q(reasons="")),
                name="refused_information_has_ground_and_reasons",
            ),
        ]

    def __str__(self) -> str:
        return str(self.request_id)


class Contest(models.Model):
    """复议和诉讼 against an answer, for the yearly report."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="contests")
    kind = models.CharField(_("途径"), max_length=16, choices=Remedy.choices)
    number = models.CharField(_("案号"), max_length=60)
    filed_on = models.DateField(_("受理日期"))
    result = models.CharField(_("结果"), max_length=10, choices=Result.choices, default=Result.PENDING)
    decided_on = models.DateField(_("审结日期"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], name="contest_is_entered_once"),
            models.CheckConstraint(
                condition=Q(result=Result.PENDING, decided_on=None)
                | (~Q(result=Result.PENDING) & Q(decided_on__gte=F("filed_on"))),
                name="contest_ends_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number
