"""A question, its asker, its hand-overs and its answers."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.questions.flow import QuestionFlow
from approvals.questions.states import Channel, Size, State, Topic
from envportal.ratings.enums import Score


class Question(QuestionFlow):
    """What somebody asked; whoever holds its case owns it."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="question")
    channel = models.CharField(_("渠道"), max_length=10, choices=Channel.choices)
    # The number another hotline gave it: the same order comes in once.
    order_number = models.CharField(_("工单编号"), max_length=60, blank=True)
    # The key of the form it came by: two clicks make one question.
    key = models.CharField(max_length=36, unique=True, editable=False)
    received_at = models.DateTimeField(_("收到时间"))
    topic = models.CharField(_("哪一方面"), max_length=12, choices=Topic.choices)
    size = models.CharField(_("难易"), max_length=8, choices=Size.choices, default=Size.OTHER)
    # Without the asker's own name and numbers.
    what = models.TextField(pgettext_lazy("question", "问题"), max_length=2000)
    # Knows the same asker again without telling who it is; "" where nothing was left.
    asker_key = models.CharField(max_length=32, blank=True, editable=False)
    # 首问: who was asked first; an online question is first asked of whoever takes it.
    first_asked = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("首问责任人")
    )
    again = models.TextField(_("追问"), max_length=1000, blank=True)
    again_on = models.DateField(_("追问日期"), null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-received_at"], name="question_newest"),
            models.Index(fields=["asker_key"], condition=~Q(asker_key=""), name="question_of_an_asker"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=QuestionFlow.known_states(), name="question_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values, size__in=Size.values), name="question_has_its_channel_and_size"
            ),
            models.UniqueConstraint(
                fields=["order_number"], condition=~Q(order_number=""), name="question_order_comes_in_once"
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.HOTLINE) ^ Q(order_number=""), name="question_order_has_its_number"
            ),
            models.CheckConstraint(
                condition=Q(state=State.WAITING) ^ Q(first_asked__isnull=False), name="taken_question_knows_its_first"
            ),
            models.CheckConstraint(
                condition=Q(again="", again_on=None) | (~Q(again="") & Q(again_on__isnull=False)),
                name="question_asked_back_has_its_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.case)


class Asker(models.Model):
    """Read by `queries.sealed` alone: for whoever handles the question, or to see that no text names them."""

    question = models.OneToOneField(Question, models.PROTECT, primary_key=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    contact = models.CharField(_("联系方式"), max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name="") | ~Q(contact=""), name="sealed_asker_is_somebody")
        ]

    def __str__(self) -> str:
        return str(self.question_id)


class Handover(models.Model):
    """移交: offered to a colleague or a section; until it is accepted, whoever gave it stays the owner."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="handovers")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    to_section = models.ForeignKey("accounts.Section", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("移交的理由"), max_length=300)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("移交时间"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("答复移交的时间"), null=True, blank=True)
    is_accepted = models.BooleanField(_("接受"), null=True, blank=True)
    declined_why = models.CharField(_("退回的理由"), max_length=300, blank=True)
    # Answered before anybody took it over.
    lapsed_at = models.DateTimeField(_("失效时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_user__isnull=False) ^ Q(to_section__isnull=False),
                name="handover_goes_to_one_person_or_section",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, is_accepted=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, is_accepted__isnull=False),
                name="handover_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(is_accepted=False) | ~Q(declined_why=""), name="declined_handover_says_why"
            ),
            models.UniqueConstraint(
                fields=["question"], condition=Q(decided_by=None, lapsed_at=None), name="question_has_one_open_handover"
            ),
        ]

    def __str__(self) -> str:
        return str(self.to_user or self.to_section)


class Answer(models.Model):
    """只说如何办: what applies and where it stands, and how to go on; rated once by code."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField(_("第几次"), default=1)
    applies = models.TextField(_("怎么规定"), max_length=3000)
    basis = models.CharField(_("依据"), max_length=300)
    next_steps = models.TextField(_("下一步怎么办"), max_length=3000)
    where = models.CharField(_("在哪里办、找谁"), max_length=300)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_on = models.DateField(_("答复日期"))
    score = models.PositiveSmallIntegerField(_("评分"), choices=Score.choices, null=True, blank=True)
    said = models.CharField(_("评价的话"), max_length=500, blank=True)
    rated_on = models.DateField(_("评价日期"), null=True, blank=True)
    # A bad one is spoken about; what the head said of it.
    settled_why = models.CharField(_("对差评的处理"), max_length=500, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "round"], name="question_is_answered_once_a_round"),
            models.CheckConstraint(
                condition=~Q(applies="") & ~Q(basis="") & ~Q(next_steps="") & ~Q(where=""),
                name="answer_says_what_applies_and_a_way_forward",
            ),
            models.CheckConstraint(
                condition=Q(score=None, rated_on=None) | Q(score__in=Score.values, rated_on__isnull=False),
                name="rated_answer_of_a_question_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(settled_why="", settled_by=None)
                | (~Q(settled_why="") & Q(settled_by__isnull=False, score__isnull=False)),
                name="bad_rating_is_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.round}"

    @property
    def is_bad(self) -> bool:
        return self.score is not None and self.score <= Score.BAD
