"""What the public sent, as it came and as it may be read, and what the bureau made of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disclosure.participation.enums import Disposition, GoOnWhy, HiddenWhy, Kind, Side, State, Subject, Who
from disclosure.participation.flow import SubmissionFlow


class Topic(models.Model):
    """意见归并: like comments of one case together, and what became of them; a comment may stand alone in one."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="topics")
    summary = models.CharField(_("意见概要"), max_length=200)
    disposition = models.CharField(_("处理"), max_length=8, choices=Disposition.choices, blank=True)
    reason = models.TextField(_("理由"), max_length=2000, blank=True)
    changed = models.CharField(_("改了批准条件的哪一条"), max_length=300, blank=True)
    # The number of the condition `changed` says, where it is one of those to be decided.
    condition = models.PositiveSmallIntegerField(_("第几条批准条件"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("归并时间"))
    considered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    considered_at = models.DateTimeField(_("处理时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(disposition="", considered_at=None)
                | (~Q(disposition="") & ~Q(reason="") & Q(considered_by__isnull=False, considered_at__isnull=False)),
                name="disposition_gives_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(condition=None) | (Q(condition__gt=0) & ~Q(changed="")), name="changed_condition_is_told"
            ),
        ]

    def __str__(self) -> str:
        return self.summary


class GoingOn(models.Model):
    """带理由继续: the signatory goes on without a disposition of some comments, and says why; it stays in sight."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="goings_on")
    why = models.CharField(_("理由"), max_length=12, choices=GoOnWhy.choices)
    reason = models.CharField(_("说明"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="going_on_gives_its_reason"),
        ]

    def __str__(self) -> str:
        return self.reason


class Submission(SubmissionFlow):
    """A comment, a request for a hearing or a message, sent without an account."""

    Kind = Kind
    State = State

    kind = models.CharField(_("种类"), max_length=8, choices=Kind.choices)
    number = models.CharField(_("回执编号"), max_length=60, unique=True)
    code_hash = models.CharField(max_length=200, editable=False)
    key = models.CharField(max_length=36, unique=True, editable=False)  # of the form: two clicks make one submission
    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, related_name="submissions")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="submissions")
    notice = models.ForeignKey("board.Notice", models.PROTECT, null=True, blank=True, related_name="submissions")
    received_at = models.DateTimeField(_("收到时间"))
    # The last day as it stood when this came; late is what came after it.
    until = models.DateField(_("期限最后一天"), null=True, blank=True)
    is_late = models.BooleanField(_("逾期"), default=False)
    is_affected = models.BooleanField(_("自述直接受影响"), default=False)
    sha256 = models.CharField(_("原文摘要"), max_length=64)

    # One file of a comment; nobody outside reads it unless it was looked at and released with the text.
    attachment = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    # What everybody reads of it: a copy without what its program wrote of its author.
    public_attachment = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    is_attachment_public = models.BooleanField(_("附件公开"), default=False)
    public_text = models.TextField(_("公开文本"), blank=True)
    hidden_why = models.CharField(_("不公开的理由"), max_length=12, choices=HiddenWhy.choices, blank=True)
    moderation_note = models.CharField(_("审核说明"), max_length=300, blank=True)
    moderated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    moderated_at = models.DateTimeField(_("审核时间"), null=True, blank=True)

    # Of a comment: with which others it was considered, or why the signatory went on without.
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="comments")
    going_on = models.ForeignKey(GoingOn, models.PROTECT, null=True, blank=True, related_name="comments")
    # Of a request for a hearing: who asks, and when the procedure took it up.
    side = models.CharField(_("谁申请"), max_length=12, choices=Side.choices, blank=True)
    taken_up_at = models.DateTimeField(_("登记进听证程序的时间"), null=True, blank=True)
    taken_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(_("结果"), max_length=300, blank=True)
    # Of a message: what it is, by when it is answered, and whether its author wants it private.
    subject = models.CharField(_("类别"), max_length=12, choices=Subject.choices, blank=True)
    due_on = models.DateField(_("答复期限"), null=True, blank=True)
    longer_why = models.CharField(_("延长答复期限的理由"), max_length=300, blank=True)
    is_private = models.BooleanField(_("要求不公开"), default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case", "kind", "is_late"], name="submission_of_case"),
            models.Index(fields=["kind", "state", "-received_at"], name="submission_newest"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="submission_state_is_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.MESSAGE, case=None, notice=None, topic=None, going_on=None, due_on__isnull=False)
                | (~Q(kind=Kind.MESSAGE) & Q(case__isnull=False, notice__isnull=False, due_on=None)),
                name="submission_is_of_a_notice_or_a_message",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SHOWN) | (~Q(public_text="") & Q(moderated_by__isnull=False)),
                name="shown_submission_was_moderated",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.HIDDEN)
                | (~Q(hidden_why="") & Q(public_text="") & Q(moderated_by__isnull=False)),
                name="hidden_submission_says_why",
            ),
            models.CheckConstraint(
                condition=Q(is_attachment_public=False)
                | Q(attachment__isnull=False, public_attachment__isnull=False, state=State.SHOWN),
                name="public_attachment_was_moderated",
            ),
            models.CheckConstraint(
                condition=Q(attachment=None) | Q(kind=Kind.COMMENT), name="comment_alone_has_an_attachment"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RECEIVED) | Q(public_text="", moderated_by=None),
                name="unmoderated_submission_has_no_public_text",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Original(models.Model):
    """The text as it came; the database refuses to change it, and its hash stands in the log."""

    submission = models.OneToOneField(Submission, models.PROTECT, primary_key=True, related_name="original")
    text = models.TextField(_("原文"), max_length=5000)

    def __str__(self) -> str:
        return str(self.submission_id)


class Author(models.Model):
    """Who sent it, sealed apart: no public query reads this table, and staff see it for a logged reason."""

    submission = models.OneToOneField(Submission, models.PROTECT, primary_key=True, related_name="author")
    who = models.CharField(_("谁"), max_length=12, choices=Who.choices, default=Who.PERSON)
    name = models.CharField(_("姓名或者名称"), max_length=120, blank=True)
    contact = models.CharField(_("联系方式"), max_length=120, blank=True)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)

    def __str__(self) -> str:
        return str(self.submission_id)


class Reply(models.Model):
    """The answer to a message: written by one person, released by another."""

    submission = models.OneToOneField(Submission, models.PROTECT, primary_key=True, related_name="reply")
    heading = models.CharField(_("标题"), max_length=60)
    text = models.TextField(_("答复"), max_length=3000)
    cannot_why = models.CharField(_("不能办的理由"), max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("答复时间"))
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(_("发出时间"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("answered_by")),
                name="reply_is_released_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return self.heading
