"""Notices as they were handed to the board: copies of named facts, which no case can change afterwards."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import WITH_WINDOW, DocumentKind, Kind, Outcome, State
from disclosure.board.flow import NoticeFlow

HISTORICAL = Q(import_key__isnull=False)
# Where a table names no day at all, the notice stands at the end of the list: the day environmental impact
# assessment became Chinese law (环境保护法（试行）§6); nothing a board could hold is older.
UNDATED = datetime(1979, 9, 13, tzinfo=UTC)


class Notice(NoticeFlow):
    """One version of one public notice."""

    Kind = Kind
    State = State
    Outcome = Outcome

    public_id = models.CharField(_("公示编号"), max_length=16, unique=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="notices")
    # A historical notice stands under the bureau that published it, which need not be one of this portal's.
    bureau = models.ForeignKey("accounts.Bureau", models.PROTECT, null=True, blank=True, related_name="notices")
    kind = models.CharField(_("公示类别"), max_length=20, choices=Kind.choices)
    document_kind = models.CharField(_("文件类别"), max_length=16, choices=DocumentKind.choices, blank=True)
    title = models.CharField(_("项目名称"), max_length=200)
    owner_name = models.CharField(_("建设单位"), max_length=120, blank=True)
    place = models.CharField(_("建设地点"), max_length=200, blank=True)
    division = models.CharField(_("乡镇街道"), max_length=60, blank=True)
    # Pairs, not an object: PostgreSQL would sort an object's keys, and facts are read in the order of the law.
    facts = models.JSONField(_("公开内容"), default=list)
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome.choices, blank=True)
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    search = models.TextField(_("检索词"), blank=True, editable=False)

    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="notices_submitted"
    )
    submitted_at = models.DateTimeField(_("提交时间"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="notices_published"
    )
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    opens_on = models.DateField(_("公示开始"), null=True, blank=True)
    closes_on = models.DateField(_("公示截止"), null=True, blank=True)
    provisional = models.BooleanField(_("暂定"), default=False, help_text=_("截止日所在年份的日历尚未公布"))

    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("更正的公示")
    )
    correction_reason = models.CharField(_("更正原因"), max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="notices_withdrawn"
    )
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("撤回原因"), max_length=300, blank=True)

    # HISTORY: what a bureau published elsewhere before; the key makes taking it in twice the same as once.
    import_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    publisher_name = models.CharField(_("原发布机关"), max_length=100, blank=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    # Pairs of a label and what was printed there, before anything was mended.
    wording = models.JSONField(_("原文"), default=list, blank=True)
    imported_at = models.DateTimeField(_("导入时间"), null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "-published_at", "-public_id"], name="notice_newest"),
            models.Index(fields=["state", "closes_on", "public_id"], name="notice_closing"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="notice_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=State.PENDING)
                | Q(published_by=None, published_at=None, opens_on=None, closes_on=None),
                name="notice_pending_is_published_by_nobody",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED)
                | HISTORICAL
                | Q(published_by__isnull=False, published_at__isnull=False, opens_on__isnull=False),
                name="notice_published_has_publisher_and_dates",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(kind__in=WITH_WINDOW) | HISTORICAL | Q(closes_on__isnull=False),
                name="notice_for_comment_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")), name="notice_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(published_by=None) | Q(submitted_by=None) | ~Q(published_by=F("submitted_by")),
                name="notice_is_published_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
                name="notice_withdrawn_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(version=1, supersedes=None) | (Q(version__gt=1, supersedes__isnull=False)),
                name="notice_later_version_follows_an_earlier_one",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(correction_reason=""), name="notice_correction_gives_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(import_key=None, publisher_name="", source="", imported_at=None, bureau__isnull=False)
                | (HISTORICAL & Q(published_at__isnull=False, imported_at__isnull=False)),
                name="notice_is_a_bureaus_own_or_historical",
            ),
            models.CheckConstraint(
                condition=~HISTORICAL | (~Q(publisher_name="") & ~Q(source="")),
                name="notice_of_history_names_its_publisher_and_source",
            ),
            models.CheckConstraint(
                condition=~HISTORICAL | Q(case=None, bureau=None, submitted_by=None, published_by=None),
                name="notice_of_history_is_nobodys_act_here",
            ),
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(state=State.PENDING), name="case_has_one_pending_notice_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(state=State.PUBLISHED),
                name="case_has_one_current_notice_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.title}"

    @property
    def is_historical(self) -> bool:
        return self.import_key is not None

    @property
    def is_undated(self) -> bool:
        """Nobody knows when it was first published."""
        return self.published_at == UNDATED

    @property
    def publisher(self) -> str:
        """The bureau it stands under."""
        return self.bureau.name if self.bureau else self.publisher_name


class NoticeFile(models.Model):
    """A document that is public as part of a notice, under the name the public reads."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="files")
    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="notice_files")
    name = models.CharField(_("公开名称"), max_length=200)
    position = models.PositiveSmallIntegerField(_("顺序"), default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "document"], name="notice_names_a_document_once")
        ]

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """Counts every change of what the public sees, in the transaction of the change; pages' ETags are made of it."""

    number = models.PositiveBigIntegerField(_("版次"), default=0)

    def __str__(self) -> str:
        return str(self.number)


class ProgressTry(models.Model):
    """A question after a case by number and code, kept a few minutes to slow down guessing; the code is not kept."""

    address = models.CharField(_("来源"), max_length=64)
    at = models.DateTimeField(_("时间"))

    class Meta:
        indexes: ClassVar = [models.Index(fields=["address", "at"], name="progress_try_by_address")]

    def __str__(self) -> str:
        return f"{self.address} {self.at}"


class Subscription(models.Model):
    """A search somebody without an account wants to hear of. The address stands here alone, and goes with the row."""

    address = models.EmailField(_("邮箱"))
    query = models.CharField(_("筛选"), max_length=600, blank=True)  # as the list's own address has it
    language = models.CharField(_("语言"), max_length=10)
    secret = models.CharField(max_length=32, editable=False)  # in every link: links die with the row
    asked_at = models.DateTimeField(_("申请时间"))
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    # Notices published up to here were told; moved on in the transaction that posts the mail.
    told_until = models.DateTimeField(_("已告知到"), null=True, blank=True)
    looked_on = models.DateField(_("最近一次汇总"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address", "query"], name="subscription_to_a_search_is_one"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(told_until__isnull=False),
                name="subscription_confirmed_tells_from_then",
            ),
        ]

    def __str__(self) -> str:
        return self.query


class SubscriptionMail(models.Model):
    """A mail that waits to be sent to a subscriber; gone once it was."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="mails")
    subject = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("正文"))
    posted_at = models.DateTimeField(_("发出时间"))
    tries = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    next_try_at = models.DateTimeField(_("下次尝试"), db_index=True)

    def __str__(self) -> str:
        return self.subject


class SubscriptionAsk(models.Model):
    """That somebody asked for a confirmation, kept an hour to slow down who asks for others; only a digest of where."""

    source = models.CharField(_("来源"), max_length=64)
    at = models.DateTimeField(_("时间"), db_index=True)

    def __str__(self) -> str:
        return f"{self.source} {self.at}"
